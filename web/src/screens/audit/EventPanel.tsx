import { Alert, Button } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { formatDay, formatInstant } from '@quitus/texts';
import { ErrorState, Facts, Inline, Section, ShortTable, SidePanel, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconEraser } from '@tabler/icons-react';
import { api } from '../../api.ts';
import { useScreenSearch } from '../../search.ts';
import { actorName } from './event-sentence.ts';
import { EventObject } from './EventObject.tsx';
import { currencyOf, fieldLabel, valueWords } from './event-values.ts';
import { EventNumber } from './EventsGrid.tsx';
import { EventSentence } from './EventSentence.tsx';

type EventDetail = OutputOf<'GET /audit/events/{id}'>;

/** One event whole: what changed, who did it, from where, and its seal. */
export function EventPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const words = useTexts().auditScreen.panel;
  const language = useLanguage();
  const answer = useQuery({
    queryKey: ['audit', 'event', id, language],
    queryFn: () => api('GET /audit/events/{id}', { params: { id } }),
  });
  const event = answer.data;
  if (!event)
    return (
      <SidePanel title={words.label} label={words.label} onClose={onClose}>
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton shape="lines" count={8} />
        )}
      </SidePanel>
    );
  return (
    <SidePanel
      label={words.label}
      title={
        <span className="au-title">
          <EventSentence event={event} />
        </span>
      }
      detail={<span className="q-number">{formatInstant(language, event.at)}</span>}
      onClose={onClose}
      actions={<Neighbours event={event} />}
    >
      {event.erasedAt && (
        <Alert color="gray" variant="light" icon={<IconEraser size={18} aria-hidden />}>
          {words.erased(formatDay(language, event.erasedAt.slice(0, 10)))}
        </Alert>
      )}
      <Changes event={event} />
      <EventFacts event={event} />
    </SidePanel>
  );
}

function Changes({ event }: { readonly event: EventDetail }) {
  const texts = useTexts();
  const words = texts.auditScreen.panel;
  const reader = { language: useLanguage(), texts };
  if (event.changes.length === 0) return event.erasedAt ? null : <p className="q-muted">{words.nothing}</p>;
  const currency = currencyOf(event);
  const written = (field: string, value: string | null) => (value === null ? '–' : valueWords(field, value, reader, currency));
  const changed = event.changes.some((change) => change.before !== null);
  return (
    <Section plain title={changed ? words.changes : words.told}>
      <ShortTable
        label={changed ? words.changes : words.told}
        rows={event.changes}
        rowKey={(change) => change.field}
        columns={[
          { id: 'field', title: words.field, cell: (change) => fieldLabel(change, reader) },
          ...(changed
            ? [
                {
                  id: 'before',
                  title: words.before,
                  cell: (change: EventDetail['changes'][number]) => written(change.field, change.before),
                },
              ]
            : []),
          {
            id: 'after',
            title: changed ? words.after : words.value,
            cell: (change) => written(change.field, change.after),
          },
        ]}
      />
    </Section>
  );
}

function EventFacts({ event }: { readonly event: EventDetail }) {
  const texts = useTexts();
  const words = texts.auditScreen.panel;
  const language = useLanguage();
  const { origin, seal, entity, customer } = event;
  return (
    <Facts
      facts={[
        { name: words.who, value: actorName(event, { language, texts }) },
        { name: words.from, value: origin ? <span className="q-number">{origin.address}</span> : words.fromInside },
        ...(origin?.userAgent ? [{ name: words.browser, value: origin.userAgent }] : []),
        ...(entity ? [{ name: words.entity, value: entity.name }] : []),
        ...(customer
          ? [
              {
                name: words.customer,
                value: (
                  <Link to="/customers/$id" params={{ id: customer.id }}>
                    {customer.name}
                  </Link>
                ),
              },
            ]
          : []),
        { name: words.kind, value: <code>{event.kind}</code> },
        { name: words.number, value: <EventNumber event={event} /> },
        ...(seal
          ? [
              {
                name: words.seal,
                value: words.sealedAt(formatInstant(language, seal.sealedAt), String(seal.batch)),
              },
              { name: words.digest, value: <code className="au-digest">{seal.digest}</code> },
            ]
          : []),
      ]}
    />
  );
}

/** Where to look next: the thing itself, and what else was done by the same, to the same, for the same. */
function Neighbours({ event }: { readonly event: EventDetail }) {
  const texts = useTexts();
  const words = texts.auditScreen.panel;
  const language = useLanguage();
  const { change } = useScreenSearch();
  const { actor, customer, subjectId } = event;
  return (
    <Inline>
      <EventObject event={event} />
      {actor.id && (
        <Button size="xs" variant="default" onClick={() => change({ by: actor.id ?? undefined }, 'push')}>
          {words.sameActor(actorName(event, { language, texts }))}
        </Button>
      )}
      {customer && (
        <Button size="xs" variant="default" onClick={() => change({ customer: customer.id }, 'push')}>
          {words.sameCustomer}
        </Button>
      )}
      {subjectId && subjectId !== customer?.id && subjectId !== actor.id && (
        <Button size="xs" variant="default" onClick={() => change({ subject: subjectId }, 'push')}>
          {words.sameSubject}
        </Button>
      )}
    </Inline>
  );
}
