import { formatDayLong, formatMoney } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { EmptyState, OpenList, Section, relativeDay, useLanguage, useTexts, useToday } from '@quitus/ui';
import type { OpenEntry } from '@quitus/ui';
import { useNavigate } from '@tanstack/react-router';
import { IconCash, IconClockExclamation, IconDatabaseImport, IconEqual, IconHeartBroken } from '@tabler/icons-react';
import { useDrill } from './drill.ts';
import type { Overview } from './drill.ts';

type Changes = Overview['changes'];

/** What moved since the working day before: money in, new overdue and who makes it, promises broken, imports. */
export function WhatChanged({ changes, entity }: { readonly changes: Changes; readonly entity: string | undefined }) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.overview.screen;
  const today = useToday();
  const open = useDrill(entity);
  const navigate = useNavigate();
  const entries: OpenEntry[] = [
    ...moneyEntries(changes, language, words, {
      open,
      customer: (id) => void navigate({ to: '/customers/$id', params: { id } }),
    }),
    ...(changes.promisesBroken.count === 0
      ? []
      : [
          {
            id: 'broken',
            icon: IconHeartBroken,
            tone: 'late' as const,
            title: words.promisesBroken(changes.promisesBroken.count),
            figure: sums(language, changes.promisesBroken.amounts),
            ...(changes.promisesBroken.drill ? { onOpen: opener(open, changes.promisesBroken.drill) } : {}),
          },
        ]),
    ...changes.imports.map((each) => ({
      id: each.id,
      icon: IconDatabaseImport,
      title: words.imported(each.fileName),
      detail: words.importDetail(each.created, each.updated, each.settled, each.rejected),
      onOpen: () => void navigate({ to: '/imports/$id', params: { id: each.id } }),
    })),
  ];
  const near = relativeDay(texts, changes.since, today);
  const title = words.changed(near.includes(' ') ? formatDayLong(language, changes.since) : near);
  return (
    <Section title={title}>
      {entries.length === 0 ? (
        <EmptyState icon={IconEqual} title={words.nothingChanged} />
      ) : (
        <OpenList label={title} entries={entries} />
      )}
    </Section>
  );
}

/** Amounts of several currencies side by side, never added. */
export function sums(language: Language, amounts: readonly { readonly currency: string; readonly amount: string }[]): string {
  return amounts.map(({ amount, currency }) => formatMoney(language, amount, currency)).join(' + ');
}

type Opening = ReturnType<typeof useDrill>;
const opener = (open: Opening, drill: Parameters<Opening>[0]) => () => open(drill);

function moneyEntries(
  changes: Changes,
  language: Language,
  words: Texts['overview']['screen'],
  go: { open: Opening; customer: (id: string) => void },
): OpenEntry[] {
  const received = changes.received.map((each) => ({
    id: `received-${each.currency}`,
    icon: IconCash,
    tone: 'settled' as const,
    title: words.received(formatMoney(language, each.amount, each.currency)),
    detail: words.receivedDetail(each.payments, formatMoney(language, each.allocated, each.currency)),
    onOpen: opener(go.open, each.drill),
  }));
  const late = changes.newlyOverdue.flatMap((each) => [
    {
      id: `late-${each.currency}`,
      icon: IconClockExclamation,
      tone: 'late' as const,
      title: words.newlyOverdue(formatMoney(language, each.amount, each.currency)),
      detail: `${words.newlyOverdueDetail(each.items, each.customers)}${each.makersCount > 0 && each.customers > each.makersCount ? `, ${words.makers(each.makersCount)}` : ''}`,
      onOpen: opener(go.open, each.drill),
    },
    // Three names say whom to call; the list behind holds the others.
    ...each.makers.slice(0, 3).map((maker) => ({
      id: `${each.currency}-${maker.customerId}`,
      title: <span className="o-maker">{maker.name}</span>,
      figure: formatMoney(language, maker.amount, each.currency),
      onOpen: () => go.customer(maker.customerId),
    })),
  ]);
  return [...received, ...late];
}
