import { formatCount, formatMoment } from '@quitus/texts';
import { ErrorState, Section, ShortTable, Skeleton, StatusBadge, hint, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { MayButton } from '../../../MayButton.tsx';
import { scopeWords } from '../../../scope-words.ts';
import { useScreenSearch } from '../../../search.ts';
import { useMay, useSession } from '../../../session.ts';
import { MemberDialogues } from './MemberDialogues.tsx';
import { MemberMenu } from './MemberMenu.tsx';
import type { MemberAction } from './MemberMenu.tsx';
import { peopleQuery } from './people-queries.ts';
import type { Person } from './people-queries.ts';

/** The members: what each does, which customers each sees and looks after. */
export function MembersSection({ onInvite }: { readonly onInvite: () => void }) {
  const words = useTexts().people;
  const answer = useQuery(peopleQuery);
  const [chosen, setChosen] = useState<{ person: Person; action: MemberAction }>();
  return (
    <Section
      title={words.tabs.members}
      actions={
        <MayButton may="administer" size="xs" leftSection={<IconUserPlus size={15} aria-hidden />} onClick={onInvite}>
          {words.invite.open}
        </MayButton>
      }
    >
      <p className="p-lead q-muted">{words.lead}</p>
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data ? (
        <MembersTable people={answer.data.people} onChoose={(person, action) => setChosen({ person, action })} />
      ) : (
        <Skeleton shape="lines" count={5} />
      )}
      {chosen && (
        <MemberDialogues
          key={`${chosen.person.id} ${chosen.action}`}
          {...chosen}
          people={answer.data?.people ?? []}
          onClose={() => setChosen(undefined)}
        />
      )}
    </Section>
  );
}

interface MembersTableProps {
  readonly people: readonly Person[];
  readonly onChoose: (person: Person, action: MemberAction) => void;
}

function MembersTable({ people, onChoose }: MembersTableProps) {
  const texts = useTexts();
  const words = texts.people;
  const { entities } = useSession();
  const language = useLanguage();
  const administers = useMay('administer');
  const { search } = useScreenSearch();
  return (
    <ShortTable
      label={words.tabs.members}
      rows={people}
      rowKey={(row) => row.id}
      {...(search.open === undefined ? {} : { currentKey: search.open })}
      columns={[
        { id: 'name', title: words.name, cell: (row) => <Name person={row} /> },
        {
          id: 'role',
          title: words.role,
          cell: (row) => <span {...hint(words.roleHelp[row.role])}>{words.roles[row.role]}</span>,
        },
        { id: 'scope', title: words.scope, wideOnly: true, cell: (row) => scopeWords(row.scope, entities, texts) },
        { id: 'portfolio', title: words.portfolio, align: 'end', wideOnly: true, cell: (row) => <Portfolio person={row} /> },
        ...(administers
          ? [
              {
                id: 'seen',
                title: words.lastSeen,
                wideOnly: true,
                cell: (row: Person) => (
                  <span className="q-number">{row.lastSeenAt === undefined ? '–' : formatMoment(language, row.lastSeenAt)}</span>
                ),
              },
            ]
          : []),
        {
          id: 'do',
          title: words.do,
          quiet: true,
          align: 'end',
          cell: (row) => <MemberMenu person={row} onChoose={(action) => onChoose(row, action)} />,
        },
      ]}
    />
  );
}

function Name({ person }: { readonly person: Person }) {
  const words = useTexts().people;
  const { user } = useSession();
  return (
    <div className="p-person">
      <span>
        {person.name}{' '}
        {person.id === user.id && (
          <StatusBadge tone="accent" quiet>
            {words.you}
          </StatusBadge>
        )}
      </span>
      <span className="q-muted">{person.email}</span>
    </div>
  );
}

function Portfolio({ person }: { readonly person: Person }) {
  const words = useTexts().people;
  const language = useLanguage();
  if (person.portfolio === 0) return <span className="q-muted">–</span>;
  return (
    <Link
      to="/customers"
      search={{ f: [`collector:is:${person.id}`] }}
      className="q-number"
      aria-label={`${words.portfolio}: ${words.customers(person.portfolio)}`}
    >
      {formatCount(language, person.portfolio)}
    </Link>
  );
}
