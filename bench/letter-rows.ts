import { letterSample } from '../server/src/platform/pdf/letter-sample.fixture.ts';
import { mergePdfs, openPdfMaker, pageCount } from '../server/src/platform/pdf/index.ts';
import type { Measure } from './measure.ts';

const presses = 2;
const pagesASecond = 150;

/** Letters of one and two pages, set by two presses, then put behind each other as one file: pages a second, and what our own process and the presses took. */
export async function measureLetters(count: number): Promise<Measure[]> {
  const maker = openPdfMaker({ presses });
  try {
    const pdf = await maker.make('letter', letterSample({ items: 8 }));
    const before = process.memoryUsage.rss();
    let [most, pages] = [before, 0];
    const started = performance.now();
    const waiting = Array.from({ length: presses * 2 }, async (_, lane) => {
      for (let made = lane; made < count; made += presses * 2) {
        // Counted apart: a sum that waits in the middle forgets what the other lanes added.
        const more = await pageCount(await maker.make('letter', letterSample({ items: 1 + (made % 12), debtor: made })));
        pages += more;
        most = Math.max(most, process.memoryUsage.rss());
      }
    });
    await Promise.all(waiting);
    const ms = performance.now() - started;
    const grown = Math.round((most - before) / 1e6);
    const rate = Math.round((pages / ms) * 1000);
    return [
      {
        work: 'letters: set in PDF by two presses',
        size: `${count} letters, ${pages} pages`,
        ms,
        note: `${rate} pages/s, +${grown} MB here, at most ${Math.round(maker.mostPressBytes() / 1e6)} MB a press`,
        target: `≥ ${pagesASecond} pages/s`,
        met: rate >= pagesASecond,
      },
      await measureMerge(pdf, count),
    ];
  } finally {
    await maker.close();
  }
}

async function measureMerge(pdf: Uint8Array, count: number): Promise<Measure> {
  const before = process.memoryUsage.rss();
  let [most, bytes] = [before, 0];
  const started = performance.now();
  for await (const piece of mergePdfs(repeated(pdf, count))) {
    bytes += piece.length;
    most = Math.max(most, process.memoryUsage.rss());
  }
  const ms = performance.now() - started;
  return {
    work: 'letters: merged into one file',
    size: `${count} letters`,
    ms,
    target: `≥ ${pagesASecond} pages/s`,
    met: (count / ms) * 1000 >= pagesASecond,
    note: `${Math.round((count / ms) * 1000)} letters/s, ${Math.round(bytes / 1e6)} MB written, +${Math.round((most - before) / 1e6)} MB held`,
  };
}

function* repeated(pdf: Uint8Array, count: number): Generator<{ pdf: Uint8Array }> {
  for (let read = 0; read < count; read += 1) yield { pdf };
}
