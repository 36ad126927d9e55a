import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderBlocks } from '../server/src/modules/dunning/messages/body-blocks.ts';
import { readBody, writeBody } from '../web/src/screens/scenarios/template/body-source.ts';
import { type Block as Shown, linesOf, type Paragraph } from '../web/src/screens/scenarios/template/document.ts';

const parts = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab é.,-+*_[]()1!<\n'), maxLength: 12 }),
  fc.constantFrom(
    '{{ a.b }}',
    '**gras**',
    '*italique*',
    '- ',
    '1. ',
    '\n\n',
    '\n- un\n- deux',
    '[ici](https://x.example/b_c)',
    ' ',
    'mot',
  ),
);
const bodies = fc.array(parts, { maxLength: 10 }).map((each) => each.join(''));
const value = 'VALEUR *nue* [x](y)';

type Look = { text: string; bold?: true; italic?: true; link?: string };

// What the editor shows, letter by letter with its look, so that where a run is cut does not matter.
function shown(paragraph: Paragraph): Look[] {
  return linesOf(paragraph).flatMap((line, place) => [
    ...(place > 0 ? [{ text: '\n' }] : []),
    ...line.flatMap((piece) =>
      [...(piece.tag ? value : piece.text)].map((text) => ({
        text,
        ...(piece.bold ? { bold: true as const } : {}),
        ...(piece.italic ? { italic: true as const } : {}),
        // An address that is none is shown while it is written, and told of; what leaves has none.
        ...(piece.link?.startsWith('https://x.example') ? { link: piece.link } : {}),
      })),
    ),
  ]);
}
const letters = (runs: readonly Look[]): Look[] => runs.flatMap((run) => [...run.text].map((text) => ({ ...run, text })));
const bare = (looks: readonly Look[]): Look[] => looks.map((look) => (look.text === '\n' ? { text: '\n' } : look));

test('what the editor shows is what leaves: each letter in its look, each list as a list', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const source = writeBody(readBody(body));
      const expected = readBody(source)
        .content.map((block: Shown) =>
          block.type === 'paragraph'
            ? { kind: 'paragraph', runs: bare(shown(block)) }
            : {
                kind: 'list',
                ordered: block.type === 'orderedList',
                items: block.content.map((item) => bare(item.content.flatMap(shown))),
              },
        )
        .filter((block) => block.kind === 'list' || (block.runs ?? []).length > 0);
      const sent = renderBlocks(source, { a: { b: value } }).map((block) =>
        'runs' in block
          ? { kind: block.kind, runs: bare(letters(block.runs as Look[])) }
          : 'items' in block
            ? { kind: block.kind, ordered: block.ordered, items: block.items.map((runs) => bare(letters(runs as Look[]))) }
            : block,
      );
      expect(sent).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});
