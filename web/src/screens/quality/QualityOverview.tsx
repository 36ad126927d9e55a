import { Button } from '@mantine/core';
import { formatCount, formatPercent } from '@quitus/texts';
import {
  Amount,
  EmptyState,
  ErrorState,
  Help,
  OpenList,
  Page,
  Section,
  ShortTable,
  Skeleton,
  Stat,
  Stats,
  StatusBadge,
  formatTotals,
  isZero,
  useLanguage,
  useTexts,
} from '@quitus/ui';
import type { Tone } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconLockExclamation } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useScreenSearch } from '../../search.ts';
import { KeyEmailsCard, KeyEmailsPanel, useKeyCustomers } from '../overview/KeyEmails.tsx';
import { byCashBlocked, firstHourQuery, qualityQuery } from './quality-queries.ts';
import type { Quality, QualityCheck } from './quality-queries.ts';

/** The cockpit: a score, the few e-mails that open most of the overdue, every check by the cash it blocks. */
export function QualityOverview() {
  const texts = useTexts();
  const words = texts.quality.screen;
  const { search, change } = useScreenSearch();
  const answer = useQuery(qualityQuery);
  const keys = useKeyCustomers(undefined);
  return (
    <Page
      title={texts.shell.places.quality}
      help={
        <Help title={texts.shell.places.quality}>
          <p>{words.help}</p>
        </Help>
      }
      aside={search.show === 'emails' && keys && <KeyEmailsPanel keys={keys} onClose={() => change({ show: undefined })} />}
    >
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !answer.data ? (
        <>
          <Skeleton shape="stats" count={3} />
          <Skeleton shape="block" />
        </>
      ) : answer.data.customers === 0 ? (
        <EmptyState
          title={words.nothingOpen}
          action={<Button renderRoot={(props) => <Link to="/imports" {...props} />}>{words.import}</Button>}
        >
          {words.nothingOpenHelp}
        </EmptyState>
      ) : (
        <>
          <Headline quality={answer.data} />
          {keys && <KeyEmailsCard keys={keys} onOpen={() => change({ show: 'emails' }, 'push')} />}
          <Issues checks={answer.data.checks} />
          <Controls controls={answer.data.controls} />
        </>
      )}
    </Page>
  );
}

function Headline({ quality }: { readonly quality: Quality }) {
  const words = useTexts().quality.screen;
  const language = useLanguage();
  const firstHour = useQuery(firstHourQuery);
  return (
    <Section>
      <Stats>
        <Stat label={words.score} value={quality.score} note={words.outOf} formula={words.scoreFormula} />
        <Stat
          label={words.reachable}
          value={firstHour.data ? formatPercent(language, firstHour.data.reachable) : '–'}
          formula={words.reachableFormula}
        />
        <Stat label={words.customers} value={formatCount(language, quality.customers)} formula={words.customersFormula} />
      </Stats>
    </Section>
  );
}

const looks: Record<QualityCheck['severity'], { readonly icon: Icon; readonly tone: Tone }> = {
  blocking: { icon: IconLockExclamation, tone: 'late' },
  important: { icon: IconAlertTriangle, tone: 'waiting' },
  minor: { icon: IconInfoCircle, tone: 'neutral' },
};

function Issues({ checks }: { readonly checks: readonly QualityCheck[] }) {
  const words = useTexts().quality.screen;
  const language = useLanguage();
  const { change } = useScreenSearch();
  const failing = byCashBlocked(checks);
  const passing = checks.filter((check) => check.count === 0);
  return (
    <Section title={words.issues}>
      {failing.length === 0 ? (
        <EmptyState icon={IconCircleCheck} title={words.none}>
          {words.noneHelp}
        </EmptyState>
      ) : (
        <OpenList
          label={words.issues}
          entries={failing.map((check) => ({
            id: check.code,
            ...looks[check.severity],
            title: `${check.title} · ${words.lines(check.count, check.customers)}`,
            detail: `${words.severities[check.severity]}. ${check.explanation}`,
            figure: formatTotals(
              language,
              check.blocks.map((block) => ({ amount: block.overdue, currency: block.currency })),
            ),
            onOpen: () => change({ open: check.code }, 'push'),
          }))}
        />
      )}
      {passing.length > 0 && (
        <details className="d-passed">
          <summary>{words.passed(passing.length)}</summary>
          <ul>
            {passing.map((check) => (
              <li key={check.code}>
                <StatusBadge tone="settled" quiet>
                  {check.title}
                </StatusBadge>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function Controls({ controls }: { readonly controls: Quality['controls'] }) {
  const texts = useTexts();
  const words = texts.quality.screen;
  const imports = texts.shell.places.imports;
  if (controls.length === 0) return null;
  type Control = Quality['controls'][number];
  const money = (id: 'ledger' | 'control', title: string) => ({
    id,
    title,
    align: 'end' as const,
    cell: (row: Control) => <Amount value={row[id]} currency={row.currency} />,
  });
  return (
    <Section title={words.controls}>
      <p className="d-note q-muted">{words.controlsHelp}</p>
      <ShortTable
        label={words.controls}
        rows={controls}
        rowKey={(row) => `${row.entityId} ${row.currency}`}
        columns={[
          { id: 'entity', title: words.control.entity, cell: (row) => row.entity },
          money('ledger', words.control.ledger),
          { ...money('control', words.control.file), wideOnly: true },
          {
            id: 'difference',
            title: words.control.difference,
            align: 'end',
            cell: (row) =>
              isZero(row.difference) ? (
                <StatusBadge tone="settled" quiet>
                  {words.agrees}
                </StatusBadge>
              ) : (
                <Amount value={row.difference} currency={row.currency} tone="late" strong />
              ),
          },
          {
            id: 'import',
            title: imports,
            align: 'end',
            wideOnly: true,
            cell: (row) =>
              row.importId && (
                <Link to="/imports/$id" params={{ id: row.importId }}>
                  {words.control.open}
                </Link>
              ),
          },
        ]}
      />
    </Section>
  );
}
