import { ActionIcon, Indicator, Popover } from '@mantine/core';
import { formatInstant } from '@quitus/texts';
import { useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { readFinished, useFinishedWork } from './finished-work.ts';

/** The bell: work that ended while one did something else. */
export function Bell() {
  const texts = useTexts().shell.bell;
  const language = useLanguage();
  const { works, unread } = useFinishedWork();
  const [opened, setOpened] = useState(false);
  const label = unread > 0 ? `${texts.title}, ${texts.unread(unread)}` : texts.title;
  const change = (next: boolean) => {
    setOpened(next);
    if (!next) readFinished();
  };
  return (
    <Popover opened={opened} onChange={change} width={320} position="bottom-start">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={label} onClick={() => change(!opened)}>
          <Indicator disabled={unread === 0} color="late" size={8} offset={2}>
            <IconBell size={18} stroke={1.7} className="q-icon" />
          </Indicator>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="s-bell-title">{texts.title}</p>
        {works.length === 0 && <p className="q-muted s-bell-none">{texts.none}</p>}
        {works.map((work) => (
          <Link key={work.id} to={work.to} className="s-bell-work" onClick={() => change(false)}>
            <span>{work.title}</span>
            <span className="q-muted">{[work.detail, formatInstant(language, work.at)].filter(Boolean).join(' · ')}</span>
          </Link>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
