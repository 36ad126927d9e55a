import { contentOf, type Field, fieldsOf, guessKind, guessMapping, readTable, requiredOf, type TableKind } from '@quitus/formats';
import { type Language, textsIn } from '@quitus/texts';
import type { TenantDatabase } from '../../../platform/database/index.ts';
import { fileOf, type ImportRow } from '../import-record.ts';
import { refuse } from '../refusals.ts';
import { readStoredFile } from '../stored-file.ts';
import { guessedMapping, missingFields, parseMapping } from './mapping.ts';
import { readSamples } from './read-samples.ts';

const samplesShown = 8;

const kindOfContent = {
  day: 'day',
  amount: 'amount',
  email: 'email',
  phone: 'phone',
  currency: 'currency',
  'legal-id': 'text',
  vat: 'text',
  side: 'choice',
  level: 'integer',
  month: 'month',
  text: 'text',
} as const;

/** What a column of each kind of table can be, with its label, help and whether it is needed. */
export function importFields(kind: TableKind, language: Language) {
  const { fields, fieldHelp } = textsIn(language).imports;
  const help: Readonly<Record<string, string>> = fieldHelp;
  const needed = new Set<Field>(requiredOf[kind].flatMap((alternatives) => alternatives.slice(0, 1)));
  return fieldsOf[kind].map((name) => ({
    name,
    label: fields[name],
    help: help[name] ?? '',
    required: needed.has(name),
    kind: kindOfContent[contentOf(name)],
  }));
}

/** What a person tries: another kind of file, another mapping (JSON text). */
type Trial = { readonly type: TableKind | undefined; readonly mapping: string | undefined };

/** The columns of a stored table with their first values, what each is taken for (by the mapping tried, its own, else guessed) and how it is read. */
export async function previewMapping(db: TenantDatabase, row: ImportRow, trial: Trial, language: Language) {
  const reading = await readTable(readStoredFile(db, fileOf(row)), { name: row.fileName });
  if (!reading.ok || row.type === 'fec') throw refuse('import.not-readable-again');
  const { table } = reading;
  await table.rows().return(undefined);
  const guessedKind = guessKind({ name: row.fileName, columns: table.columns, sample: table.sample });
  const type = trial.type ?? row.type;
  const guess = guessMapping(table.columns, table.sample, type);
  const known = row.mapping && type === row.type ? row.mapping : guessedMapping(table, type);
  const mapping = trial.mapping === undefined ? known : parseMapping(trial.mapping, type);
  // The keys of a checked mapping are fields.
  const fieldOf = new Map(Object.entries(mapping.columns).map(([field, column]) => [column, field as Field]));
  const confidenceOf = new Map(Object.values(guess.fields).map((one) => [one.column, one.confidence]));
  return {
    type,
    confidence: guessedKind.kind === type ? 0.9 : 0.4,
    columns: table.columns.map((name, place) => {
      const samples = table.sample.slice(0, samplesShown).map((cells) => (cells[place] ?? '').slice(0, 200));
      const field = fieldOf.get(name) ?? null;
      return {
        name,
        samples,
        field,
        confidence: confidenceOf.get(name) ?? 0,
        readings: field === null ? [] : readSamples(samples, field, mapping, row.currency, language),
      };
    }),
    fields: importFields(type, language),
    missing: missingFields(mapping, type),
    mapping,
    mappingName: row.mappingName,
    separator: table.separator,
    encoding: table.encoding,
  };
}
