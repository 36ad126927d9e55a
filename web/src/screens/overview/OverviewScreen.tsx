import { NativeSelect } from '@mantine/core';
import { Columns, ErrorState, Help, Page, Section, Skeleton, isZero, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useScreenSearch } from '../../search.ts';
import { useSession } from '../../session.ts';
import { CurrencyFigures } from './CurrencyFigures.tsx';
import type { Overview } from './drill.ts';
import { DsoTrend } from './DsoTrend.tsx';
import { FirstHour } from './FirstHour.tsx';
import { FreshnessLine } from './FreshnessLine.tsx';
import { KeyEmailsCard, KeyEmailsPanel, useKeyCustomers } from './KeyEmails.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { OtherCurrencies } from './OtherCurrencies.tsx';
import { OwnCompany } from './OwnCompany.tsx';
import { TopOverdue } from './TopOverdue.tsx';
import { WhatChanged } from './WhatChanged.tsx';
import './overview.css';

/** What is owed, how late, what changed, and what waits for someone. */
export function OverviewScreen() {
  const texts = useTexts();
  const words = texts.overview;
  const language = useLanguage();
  const { tenant, entities } = useSession();
  const { search, change } = useScreenSearch();
  const entity = search.entity;
  const keys = useKeyCustomers(entity);
  // Kept from its opening: the panel stays with what was not taken even when nobody lacks an e-mail any more.
  const [giving, setGiving] = useState<typeof keys>();
  const overview = useQuery({
    queryKey: ['overview', entity ?? '', search.asOf ?? '', language],
    queryFn: () =>
      api('GET /overview', {
        query: { ...(entity ? { entityId: entity } : {}), ...(search.asOf ? { asOf: search.asOf } : {}) },
      }),
  });
  return (
    <Page
      title={texts.shell.places.overview}
      help={
        <Help title={texts.shell.places.overview}>
          <p>{words.screen.help}</p>
        </Help>
      }
      detail={
        overview.data && (
          <>
            <FreshnessLine freshness={overview.data.freshness} />
            {tenant.isDemo && words.ownCompany.invite}
          </>
        )
      }
      actions={
        <>
          {entities.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={words.screen.entity}
              value={entity ?? ''}
              data={[
                { value: '', label: words.screen.allEntities },
                ...entities.map((each) => ({ value: each.id, label: each.name })),
              ]}
              onChange={(event) => change({ entity: event.currentTarget.value || undefined }, 'push')}
            />
          )}
          {tenant.isDemo && <OwnCompany />}
        </>
      }
      aside={giving && <KeyEmailsPanel keys={keys ?? giving} onClose={() => setGiving(undefined)} />}
    >
      {overview.isError ? (
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      ) : overview.data ? (
        <>
          <Content overview={overview.data} entity={entity}>
            {keys && <KeyEmailsCard keys={keys} onOpen={() => setGiving(keys)} />}
          </Content>
        </>
      ) : (
        <Waiting />
      )}
    </Page>
  );
}

interface ContentProps {
  readonly overview: Overview;
  readonly entity: string | undefined;
  readonly children: React.ReactNode;
}

function Content({ overview, entity, children }: ContentProps) {
  const imported = overview.freshness.some((each) => each.lastLedgerAt !== null);
  const { entities, tenant, sendingMode } = useSession();
  const books = entities.find((each) => each.id === entity) ?? entities[0];
  // The currency of the books first: the others are seldom more than a few lines.
  const main = overview.currencies.find((each) => each.currency === books?.currency) ?? overview.currencies[0];
  // Before the first ledger every figure would be a zero that says nothing.
  if (!main || (!imported && isZero(main.total) && isZero(main.overdue))) return <FirstHour imported={imported} />;
  return (
    <>
      <CurrencyFigures figures={main} entity={entity} named={overview.currencies.length > 1} />
      <Columns>
        <WhatChanged changes={overview.changes} entity={entity} />
        <NeedsYou needs={overview.needsYou} entity={entity} />
      </Columns>
      {children}
      <Columns>
        <DsoTrend dso={main.dso} />
        <TopOverdue rows={overview.topOverdue} entity={entity} />
      </Columns>
      <OtherCurrencies currencies={overview.currencies.filter((each) => each !== main)} entity={entity} />
      {!tenant.isDemo && sendingMode === 'test' && <FirstHour imported={imported} />}
    </>
  );
}

function Waiting() {
  const words = useTexts().overview.screen;
  return (
    <>
      <Section title={words.figures}>
        <Skeleton shape="stats" count={4} />
      </Section>
      <Columns>
        <Skeleton shape="block" />
        <Skeleton shape="block" />
      </Columns>
    </>
  );
}
