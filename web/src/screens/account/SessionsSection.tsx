import { Button } from '@mantine/core';
import { formatMoment } from '@quitus/texts';
import { ErrorState, Section, ShortTable, Skeleton, StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { sessionsQuery, useAccountChanged, useFailed } from './account-queries.ts';
import type { SessionRow } from './account-queries.ts';

/** Where one is signed in: end one session, or all the others. */
export function SessionsSection() {
  const words = useTexts().account.sessions;
  const answer = useQuery(sessionsQuery);
  const toast = useToast();
  const changed = useAccountChanged();
  const failed = useFailed();
  const others = answer.data?.sessions.filter((session) => !session.current).length ?? 0;
  const endOthers = useMutation({
    mutationFn: () => api('DELETE /account/sessions'),
    onSuccess: ({ ended }) => toast.done(words.endedOthers(ended)),
    onError: failed,
    onSettled: changed,
  });
  return (
    <Section
      title={words.title}
      actions={
        others > 0 && (
          <Button size="xs" variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            {words.endOthers(others)}
          </Button>
        )
      }
    >
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data ? (
        <SessionsTable sessions={answer.data.sessions} />
      ) : (
        <Skeleton shape="lines" count={3} />
      )}
    </Section>
  );
}

function SessionsTable({ sessions }: { readonly sessions: readonly SessionRow[] }) {
  const words = useTexts().account.sessions;
  const language = useLanguage();
  return (
    <ShortTable
      label={words.title}
      rows={sessions}
      rowKey={(row) => row.id}
      columns={[
        { id: 'device', title: words.device, cell: (row) => <Device session={row} /> },
        {
          id: 'place',
          title: words.place,
          wideOnly: true,
          cell: (row) => <span className="q-number">{row.address ?? '–'}</span>,
        },
        {
          id: 'last',
          title: words.last,
          cell: (row) =>
            row.current ? (
              <StatusBadge tone="accent" quiet>
                {words.current}
              </StatusBadge>
            ) : (
              <span className="q-number">{formatMoment(language, row.lastSeenAt)}</span>
            ),
        },
        {
          id: 'do',
          title: words.do,
          quiet: true,
          align: 'end',
          cell: (row) => (row.current ? null : <EndSession session={row} />),
        },
      ]}
    />
  );
}

function useDevice(session: SessionRow): string {
  const words = useTexts().account.sessions;
  const { browser, system } = session;
  return browser !== null && system !== null ? words.on(browser, system) : (browser ?? system ?? words.unknown);
}

function Device({ session }: { readonly session: SessionRow }) {
  const words = useTexts().account.sessions;
  const device = useDevice(session);
  const method = [words.methods[session.method], session.secondStep ? words.withSecondStep : undefined].filter(Boolean).join(' ');
  return (
    <div className="a-two">
      <span>{device}</span>
      <span className="q-muted">
        {session.tenant} · {method}
      </span>
    </div>
  );
}

function EndSession({ session }: { readonly session: SessionRow }) {
  const words = useTexts().account.sessions;
  const device = useDevice(session);
  const toast = useToast();
  const changed = useAccountChanged();
  const end = useMutation({
    mutationFn: () => api('DELETE /account/sessions/{id}', { params: { id: session.id } }),
    onSuccess: () => toast.done(words.ended),
    onError: useFailed(),
    onSettled: changed,
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={words.endOf(device)}
      loading={end.isPending}
      onClick={() => end.mutate()}
    >
      {words.end}
    </Button>
  );
}
