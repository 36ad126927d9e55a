/** The process that sets pages: Typst keeps what it has read in memory that only the end of its process gives back (typst#8628). */
import type { PressAnswer, PressOrder } from './press-order.ts';
import { openTypesetter } from './typesetter.ts';

const typesetter = openTypesetter();

process.on('message', (order: PressOrder) => {
  answer(order).then(
    (made) => process.send?.(made),
    (error: unknown) =>
      process.send?.({ id: order.id, error: wordsOf(error), rssBytes: process.memoryUsage.rss() } satisfies PressAnswer),
  );
});
process.on('disconnect', () => process.exit(0));

async function answer({ id, template, data }: PressOrder): Promise<PressAnswer> {
  const pdf = template === 'copy' ? await marked(data) : await typesetter.set(template, data);
  return { id, pdf, rssBytes: process.memoryUsage.rss() };
}

/** A file of somebody else's is opened here as well: one that takes for ever, or more memory than there is, costs a press and no more. */
async function marked({ values }: PressOrder['data']): Promise<Uint8Array> {
  // The cast: `withWords` and the type of `make` see to it.
  const { pdf, words } = values as { readonly pdf: Uint8Array; readonly words: { readonly copyMark: string } };
  const { markCopy } = await import('./mark-copy.ts');
  return markCopy(pdf, words.copyMark);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
