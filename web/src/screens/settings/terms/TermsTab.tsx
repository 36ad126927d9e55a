import { Button } from '@mantine/core';
import { formatCount, formatDay } from '@quitus/texts';
import { EmptyState, ErrorState, Section, ShortTable, Skeleton, StatusBadge, hint, useLanguage, useTexts } from '@quitus/ui';
import type { TermsView } from '@quitus/contract';
import { useQuery } from '@tanstack/react-query';
import { IconCalendarDue, IconPlus } from '@tabler/icons-react';
import { MayButton } from '../../../MayButton.tsx';
import { useScreenSearch } from '../../../search.ts';
import { useMay } from '../../../session.ts';
import { termsQuery } from '../settings-queries.ts';
import { TermsDialogue } from './TermsDialogue.tsx';

/** The payment terms in use, each with worked examples. */
export function TermsTab() {
  const words = useTexts().settings.terms;
  const { search, change } = useScreenSearch();
  const answer = useQuery(termsQuery);
  const may = useMay('manage');
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={5} />;
  const { terms } = answer.data;
  const opened = terms.find((each) => each.id === search.open);
  const close = () => change({ open: undefined });
  return (
    <Section
      title={words.title}
      actions={
        <MayButton
          may="manage"
          size="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => change({ open: 'new' })}
        >
          {words.create}
        </MayButton>
      }
    >
      <p className="p-lead q-muted">{words.lead}</p>
      {terms.length === 0 ? (
        <EmptyState icon={IconCalendarDue} title={words.empty}>
          {words.emptyHelp}
        </EmptyState>
      ) : (
        <TermsTable terms={terms} onOpen={may ? (id) => change({ open: id }) : undefined} />
      )}
      {(opened || search.open === 'new') && <TermsDialogue key={search.open} terms={opened} onClose={close} />}
    </Section>
  );
}

function TermsTable({
  terms,
  onOpen,
}: {
  readonly terms: readonly TermsView[];
  readonly onOpen: ((id: string) => void) | undefined;
}) {
  const words = useTexts().settings.terms;
  const language = useLanguage();
  return (
    <ShortTable
      label={words.title}
      rows={terms}
      rowKey={(row) => row.id}
      columns={[
        {
          id: 'name',
          title: words.name,
          cell: (row) =>
            onOpen ? (
              <Button variant="subtle" size="compact-sm" onClick={() => onOpen(row.id)}>
                {row.name}
              </Button>
            ) : (
              row.name
            ),
        },
        { id: 'rule', title: words.rule, wideOnly: true, cell: (row) => row.words },
        { id: 'example', title: words.example, cell: (row) => <Example terms={row} /> },
        {
          id: 'customers',
          title: words.customers,
          align: 'end',
          wideOnly: true,
          cell: (row) => <span className="q-number">{formatCount(language, row.customers)}</span>,
        },
      ]}
    />
  );
}

/** One invoice and the due date it gets, and whether the law allows it. */
function Example({ terms }: { readonly terms: TermsView }) {
  const words = useTexts().settings.terms;
  const language = useLanguage();
  const [example] = terms.examples;
  if (!example) return null;
  return (
    <span className="p-example">
      <span className="q-number">
        {formatDay(language, example.issueOn)} → {formatDay(language, example.dueOn)}
      </span>
      {terms.examples.some((each) => each.aboveCeiling) && (
        <span {...hint(words.above)}>
          <StatusBadge tone="waiting" quiet>
            {words.aboveShort}
          </StatusBadge>
        </span>
      )}
    </span>
  );
}
