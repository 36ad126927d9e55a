import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { textsIn } from '@quitus/texts';
import { expect, test } from 'vitest';
import { measuredCharacters, withFits } from './fit-table.ts';
import { letterSample } from './letter-sample.fixture.ts';
import { openTypesetter } from './typesetter.ts';

const templates = fileURLToPath(new URL('./templates', import.meta.url));
const inter = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/inter/package.json'));
const faces = ['400Regular/Inter_400Regular', '600SemiBold/Inter_600SemiBold', '700Bold/Inter_700Bold'];
const compiler = NodeCompiler.create({
  workspace: templates,
  fontArgs: [{ fontBlobs: faces.map((face) => readFileSync(join(inter, `${face}.ttf`))) }],
});
const widths = openTypesetter().measure(measuredCharacters());

/** The words of each sheet of a letter, line by line, as they are set. */
function sheetsOf(data: Readonly<Record<string, unknown>>): string[][] {
  const values = { ...withFits({ ...data, words: textsIn('fr').letters.paper }, widths), qr: null, oneSheet: false };
  compiler.mapShadow(join(templates, 'data.json'), Buffer.from(JSON.stringify(values)));
  const made = compiler.compile({ mainFilePath: join(templates, 'letter.typ') });
  if (!made.result) throw new Error('nothing was set');
  return compiler
    .svg(made.result)
    .split('class="typst-page"')
    .slice(1)
    .map((sheet) => [...sheet.matchAll(/<h5:div[^>]*>([^<]*)/g)].map(([, words = '']) => words));
}

const announced = 'Voici le décompte :';
const before = 'Sans règlement, nous saisirons le tribunal.';

/** A notice with both its tables, and so many paragraphs before them. */
function notice(items: number, paragraphs: number): Record<string, unknown> {
  const sample = letterSample({ items, code: null });
  const said = (text: string) => ({ kind: 'paragraph', runs: [{ text }] });
  const rows = Array.from({ length: items }, (_, at) => [`PEN-${at}`, '35', '14,92 €']);
  return {
    ...sample,
    blocks: [
      said('Madame, Monsieur,'),
      { kind: 'statement' },
      ...Array.from({ length: paragraphs }, (_, at) => said(`Paragraphe ${at}.`)),
      said(announced),
      { kind: 'interest' },
      said(before),
      said('Veuillez agréer nos salutations.'),
    ],
    interest: {
      columns: [
        { label: 'Pénalité', align: 'left' },
        { label: 'Jours', align: 'right' },
        { label: 'Montant', align: 'right' },
      ],
      groups: [{ rows }],
      totals: [
        ['Pénalités', '1,00 €'],
        ['Avec pénalités', '2,00 €'],
      ],
    },
  };
}

const cases = [1, 2, 3, 5, 8, 13, 16, 21, 30].flatMap((items) =>
  [0, 2, 4, 5, 6, 7, 8, 10].map((paragraphs) => [items, paragraphs] as const),
);

test('wherever a sheet ends, a table is announced and begun on one sheet, its totals stand under rows, and nobody signs a sheet that says nothing', () => {
  const seen = { broken: 0 };
  for (const [items, paragraphs] of cases) {
    const sheets = sheetsOf(notice(items, paragraphs));
    const of = `${items} items, ${paragraphs} paragraphs`;
    const rows = (sheet: readonly string[] | undefined) => sheet?.filter((words) => words.startsWith('PEN-')).length ?? 0;
    const withRows = sheets.filter((sheet) => rows(sheet) > 0);
    if (withRows.length > 1) seen.broken += 1;
    expect(withRows[0], of).toContain(announced);
    expect(rows(withRows[0]), of).toBeGreaterThanOrEqual(Math.min(items, 3));
    expect(rows(sheets.find((sheet) => sheet.includes('Avec pénalités'))), of).toBeGreaterThanOrEqual(Math.min(items, 2));
    expect(
      sheets.find((sheet) => sheet.includes('Responsable du recouvrement')),
      of,
    ).toContain(before);
    expect(
      sheets.flat().filter((words) => words.startsWith('PEN-')),
      of,
    ).toHaveLength(items);
  }
  // Long tables do go on over the end of a sheet.
  expect(seen.broken).toBeGreaterThan(5);
});
