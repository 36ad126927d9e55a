import { ErrorState, Section, ShortTable, Skeleton, StatusBadge, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { useSession } from '../../session.ts';

/** The members of the organisation, with what their role lets them do. */
export function PeopleTab() {
  const texts = useTexts();
  const words = texts.settings.people;
  const { user } = useSession();
  const answer = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people') });
  const roles: Readonly<Record<string, string>> = words.roles;
  const helps: Readonly<Record<string, string>> = words.roleHelp;
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={5} />;
  return (
    <Section title={texts.settings.tabs.people}>
      <p className="p-lead q-muted">{words.lead}</p>
      <ShortTable
        label={texts.settings.tabs.people}
        rows={answer.data.people}
        rowKey={(row) => row.id}
        columns={[
          {
            id: 'name',
            title: words.name,
            cell: (row) => (
              <>
                {row.name}{' '}
                {row.id === user.id && (
                  <StatusBadge tone="accent" quiet>
                    {words.you}
                  </StatusBadge>
                )}
              </>
            ),
          },
          { id: 'email', title: words.email, cell: (row) => row.email },
          { id: 'role', title: words.role, cell: (row) => roles[row.role] ?? row.role },
          {
            id: 'does',
            title: words.does,
            wideOnly: true,
            cell: (row) => <span className="q-muted">{helps[row.role] ?? ''}</span>,
          },
        ]}
      />
    </Section>
  );
}
