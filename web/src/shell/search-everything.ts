import { addressOf } from '@quitus/contract/client';
import type { OutputOf } from '@quitus/contract/client';
import { formatMoney } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import type { PaletteEntry } from '@quitus/ui';
import { IconBolt, IconBuilding, IconFileInvoice } from '@tabler/icons-react';

type Found = OutputOf<'GET /search'>['results'][number];

const icons = { customer: IconBuilding, item: IconFileInvoice, action: IconBolt };

/** What the server finds for some words, as lines of the palette. Fails when the server does, or when `signal` drops it. */
export async function searchEverything(
  words: { readonly typed: string; readonly language: Language; readonly texts: Texts },
  open: (kind: Found['kind'], id: string) => void,
  signal: AbortSignal,
): Promise<PaletteEntry[]> {
  const answer = await fetch(addressOf('GET /search', { query: { q: words.typed } }), {
    signal,
    headers: { accept: 'application/json' },
  });
  if (!answer.ok) throw new Error(`search answered ${answer.status}`);
  const { results } = (await answer.json()) as OutputOf<'GET /search'>;
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
