import { Checkbox, TextInput } from '@mantine/core';
import { formatMoney } from '@quitus/texts';
import { Reasons, Stacked, useLanguage, useTexts } from '@quitus/ui';
import type { Hold } from '../customer-queries.ts';
import type { HeldItem } from './held-back.ts';

interface HeldBackProps {
  readonly held: readonly HeldItem[];
  readonly holds: readonly Hold[];
  /** Why it is asked for all the same; undefined: it is left out. */
  readonly despite: string | undefined;
  readonly onDespite: (why: string | undefined) => void;
}

/** Says before it is planned what a specific action leaves out and why, and lets a person include it with a reason. */
export function HeldBack({ held, holds, despite, onDespite }: HeldBackProps) {
  const texts = useTexts();
  const words = texts.beside.specific;
  const language = useLanguage();
  const why = (reason: Hold['reason']) => texts.customer.holdReasons[reason];
  const account = [...new Set(holds.filter((hold) => hold.scope !== 'item' && hold.state === 'live').map((hold) => hold.reason))];
  if (held.length === 0 && account.length === 0) return null;
  const sentences = [
    ...held.map((each) =>
      each.barred
        ? words.barred(each.number, why(each.reason))
        : words.held(each.number, why(each.reason), formatMoney(language, each.amount, each.currency)),
    ),
    ...account.map((reason) => words.accountHeld(why(reason))),
  ];
  return (
    <section aria-label={words.heldTitle}>
      <Stacked>
        {held.length > 0 && <strong>{words.heldTitle}</strong>}
        <Reasons reasons={sentences.map((sentence) => ({ sentence, weighs: 'held' as const }))} />
        {held.some((each) => !each.barred) && (
          <Checkbox
            label={words.despite}
            checked={despite !== undefined}
            onChange={(event) => onDespite(event.currentTarget.checked ? '' : undefined)}
          />
        )}
        {despite !== undefined && (
          <TextInput
            label={words.despiteReason}
            description={words.despiteHelp}
            required
            maxLength={500}
            value={despite}
            onChange={(event) => onDespite(event.currentTarget.value)}
          />
        )}
      </Stacked>
    </section>
  );
}
