import { inflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import { textsIn } from '@quitus/texts';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { openPdfMaker } from './index.ts';
import { letterSample } from './letter-sample.fixture.ts';
import { openTypesetter, type Typesetter } from './typesetter.ts';

const maker = openPdfMaker({ presses: 1 });
afterAll(() => maker.close());

const pagesOf = async (pdf: Uint8Array): Promise<number> =>
  (await PDFDocument.load(pdf, { updateMetadata: false })).getPageCount();

describe('a letter on paper', () => {
  test('one item is one page, and two hundred items flow over as many as they need', async () => {
    expect(await pagesOf(await maker.make('letter', letterSample({ items: 1 })))).toBe(1);
    expect(await pagesOf(await maker.make('letter', letterSample({ items: 200 })))).toBeGreaterThan(4);
  });

  test('is PDF/A-3b with its fonts inside, and says its language and title', async () => {
    const pdf = await maker.make('letter', letterSample({ items: 2 }));
    const text = Buffer.from(pdf).toString('latin1');
    expect(text).toMatch(/pdfaid:part>3<|pdfaid:part="3"/);
    expect(text).toContain('/FontFile');
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    expect(document.getTitle()).toContain('Mise en demeure');
  });

  test('what a customer is called never becomes markup, whatever it holds', async () => {
    const name = '#set page(width: 1cm) *x* $x$ `#read("/etc/passwd")` <a> @b \\ // /* ]';
    const pdf = await maker.make('letter', letterSample({ items: 1, recipient: [name, '4 rue Haute', '38000 Grenoble'] }));
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    expect(Math.round(document.getPage(0).getWidth())).toBe(595);
    expect(document.getPageCount()).toBe(1);
  });

  test('a name in characters the font lacks stops no letter', async () => {
    await expect(
      maker.make('letter', letterSample({ items: 1, recipient: ['株式会社', '1 rue Haute', '75001 Paris'] })),
    ).resolves.toBeInstanceOf(Uint8Array);
  });

  test('is to the byte the same whosever letters were set before it: nothing of theirs stands on it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const lone = (debtor: number) => setWith(openTypesetter(), debtor);
      const one = openTypesetter();
      for (const debtor of [1, 11, 2, 30, 1]) {
        const afterOthers = await setWith(one, debtor);
        expect(afterOthers.equals(await lone(debtor)), `debtor ${debtor}`).toBe(true);
      }
      expect((await setWith(one, 1)).equals(await setWith(one, 2))).toBe(false);
    } finally {
      vi.useRealTimers();
    }
  });

  test('without means a bank can scan there is no code', async () => {
    const withCode = await maker.make('letter', letterSample({ items: 1 }));
    const without = await maker.make('letter', letterSample({ items: 1, code: null }));
    expect(shapes(withCode)).toBeGreaterThan(shapes(without) + 100);
  });
});

describe('the presses', () => {
  test('a paper that lacks something says what, and the next one is made', async () => {
    await expect(maker.make('letter', { ...letterSample({ items: 1 }), subject: undefined })).rejects.toThrow(/letter.*subject/s);
    await expect(maker.make('poem', {})).rejects.toThrow(/no such template/);
    await expect(maker.make('letter', letterSample({ items: 1 }))).resolves.toBeInstanceOf(Uint8Array);
  });

  test('many at once are all made, in presses that are replaced on the way', async () => {
    const small = openPdfMaker({ presses: 2, papersAPress: 3 });
    try {
      const made = await Promise.all(
        Array.from({ length: 10 }, (_, place) => small.make('letter', letterSample({ items: place + 1 }))),
      );
      expect(made.map((pdf) => Buffer.from(pdf.subarray(0, 5)).toString())).toEqual(Array.from({ length: 10 }, () => '%PDF-'));
    } finally {
      await small.close();
    }
    await expect(small.make('letter', letterSample({ items: 1 }))).rejects.toThrow(/is ending/);
  });

  test('one that grew beyond its bounds is replaced, and nothing is lost', async () => {
    const small = openPdfMaker({ presses: 1, pressBytes: 1 });
    try {
      const made = await Promise.all([1, 2, 3].map((items) => small.make('letter', letterSample({ items }))));
      expect(made).toHaveLength(3);
    } finally {
      await small.close();
    }
  });

  test('a paper that takes too long is given up with its press', async () => {
    const hasty = openPdfMaker({ presses: 1, timeoutMs: 1 });
    try {
      await expect(hasty.make('letter', letterSample({ items: 200 }))).rejects.toThrow(/not ready after 1 ms/);
    } finally {
      await hasty.close();
    }
  });
});

async function setWith(typesetter: Typesetter, debtor: number): Promise<Buffer> {
  const values = { ...letterSample({ items: debtor, debtor }), words: textsIn('fr').letters.paper };
  return Buffer.from(await typesetter.set('letter', { values, code: `C-${debtor}` }));
}

/** Drawing orders of all pages: what a code is made of. */
function shapes(pdf: Uint8Array): number {
  const bytes = Buffer.from(pdf);
  let count = 0;
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7)) {
    try {
      count +=
        inflateSync(bytes.subarray(at + 7), { finishFlush: 2 })
          .toString('latin1')
          .match(/\b(?:l|re|h)\n/g)?.length ?? 0;
    } catch {
      // A stream that is not compressed, or the end of one.
    }
  }
  return count;
}
