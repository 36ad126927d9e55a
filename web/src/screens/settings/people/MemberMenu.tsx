import { ActionIcon, Menu } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import {
  IconDeviceMobileOff,
  IconDots,
  IconKey,
  IconLogout,
  IconShieldHalf,
  IconTransfer,
  IconUserMinus,
} from '@tabler/icons-react';
import { useMay, useSession } from '../../../session.ts';
import type { Person } from './people-queries.ts';

export type MemberAction = 'edit' | 'hand-over' | 'remove' | 'sign-out' | 'reset' | 'second-step';

/** What can be done about one member; nothing for who may do none of it. */
export function MemberMenu({ person, onChoose }: { readonly person: Person; readonly onChoose: (action: MemberAction) => void }) {
  const words = useTexts().people;
  const { user } = useSession();
  const administers = useMay('administer');
  const manages = useMay('manage');
  if (!manages) return null;
  const other = person.id !== user.id;
  const items = [
    { id: 'edit', label: words.edit.open, icon: IconShieldHalf, shown: administers },
    { id: 'hand-over', label: words.handOver.open, icon: IconTransfer, shown: person.portfolio > 0 },
    { id: 'sign-out', label: words.signOut.open, icon: IconLogout, shown: administers && other },
    { id: 'reset', label: words.reset.open, icon: IconKey, shown: administers && other },
    { id: 'second-step', label: words.secondStep.open, icon: IconDeviceMobileOff, shown: administers && other },
  ] as const;
  const shown = items.filter((item) => item.shown);
  if (shown.length === 0 && !administers) return null;
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={words.actions(person.name)}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.map(({ id, label, icon: Icon }) => (
          <Menu.Item key={id} leftSection={<Icon size={16} stroke={1.7} />} onClick={() => onChoose(id)}>
            {label}
          </Menu.Item>
        ))}
        {administers && other && (
          <>
            <Menu.Divider />
            <Menu.Item color="late" leftSection={<IconUserMinus size={16} stroke={1.7} />} onClick={() => onChoose('remove')}>
              {words.remove.open}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
