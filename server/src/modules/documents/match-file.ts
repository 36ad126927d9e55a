import { type Queryable, sql } from '../../platform/database/index.ts';

export type Matched =
  | { readonly kind: 'matched'; readonly itemIds: readonly string[] }
  | { readonly kind: 'not-found' | 'several' };

// What stands between the words of a name. Longer names than this name no invoice.
const mostWords = 16;

/** What in a file's name may be an invoice's number: every run of its words as it is written, the longest first. */
export function possibleNumbers(fileName: string): string[] {
  const stem = fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
  const words = [...stem.matchAll(/[\p{L}\p{N}]+/gu)].slice(0, mostWords);
  const runs = words.flatMap((first, from) =>
    words.slice(from).map((last) => stem.slice(first.index, last.index + last[0].length)),
  );
  const spelt = runs.flatMap((run) => [
    run,
    run.toUpperCase(),
    run.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase(),
    run.replaceAll('_', '/').toUpperCase(),
  ]);
  return [...new Set(spelt)].toSorted((one, other) => other.length - one.length);
}

/** The invoice whose number stands in a file's name: all its due lines. The longest number that is known counts; of two invoices with it, none. */
export async function matchFile(db: Queryable, fileName: string): Promise<Matched> {
  const candidates = possibleNumbers(fileName).filter((one) => /\p{N}/u.test(one));
  if (candidates.length === 0) return { kind: 'not-found' };
  const found = await db.rows<{ id: string; documentId: string; number: string }>(sql`
    select item.id, item.document_id as "documentId", item.number
    from receivables.item
    where item.number = any(${candidates}::text[]) and item.kind not in ('payment', 'clearing', 'opening')
    order by item.due_on, item.id
  `);
  const longest = Math.max(0, ...found.map((item) => item.number.length));
  const named = found.filter((item) => item.number.length === longest);
  const invoices = new Set(named.map((item) => item.documentId));
  if (invoices.size !== 1) return { kind: invoices.size === 0 ? 'not-found' : 'several' };
  return { kind: 'matched', itemIds: named.map((item) => item.id) };
}
