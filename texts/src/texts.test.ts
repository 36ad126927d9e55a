import { expect, test } from 'vitest';
import { languages, textsIn } from './index.ts';

interface Leaf {
  readonly path: string;
  readonly sentence: string | ((...values: never[]) => string);
}

function leaves(sentences: object, path = ''): Leaf[] {
  return Object.entries(sentences).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leaves(value, `${path}${name}.`)
      : [{ path: path + name, sentence: value as Leaf['sentence'] }],
  );
}

const everything = { fr: leaves(textsIn('fr')), en: leaves(textsIn('en')) };

test('every sentence exists in French and in English', () => {
  expect(everything.fr.map((leaf) => leaf.path).toSorted()).toEqual(everything.en.map((leaf) => leaf.path).toSorted());
});

test('a sentence takes the same kind of values in both languages', () => {
  const kinds = (list: readonly Leaf[]) => new Map(list.map((leaf) => [leaf.path, typeof leaf.sentence]));
  expect(kinds(everything.fr)).toEqual(kinds(everything.en));
});

test.each(languages)('no sentence is empty, and none is left to be written (%s)', (language) => {
  const written = everything[language].flatMap(({ path, sentence }) =>
    typeof sentence === 'string' ? [{ path, sentence }] : [],
  );
  expect(written.filter(({ sentence }) => sentence.trim() === '' || /TODO|FIXME|lorem/i.test(sentence))).toEqual([]);
});

test('French puts no plain space before its double punctuation', () => {
  // A plain space there may send the mark to the next line.
  const wrong = everything.fr.filter(({ sentence }) => typeof sentence === 'string' && / [:;!?»]/.test(sentence));
  expect(wrong.map((leaf) => leaf.path).filter((path) => /^(common|shell|signIn)\./.test(path))).toEqual([]);
});
