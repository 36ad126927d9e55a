import { formatDay, formatInstant } from '@quitus/texts';
import { EmptyState, ErrorState, Section, ShortTable, Skeleton, StatusBadge, useLanguage, useTexts } from '@quitus/ui';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconMailForward } from '@tabler/icons-react';
import { api } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useScreenSearch } from '../../../search.ts';
import { useSession } from '../../../session.ts';
import { type Sender, sendersKey } from './sender-draft.ts';
import { SenderDkim } from './SenderDkim.tsx';
import { SenderForm } from './SenderForm.tsx';
import { SenderTest } from './SenderTest.tsx';

/** The mailboxes messages leave from: whose, by which server, signed or not, tried or not. */
export function SendersTab() {
  const words = useTexts().senders;
  const { search, change } = useScreenSearch();
  const senders = useQuery({ queryKey: sendersKey, queryFn: () => api('GET /senders') });
  if (senders.isError) return <ErrorState error={senders.error} onRetry={() => void senders.refetch()} />;
  if (!senders.data) return <Skeleton shape="lines" count={8} />;
  const { rows, mailServer } = senders.data;
  const open = (id: string | undefined) => change({ open: id });
  const current = rows.find((row) => row.id === search.open);
  return (
    <>
      <Section
        title={words.label}
        actions={
          rows.length > 0 && (
            <MayButton may="administer" size="xs" onClick={() => open('new')}>
              {words.add}
            </MayButton>
          )
        }
      >
        <p className="p-lead q-muted">{words.help}</p>
        {rows.length === 0 ? (
          search.open !== 'new' && (
            <EmptyState
              icon={IconMailForward}
              title={words.empty}
              action={
                <MayButton may="administer" onClick={() => open('new')}>
                  {words.add}
                </MayButton>
              }
            >
              {mailServer ? words.emptyHelp : words.emptyNoServer}
            </EmptyState>
          )
        ) : (
          <Senders rows={rows} mailServer={mailServer} current={current?.id} onOpen={open} />
        )}
      </Section>
      {search.open === 'new' && (
        <SenderForm
          key="new"
          sender={undefined}
          first={rows.length === 0}
          onDone={(id) => open(id)}
          onClose={() => open(undefined)}
        />
      )}
      {current && (
        <>
          <SenderForm
            key={`${current.id} ${current.changedAt}`}
            sender={current}
            first={false}
            onDone={open}
            onClose={() => open(undefined)}
          />
          <SenderDkim sender={current} />
          <SenderTest key={current.id} sender={current} />
        </>
      )}
    </>
  );
}

interface SendersProps {
  readonly rows: readonly Sender[];
  readonly mailServer: boolean;
  readonly current: string | undefined;
  readonly onOpen: (id: string) => void;
}

function Senders({ rows, mailServer, current, onOpen }: SendersProps) {
  const words = useTexts().senders;
  const language = useLanguage();
  const { entities } = useSession();
  const entityName = (id: string | null) => entities.find((entity) => entity.id === id)?.name;
  const server = (row: Sender): string => {
    if (row.server === null) return mailServer ? words.ofInstallation : words.noServer;
    return row.server.host === '' ? words.lostServer : row.server.host;
  };
  return (
    <ShortTable
      label={words.label}
      rows={rows}
      rowKey={(row) => row.id}
      {...(current === undefined ? {} : { currentKey: current })}
      columns={[
        {
          id: 'name',
          title: words.columns.name,
          cell: (row) => (
            <>
              <Button variant="transparent" size="compact-sm" px={0} onClick={() => onOpen(row.id)}>
                {row.name}
              </Button>{' '}
              {row.isDefault && (
                <StatusBadge tone="accent" quiet>
                  {words.isDefault}
                </StatusBadge>
              )}
              <div className="q-muted">{row.address}</div>
            </>
          ),
        },
        {
          id: 'whose',
          title: words.columns.whose,
          wideOnly: true,
          cell: (row) => (
            <>
              {row.personName ?? words.shared}
              {entities.length > 1 && <div className="q-muted">{entityName(row.entityId) ?? words.everybody}</div>}
            </>
          ),
        },
        { id: 'server', title: words.columns.server, wideOnly: true, cell: server },
        {
          id: 'signed',
          title: words.columns.signed,
          wideOnly: true,
          cell: (row) => (row.dkim ? words.signedFor(row.dkim.domain) : <span className="q-muted">{words.notSigned}</span>),
        },
        {
          id: 'tested',
          title: words.columns.tested,
          cell: (row) =>
            row.testedAt === null ? (
              <span className="q-muted">{words.neverTested}</span>
            ) : (
              <span title={formatInstant(language, row.testedAt)}>{formatDay(language, row.testedAt.slice(0, 10))}</span>
            ),
        },
      ]}
    />
  );
}
