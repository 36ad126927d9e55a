import type { Criteria, FieldView } from '@quitus/contract';
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

/** Filters as the criteria of a list, in JSON text; nothing when there are none. All of them must hold. */
export function filterText(filters: readonly Filter[]): string | undefined {
  if (filters.length === 0) return undefined;
  const all = filters.map(({ field, operator, values }) => ({
    field,
    is: operator,
    ...(values.length === 0 ? {} : { value: values.length === 1 ? (values[0] ?? '') : values }),
  }));
  return JSON.stringify({ all } satisfies Criteria);
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
  if ('any' in criteria) return undefined;
  if (!isOperator(criteria.is)) return undefined;
  const { value } = criteria;
  const values = value === undefined ? [] : typeof value === 'object' ? value.map(String) : [flagWord(value)];
  return [{ field: criteria.field, operator: criteria.is, values }];
}

// A yes-no chip keeps its answer as a word.
function flagWord(value: string | number | boolean): string {
  return value === true ? 'yes' : value === false ? 'no' : String(value);
}
