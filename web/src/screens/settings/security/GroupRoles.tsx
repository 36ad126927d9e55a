import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { rolesQuery } from '../../../rights.ts';
import type { SsoGroup } from './sso-draft.ts';

/** The roles single sign-on may give: nobody becomes an owner through it, and a partner needs a scope chosen by hand. */
export function useGivableRoles(): { readonly value: SsoGroup['role']; readonly label: string }[] {
  const words = useTexts().people.roles;
  const roles = useQuery(rolesQuery).data?.roles ?? [];
  return roles
    .filter(({ role }) => role !== 'owner' && role !== 'partner')
    .map(({ role }) => ({ value: role, label: words[role] }));
}

interface GroupRolesProps {
  readonly groups: readonly SsoGroup[];
  readonly onChange: (groups: readonly SsoGroup[]) => void;
}

/** Which role each group of the identity provider gives, the first that fits. */
export function GroupRoles({ groups, onChange }: GroupRolesProps) {
  const words = useTexts().security;
  const roles = useGivableRoles();
  const set = (place: number, part: Partial<SsoGroup>) =>
    onChange(groups.map((each, index) => (index === place ? { ...each, ...part } : each)));
  return (
    <fieldset className="p-groups">
      <legend className="p-row-label">{words.groups}</legend>
      <p className="q-muted">{words.groupsHelp}</p>
      {groups.map((each, place) => (
        // Lines have no name but their place while one types.
        <div key={place} className="p-group">
          <TextInput
            aria-label={words.group}
            placeholder={words.group}
            maxLength={300}
            value={each.group}
            onChange={(event) => set(place, { group: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={words.role}
            value={each.role}
            data={roles.some((role) => role.value === each.role) ? roles : [{ value: each.role, label: each.role }, ...roles]}
            onChange={(event) => {
              const role = roles.find((one) => one.value === event.currentTarget.value)?.value;
              if (role) set(place, { role });
            }}
          />
          <CloseButton
            aria-label={words.removeGroup(each.group)}
            onClick={() => onChange(groups.filter((_, index) => index !== place))}
          />
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...groups, { group: '', role: 'collector' }])}
        >
          {words.addGroup}
        </Button>
      </div>
    </fieldset>
  );
}
