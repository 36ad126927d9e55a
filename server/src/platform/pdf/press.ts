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
  const pdf = await typesetter.set(template, data);
  return { id, pdf, rssBytes: process.memoryUsage.rss() };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
