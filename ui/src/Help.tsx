import { ActionIcon, Popover } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from './language.tsx';

/** Help on a screen, beside its title: what it is for and how to use it. */
export function Help({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { help } = useTexts().common;
  return (
    <Popover width={380} position="bottom-start">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={help.open}>
          <IconHelp size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="q-help">
          <strong>{title}</strong>
          {children}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
