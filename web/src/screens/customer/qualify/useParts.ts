import { useTexts } from '@quitus/ui';
import { useState } from 'react';
import { claimable, readParts } from './qualification.ts';
import type { Claimable } from './qualification.ts';

/** The amounts typed for the ticked items, and why they cannot be recorded, if they cannot. */
export function useParts(items: readonly Claimable[]) {
  const words = useTexts().customer.qualify;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const debits = claimable(items);
  const mixed = new Set(debits.map((item) => item.currency)).size > 1;
  const problem =
    items.length === 0 ? words.needItems : debits.length === 0 ? words.needDebits : mixed ? words.oneCurrency : undefined;
  return {
    debits,
    typed,
    onType: (itemId: string, amount: string) => setTyped({ ...typed, [itemId]: amount }),
    problem,
    read: problem === undefined ? readParts(debits, typed) : undefined,
  };
}
