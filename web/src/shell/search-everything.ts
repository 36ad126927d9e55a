import { formatMoney } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import type { PaletteEntry } from '@quitus/ui';
import { IconBolt, IconBuilding, IconFileInvoice } from '@tabler/icons-react';

interface Found {
  readonly kind: 'customer' | 'item' | 'action';
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly amount?: string;
  readonly currency?: string;
}

const icons = { customer: IconBuilding, item: IconFileInvoice, action: IconBolt };

/** What the server finds for some words, as lines of the palette. Fails when the server does, or when `signal` drops it. */
export async function searchEverything(
  words: { readonly typed: string; readonly language: Language; readonly texts: Texts },
  open: (kind: Found['kind'], id: string) => void,
  signal: AbortSignal,
): Promise<PaletteEntry[]> {
  const answer = await fetch(`/api/v1/search?q=${encodeURIComponent(words.typed)}`, {
    signal,
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) throw new Error(`search answered ${answer.status}`);
  const { results } = (await answer.json()) as { results: readonly Found[] };
  return results.map((found) => ({
    id: found.id,
    group: words.texts.shell.groups.found[found.kind],
    label: found.title,
    detail: found.detail,
    icon: icons[found.kind],
    ...(found.amount !== undefined && found.currency !== undefined
      ? { end: formatMoney(words.language, found.amount, found.currency) }
      : {}),
    run: () => open(found.kind, found.id),
  }));
}
