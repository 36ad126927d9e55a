import { Alert, Button, TextInput } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { formatInstant } from '@quitus/texts';
import { ErrorState, Facts, OpenList, Section, SidePanel, Skeleton, Stacked, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useScreenSearch } from '../../search.ts';
import { Shown } from '../developers/Shown.tsx';

type Verification = OutputOf<'GET /audit/verification'>;

const headShape = /^\d{1,18}:[\da-f]{64}$/;

/** Whether the record is whole: recomputed while one looks, with the end of the chain to note down. */
export function VerifyPanel({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts().auditScreen.verify;
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [noted, setNoted] = useState('');
  const answer = useQuery({
    queryKey: ['audit', 'verification', noted, language],
    queryFn: () => api('GET /audit/verification', { query: noted === '' ? {} : { head: noted } }),
    // Always as things stand now.
    staleTime: 0,
    gcTime: 0,
  });
  const wrong = typed.trim() !== '' && !headShape.test(typed.trim());
  const again = () => (noted === typed.trim() ? void answer.refetch() : setNoted(typed.trim()));
  return (
    <SidePanel title={texts.title} label={texts.title} detail={texts.lead} onClose={onClose} takeFocus>
      <div aria-live="polite">
        {answer.isFetching ? (
          <Stacked gap="tight">
            <p className="q-muted">{texts.running}</p>
            <Skeleton shape="lines" count={5} />
          </Stacked>
        ) : answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          answer.data && <Result found={answer.data} noted={noted !== ''} />
        )}
      </div>
      <form
        className="q-stacked"
        data-gap="tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) again();
        }}
      >
        <TextInput
          label={texts.noted}
          description={texts.notedHelp}
          value={typed}
          error={wrong ? texts.notedWrong : undefined}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="default" disabled={wrong || answer.isFetching}>
            {texts.again}
          </Button>
        </div>
      </form>
    </SidePanel>
  );
}

function Result({ found, noted }: { readonly found: Verification; readonly noted: boolean }) {
  const texts = useTexts().auditScreen.verify;
  const language = useLanguage();
  const checked = texts.checkedAt(formatInstant(language, found.checkedAt));
  if (!found.ok) return <Faults found={found} checked={checked} />;
  if (found.head === null) return <p>{texts.nothing}</p>;
  return (
    <Stacked>
      <Alert color="accent" variant="light" icon={<IconShieldCheck size={20} aria-hidden />} title={texts.whole}>
        <p className="au-plain">{texts.wholeHelp(found.events)}</p>
        {found.erased > 0 && <p className="au-plain">{texts.erased(found.erased)}</p>}
        {noted && <p className="au-plain">{texts.notedStands}</p>}
      </Alert>
      <Shown label={texts.head} text={found.head} help={texts.headHelp} />
      <p className="q-muted au-plain">
        {checked} · {texts.figures(found.batches)}
      </p>
    </Stacked>
  );
}

function Faults({ found, checked }: { readonly found: Verification; readonly checked: string }) {
  const texts = useTexts().auditScreen.verify;
  const { change } = useScreenSearch();
  const { faults } = found;
  return (
    <Stacked>
      <Alert
        color="late"
        variant="light"
        role="alert"
        icon={<IconAlertTriangle size={20} aria-hidden />}
        title={texts.broken(found.faultCount)}
      >
        {texts.brokenHelp}
      </Alert>
      <Section plain {...(found.faultCount > faults.length ? { title: texts.first(faults.length) } : {})}>
        <OpenList
          label={texts.broken(found.faultCount)}
          entries={faults.map((fault, index) => ({
            id: String(index),
            tone: 'late' as const,
            icon: IconAlertTriangle,
            title: fault.words,
            ...(fault.eventId && fault.kind !== 'event-removed'
              ? { onOpen: () => change({ open: fault.eventId ?? undefined, show: undefined }, 'push') }
              : {}),
          }))}
        />
      </Section>
      {found.head !== null && <Facts facts={[{ name: texts.head, value: <code className="au-digest">{found.head}</code> }]} />}
      <p className="q-muted au-plain">{checked}</p>
    </Stacked>
  );
}
