import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody, writeBody } from './body-source.ts';
import type { Document } from './document.ts';
import { readLines, writeLines } from './line-source.ts';

const hard = fc.string({ unit: fc.constantFrom(...'ab é.,-+*_[]()\\1!<>&"\'`#~|:/\n'), maxLength: 30 });
const tags = fc.constantFrom(
  '{{ net }}',
  '{{ customer.name }}',
  '{% if count == 1 %}',
  '{% endif %}',
  '{{ items[0].dueOn | upcase }}',
);
const anything = fc
  .array(fc.oneof(hard, tags, fc.constantFrom('**', '*', '_', '- ', '1. ', '\n\n', '[a](https://x.example/b_c)', '[', '](')), {
    maxLength: 14,
  })
  .map((parts) => parts.join(''));

const library = [
  'Bonjour {{ contact.name }},\n\nSauf erreur, {% if count == 1 %}la facture{% else %}les factures{% endif %} ci-dessous.\n\n{{ statement }}\n\nBien **cordialement**,',
  '{{ customer.identity }}\n\nLe {{ today }}\n\nNOUS VOUS METTONS EN DEMEURE\n- un\n- deux *fois* [ici](mailto:{{ entity.email }})\n\n1. d’abord\n2. ensuite',
];

describe('a body goes into the editor and comes back', () => {
  test.each(library)('as the very same text: %s', (source) => {
    expect(writeBody(readBody(source)).replaceAll('\n\n- ', '\n- ')).toBe(source);
  });

  test('any text, once written by the editor, is written the same ever after', () => {
    fc.assert(
      fc.property(anything, (source) => {
        const once = writeBody(readBody(source));
        expect(writeBody(readBody(once))).toBe(once);
        expect(readBody(once)).toEqual(readBody(writeBody(readBody(once))));
      }),
      { numRuns: Number(process.env['QUITUS_RUNS'] ?? 2000), examples: [['[a](<)'], ['[a](\\\\ b)']] },
    );
  });

  const marks = fc.subarray([{ type: 'bold' as const }, { type: 'italic' as const }]);
  const inline = fc.oneof(
    fc.record({
      type: fc.constant('text' as const),
      text: hard.map((text) => text.replaceAll('\n', ' ')).filter((text) => text !== ''),
      marks,
    }),
    fc.record({ type: fc.constant('liquid' as const), attrs: fc.record({ raw: tags }), marks }),
    fc.constant({ type: 'hardBreak' as const }),
  );
  const paragraph = fc.record({ type: fc.constant('paragraph' as const), content: fc.array(inline, { maxLength: 8 }) });
  const list = fc.record({
    type: fc.constantFrom('bulletList' as const, 'orderedList' as const),
    content: fc.array(
      paragraph.map((one) => ({ type: 'listItem' as const, content: [one] })),
      { minLength: 1, maxLength: 4 },
    ),
  });
  const documents = fc.array(fc.oneof(paragraph, list), { maxLength: 6 }).map((content): Document => ({ type: 'doc', content }));
  const wordsOf = (document: Document): string =>
    JSON.stringify(document, (key, value: unknown) => (key === 'marks' ? undefined : value));
  const letters = (text: string): string =>
    [...text.matchAll(/"(?:text|raw)":"((?:[^"\\]|\\.)*)"/g)]
      .map((match) => match[1])
      .join('')
      .replaceAll(/\s/g, '');

  test('no letter and no field that was typed is lost, whatever looks they were given', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const back = readBody(writeBody(document));
        expect(letters(wordsOf(back))).toBe(letters(wordsOf(document)));
        expect(writeBody(back)).toBe(writeBody(document));
      }),
      { numRuns: 2000 },
    );
  });

  test('bold, italic and links stay where they were put', () => {
    const text = (words: string, ...types: ('bold' | 'italic')[]) => ({
      type: 'text' as const,
      text: words,
      ...(types.length > 0 ? { marks: types.map((type) => ({ type })) } : {}),
    });
    const document: Document = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            text('Un '),
            text('mot', 'bold'),
            text(' et '),
            text('un', 'italic'),
            text(' puis '),
            text('les deux', 'bold', 'italic'),
            text('.'),
            { type: 'hardBreak' },
            { type: 'liquid', attrs: { raw: '{{ net }}' }, marks: [{ type: 'bold' }] },
          ],
        },
      ],
    };
    expect(writeBody(document)).toBe('Un **mot** et *un* puis ***les deux***.\n**{{ net }}**');
    expect(readBody(writeBody(document))).toEqual(document);
  });
});

test('a subject, a text message, a script come back as the very characters they were', () => {
  fc.assert(
    fc.property(anything, (source) => {
      expect(writeLines(readLines(source))).toBe(source);
    }),
    { numRuns: 1000 },
  );
});
