import type { Criteria, FieldView } from '@quitus/contract';
import type { Language, Texts } from '@quitus/texts';
import { filterWords } from '@quitus/ui';
import type { Filter, FilterField, FilterKind, Operator } from '@quitus/ui';

const kinds: Record<FieldView['type'], FilterKind> = {
  text: 'text',
  choice: 'choice',
  day: 'day',
  money: 'amount',
  number: 'number',
  flag: 'yes-no',
};

/** The catalogue's fields as the filter chips offer them; a choice nobody can choose from is left out. */
export function filterFields(fields: readonly FieldView[]): FilterField[] {
  return fields
    .filter((field) => field.type !== 'choice' || (field.choices ?? []).length > 0)
    .map((field) => ({
      id: field.name,
      label: field.label,
      kind: kinds[field.type],
      ...(field.choices ? { options: field.choices } : {}),
    }));
}

// A chip that says "this or that" keeps its criteria whole, as JSON text, under this name.
const either = 'any';

/** The fields that chips of the form "this or that" need to be read; nobody can add one by hand. */
export function eitherFields(
  filters: readonly Filter[],
  fields: readonly FilterField[],
  language: Language,
  texts: Texts,
): FilterField[] {
  const alternatives = filters.filter((filter) => filter.field === either);
  if (alternatives.length === 0) return [];
  const options = alternatives.map((filter) => {
    const parts = filtersOf(criteriaIn(filter.values[0])) ?? [];
    const questions = parts.map((part) => {
      const known = fields.find((field) => field.id === part.field);
      return filterWords(language, texts, part, known);
    });
    const label = questions.map((each) => each.question).join(` ${texts.ledger.criteria.or} `);
    return { value: filter.values[0] ?? '', label, name: questions[0]?.field ?? '' };
  });
  return [{ id: either, label: options[0]?.name ?? '', kind: 'choice', options, offered: false }];
}

// The parts of an alternative as criteria that must all hold, so that they are read like any others.
function criteriaIn(text: string | undefined): Criteria | null {
  try {
    return { all: (JSON.parse(text ?? '') as { any: readonly Criteria[] }).any };
  } catch {
    // Not written by us: nothing is asked.
    return null;
  }
}

function criterion({ field, operator, values }: Filter): Criteria {
  const parts = field === either ? criteriaIn(values[0]) : null;
  if (parts && 'all' in parts) return { any: parts.all };
  return {
    field,
    is: operator,
    ...(values.length === 0 ? {} : { value: values.length === 1 ? (values[0] ?? '') : values }),
  };
}

/** Filters as criteria, all of which must hold. */
export function criteriaOf(filters: readonly Filter[]): Criteria {
  return { all: filters.map(criterion) };
}

/** Filters as the criteria of a list, in JSON text; nothing when there are none. All of them must hold. */
export function filterText(filters: readonly Filter[]): string | undefined {
  return filters.length === 0 ? undefined : JSON.stringify(criteriaOf(filters));
}

const opposites: Partial<Record<Operator, Operator>> = { is: 'is-not', 'is-not': 'is', empty: 'not-empty', 'not-empty': 'empty' };

function isOperator(text: string): text is Operator {
  return ['is', 'is-not', 'contains', 'at-least', 'at-most', 'between', 'empty', 'not-empty'].includes(text);
}

/** Criteria of a drill-down as chips: every part that is one question about one field. Nothing for criteria no chips can say. */
export function filtersOf(criteria: Criteria | null): Filter[] | undefined {
  if (criteria === null) return [];
  if ('all' in criteria) {
    const parts = criteria.all.map(filtersOf);
    return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  if ('not' in criteria) {
    const [only, ...others] = filtersOf(criteria.not) ?? [];
    const operator = only && opposites[only.operator];
    return only && operator && others.length === 0 ? [{ ...only, operator }] : undefined;
  }
  if ('any' in criteria) return [{ field: either, operator: 'is', values: [JSON.stringify(criteria)] }];
  if (!isOperator(criteria.is)) return undefined;
  const { value } = criteria;
  const values = value === undefined ? [] : typeof value === 'object' ? value.map(String) : [flagWord(value)];
  return [{ field: criteria.field, operator: criteria.is, values }];
}

// A yes-no chip keeps its answer as a word.
function flagWord(value: string | number | boolean): string {
  return value === true ? 'yes' : value === false ? 'no' : String(value);
}
