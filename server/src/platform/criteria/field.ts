import { type FieldView, fieldOperators } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import type { Day } from '../../kernel/days.ts';
import type { Sql } from '../database/index.ts';

export type FieldType = FieldView['type'];
export type Operator = (typeof fieldOperators)[number];
/** What an expression may depend on besides its row. */
export type FieldContext = { readonly today: Day };
export type Wording = Readonly<Record<Language, string>>;
export type Choice = { readonly value: string; readonly label: Wording };

/** One thing a list can be filtered, sorted or ruled by: declared once, for screens, saved views, rules and the API alike. */
export type Field = {
  readonly name: string;
  readonly label: Wording;
  readonly type: FieldType;
  /** Its value in a row, over the tables the catalogue is for. Null when the row has none. */
  readonly sql: (context: FieldContext) => Sql;
  /** The currency of a money field's row. */
  readonly currency?: (context: FieldContext) => Sql;
  /** The SQL type of a choice's value, when it is no text. */
  readonly cast?: 'uuid';
  readonly choices?: readonly Choice[];
  readonly sortable: boolean;
  /** The place of a choice's value among the others, where they have an order of their own; null where a value has none. */
  readonly rank?: (context: FieldContext) => Sql;
};

/** A catalogue: the fields one object has, by name. */
export type Fields = ReadonlyMap<string, Field>;

const operatorsOf: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: ['is', 'is-not', 'contains', 'empty', 'not-empty'],
  choice: ['is', 'is-not', 'empty', 'not-empty'],
  day: ['is', 'at-least', 'at-most', 'between', 'empty', 'not-empty'],
  money: ['is', 'is-not', 'at-least', 'at-most', 'between'],
  number: ['is', 'is-not', 'at-least', 'at-most', 'between', 'empty', 'not-empty'],
  flag: ['is'],
};

/** What can be asked of a field. */
export function operatorsFor(field: Field): readonly Operator[] {
  return operatorsOf[field.type];
}

/** Makes a catalogue; two fields of one name are a fault. */
export function catalogue(...fields: readonly Field[]): Fields {
  const byName = new Map(fields.map((field) => [field.name, field]));
  if (byName.size !== fields.length) throw new Error('two fields of a catalogue have one name');
  return byName;
}

/** A catalogue with more fields: what a module above knows of the same rows. */
export function extended(fields: Fields, ...more: readonly Field[]): Fields {
  return catalogue(...fields.values(), ...more);
}

/** A catalogue as the API shows it, in the reader's language; `choices` adds those that live in the database. */
export function fieldViews(
  fields: Fields,
  language: Language,
  choices: ReadonlyMap<string, FieldView['choices']> = new Map(),
): FieldView[] {
  return [...fields.values()].map((field) => {
    const known = choices.get(field.name) ?? field.choices?.map(({ value, label }) => ({ value, label: label[language] }));
    return {
      name: field.name,
      label: field.label[language],
      type: field.type,
      operators: [...operatorsFor(field)],
      sortable: field.sortable,
      ...(known ? { choices: known } : {}),
    };
  });
}
