import { TextInput } from '@mantine/core';
import { formatDecimal, formatMoney } from '@quitus/texts';
import { LateDays, useLanguage, useTexts } from '@quitus/ui';
import { claimedAmount, readPart } from './qualification.ts';
import type { Claimable } from './qualification.ts';

interface PartAmountsProps {
  readonly items: readonly Claimable[];
  readonly typed: Readonly<Record<string, string>>;
  readonly onType: (itemId: string, amount: string) => void;
}

/** One box an item, filled with all that is claimed of it: less can be promised or disputed, an empty one leaves it out. */
export function PartAmounts({ items, typed, onType }: PartAmountsProps) {
  const language = useLanguage();
  const words = useTexts().customer.qualify;
  return (
    <ul className="c-parts">
      {items.map((item) => {
        const claimed = claimedAmount(item);
        const text = typed[item.id] ?? formatDecimal(language, claimed);
        const { state } = readPart(text, item);
        const error =
          text.trim() === '' || state === 'right' ? undefined : state === 'too-much' ? words.tooMuch : words.wrongAmount;
        return (
          <li key={item.id} className="c-part">
            <span>
              <span className="i-number">{item.number}</span> {item.dueOn && <LateDays dueOn={item.dueOn} />}
              <br />
              <span className="q-muted">{words.open(formatMoney(language, claimed, item.currency))}</span>
            </span>
            <TextInput
              size="xs"
              inputMode="decimal"
              aria-label={words.amountOf(item.number)}
              value={text}
              error={error}
              onChange={(event) => onType(item.id, event.currentTarget.value)}
            />
          </li>
        );
      })}
    </ul>
  );
}
