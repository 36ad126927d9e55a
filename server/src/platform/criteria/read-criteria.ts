import type { Criteria } from '@quitus/contract';
import { addDays, type Day, isDay } from '../../kernel/days.ts';
import { type Field, type Fields, type Operator, operatorsFor } from './field.ts';
import { refuse } from './refusals.ts';

const mostConditions = 100;
const deepest = 6;

/** One question about one field, its values checked: as many as the operator wants. */
export type Condition = { readonly field: Field; readonly operator: Operator; readonly values: readonly string[] };
export type CheckedCriteria =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly CheckedCriteria[] }
  | { readonly kind: 'not'; readonly part: CheckedCriteria }
  | { readonly kind: 'condition'; readonly condition: Condition };

/** Criteria from JSON text, as a query parameter or a stored rule holds them. Refuses what is no JSON object. */
export function parseCriteria(text: string): Criteria {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuse('criteria.malformed');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw refuse('criteria.malformed');
  // Its shape is checked with its fields by checkCriteria, which every use goes through.
  return parsed as Criteria;
}

/** The names of the fields that criteria ask about, whatever they are nested in. */
export function fieldNamesIn(criteria: Criteria): string[] {
  if ('all' in criteria) return criteria.all.flatMap(fieldNamesIn);
  if ('any' in criteria) return criteria.any.flatMap(fieldNamesIn);
  return 'not' in criteria ? fieldNamesIn(criteria.not) : [criteria.field];
}

/** Criteria against a catalogue: every field, operator and value known. Refuses the first that is not, by name. */
export function checkCriteria(criteria: Criteria, fields: Fields): CheckedCriteria {
  const counted = { conditions: 0 };
  return check(criteria, fields, counted, 0);
}

function check(criteria: Criteria, fields: Fields, counted: { conditions: number }, depth: number): CheckedCriteria {
  if (depth > deepest) throw refuse('criteria.too-large');
  if (typeof criteria !== 'object' || criteria === null) throw refuse('criteria.malformed');
  if ('all' in criteria || 'any' in criteria) {
    const kind = 'all' in criteria ? 'all' : 'any';
    const parts = 'all' in criteria ? criteria.all : criteria.any;
    if (!Array.isArray(parts)) throw refuse('criteria.malformed');
    return { kind, parts: parts.map((part: Criteria) => check(part, fields, counted, depth + 1)) };
  }
  if ('not' in criteria) return { kind: 'not', part: check(criteria.not, fields, counted, depth + 1) };
  counted.conditions += 1;
  if (counted.conditions > mostConditions) throw refuse('criteria.too-large');
  return { kind: 'condition', condition: checkCondition(criteria, fields) };
}

type Leaf = Extract<Criteria, { readonly field: string }>;

function checkCondition(leaf: Leaf, fields: Fields): Condition {
  const name = wordOf(leaf.field);
  const field = fields.get(name);
  if (!field) throw refuse('criteria.field-unknown', { field: name.slice(0, 60) });
  const operator = operatorsFor(field).find((one) => one === leaf.is);
  if (!operator) throw refuse('criteria.operator-unknown', { field: field.name, operator: wordOf(leaf.is).slice(0, 30) });
  const given = leaf.value === undefined ? [] : Array.isArray(leaf.value) ? leaf.value : [leaf.value];
  const values = given.map(wordOf);
  const wrong = values.find((value) => !isValue(field, value));
  if (wrong !== undefined || !isCount(operator, values.length)) {
    throw refuse('criteria.value-invalid', { field: field.name, value: (wrong ?? values.join(', ')).slice(0, 60) });
  }
  return { field, operator, values };
}

// Criteria come from outside: an object in a word's place may not even become a text.
function wordOf(value: unknown): string {
  if (typeof value === 'object' && value !== null) throw refuse('criteria.malformed');
  return String(value);
}

function isCount(operator: Operator, count: number): boolean {
  switch (operator) {
    case 'empty':
    case 'not-empty':
      return count === 0;
    case 'between':
      return count === 2;
    case 'is':
    case 'is-not':
      return count >= 1 && count <= 1000;
    case 'contains':
    case 'at-least':
    case 'at-most':
      return count === 1;
  }
}

const decimal = /^-?\d{1,15}(\.\d{1,6})?$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const relativeDay = /^today(?:([+-]\d{1,4}))?$/;

function isValue(field: Field, value: string): boolean {
  switch (field.type) {
    case 'money':
    case 'number':
      return decimal.test(value);
    case 'day':
      return isDay(value) || relativeDay.test(value);
    case 'flag':
      return readFlag(value) !== undefined;
    case 'choice':
      return field.cast === 'uuid' ? uuid.test(value) : value.length <= 200;
    case 'text':
      // PostgreSQL has no text with this character.
      return value.length <= 200 && !value.includes('\0');
  }
}

/** "yes" and "true" are yes, "no" and "false" are no, anything else is neither. */
export function readFlag(value: string): boolean | undefined {
  return value === 'true' || value === 'yes' ? true : value === 'false' || value === 'no' ? false : undefined;
}

/** A day as written, or counted from today: `today`, `today-30`, `today+7`, so that a saved view moves with time. */
export function readDay(value: string, today: Day): Day {
  const relative = relativeDay.exec(value);
  return relative ? addDays(today, Number(relative[1] ?? 0)) : value;
}
