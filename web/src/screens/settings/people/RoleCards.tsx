import { Radio } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import type { Role, RoleRights } from './people-queries.ts';

interface RoleCardsProps {
  readonly roles: readonly RoleRights[];
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

/** The roles to choose from, each with a sentence on what it may do. */
export function RoleCards({ roles, value, onChange }: RoleCardsProps) {
  const words = useTexts().people;
  return (
    <fieldset className="p-cards">
      <legend className="p-row-label">{words.edit.chooseRole}</legend>
      {roles.map(({ role }) => (
        <Radio
          key={role}
          name="role"
          value={role}
          size="xs"
          className="p-card"
          label={words.roles[role]}
          description={words.roleHelp[role]}
          checked={role === value}
          onChange={() => onChange(role)}
        />
      ))}
    </fieldset>
  );
}
