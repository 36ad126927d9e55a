import { StatusBadge, useTexts } from '@quitus/ui';
import { IconArrowRight, IconMinus, IconPlus } from '@tabler/icons-react';
import { scopeWords } from '../../../scope-words.ts';
import { useSession } from '../../../session.ts';
import { rightsChange } from './member-rights.ts';
import type { Person, RoleRights } from './people-queries.ts';

type Rights = Pick<Person, 'role' | 'scope'>;

interface RightsPreviewProps {
  readonly before: Person;
  readonly after: Rights;
  readonly roles: readonly RoleRights[];
}

/** What a change of role and scope gives and takes, said before it is recorded. */
export function RightsPreview({ before, after, roles }: RightsPreviewProps) {
  const texts = useTexts();
  const words = texts.people;
  const { entities } = useSession();
  const { gains, loses } = rightsChange(before, after, roles);
  const [saw, sees] = [before.scope, after.scope].map((scope) => scopeWords(scope, entities, texts));
  const same = gains.length === 0 && loses.length === 0 && saw === sees;
  const named = (rights: typeof gains) => rights.map((right) => words.rights[right]).join(', ');
  return (
    <div className="p-preview" role="status">
      {same && before.role === after.role && <p className="q-muted">{words.edit.unchanged}</p>}
      {loses.length > 0 && (
        <p>
          <StatusBadge tone="late" icon={IconMinus}>
            {words.edit.loses}
          </StatusBadge>
          {named(loses)}
        </p>
      )}
      {gains.length > 0 && (
        <p>
          <StatusBadge tone="settled" icon={IconPlus}>
            {words.edit.gains}
          </StatusBadge>
          {named(gains)}
        </p>
      )}
      {saw !== sees && (
        <p>
          <StatusBadge tone="current" icon={IconArrowRight}>
            {words.edit.sees}
          </StatusBadge>
          <span>
            {sees} <span className="q-muted">{words.edit.from(saw ?? '')}</span>
          </span>
        </p>
      )}
      {!same && before.portfolio > 0 && <p className="q-muted">{words.edit.portfolioStays(before.portfolio)}</p>}
      {!same && <p className="q-muted">{words.edit.when}</p>}
    </div>
  );
}
