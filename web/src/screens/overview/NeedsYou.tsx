import { EmptyState, OpenList, Section, useLanguage, useTexts } from '@quitus/ui';
import type { OpenEntry, Tone } from '@quitus/ui';
import {
  IconBell,
  IconClockPause,
  IconDatabaseExclamation,
  IconHandClick,
  IconMailExclamation,
  IconMessage,
  IconMoodCheck,
  IconPhone,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useSession } from '../../session.ts';
import { useDrill } from './drill.ts';
import type { AgendaTab, Overview } from './drill.ts';
import { sums } from './WhatChanged.tsx';

type Needs = Overview['needsYou'];

const looks: Record<keyof Needs, { icon: Icon; tone: Tone; tab?: AgendaTab }> = {
  toConfirm: { icon: IconHandClick, tone: 'waiting', tab: 'to-confirm' },
  toDo: { icon: IconPhone, tone: 'accent', tab: 'to-do' },
  replies: { icon: IconMessage, tone: 'current', tab: 'replies' },
  alerts: { icon: IconBell, tone: 'late', tab: 'alerts' },
  importsLate: { icon: IconClockPause, tone: 'late' },
  importsHeld: { icon: IconDatabaseExclamation, tone: 'waiting' },
  messagesFailed: { icon: IconMailExclamation, tone: 'late' },
};
const order = ['toConfirm', 'toDo', 'replies', 'alerts', 'messagesFailed', 'importsHeld', 'importsLate'] as const;

/** What waits for a person, each line with its count, its amount and the way there. */
export function NeedsYou({ needs, entity }: { readonly needs: Needs; readonly entity: string | undefined }) {
  const language = useLanguage();
  const words = useTexts().overview.screen;
  const open = useDrill(entity);
  const { scope } = useSession();
  const entries: OpenEntry[] = order
    .filter((name) => needs[name].count > 0)
    .map((name) => {
      const { count, amounts, drill } = needs[name];
      const { icon, tone, tab } = looks[name];
      return {
        id: name,
        icon,
        tone,
        title: words.needs[name](count),
        ...(amounts.length > 0 ? { figure: sums(language, amounts) } : {}),
        ...(drill ? { onOpen: () => open(drill, tab) } : {}),
      };
    });
  return (
    <Section
      title={words.needsYou}
      actions={<span className="q-muted">{scope.narrow ? words.needsWhose.visible : words.needsWhose.team}</span>}
    >
      {entries.length === 0 ? (
        <EmptyState icon={IconMoodCheck} title={words.nothingNeeded}>
          {words.nothingNeededHelp}
        </EmptyState>
      ) : (
        <OpenList label={words.needsYou} entries={entries} />
      )}
    </Section>
  );
}
