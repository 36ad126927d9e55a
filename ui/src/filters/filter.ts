/** What a field holds decides the questions one can ask about it. */
export type FilterKind = 'choice' | 'text' | 'amount' | 'number' | 'day' | 'yes-no';

export const operators = ['is', 'is-not', 'contains', 'at-least', 'at-most', 'between', 'empty', 'not-empty'] as const;
export type Operator = (typeof operators)[number];

/** One field of the catalogue, in the reader's language. */
export interface FilterField {
  readonly id: string;
  readonly label: string;
  readonly kind: FilterKind;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Written after a figure: "€", "days". */
  readonly unit?: string;
  /** A chip may show it, but nobody can add it: what a drill-down asks and no form can. */
  readonly offered?: false;
}

export interface Filter {
  readonly field: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

const operatorsByKind: Record<FilterKind, readonly Operator[]> = {
  choice: ['is', 'is-not', 'empty'],
  text: ['contains', 'is', 'empty', 'not-empty'],
  amount: ['at-least', 'at-most', 'between'],
  number: ['at-least', 'at-most', 'between', 'is'],
  day: ['at-least', 'at-most', 'between', 'is', 'empty', 'not-empty'],
  'yes-no': ['is'],
};

/** The questions a field of a kind accepts, the most asked first. */
export function operatorsOf(kind: FilterKind): readonly Operator[] {
  return operatorsByKind[kind];
}

/** Whether an operator asks for no value: the field is there or not. */
export function wantsNoValue(operator: Operator): boolean {
  return operator === 'empty' || operator === 'not-empty';
}

/** Whether a filter can be asked: every value it needs is there. */
export function isComplete(filter: Filter): boolean {
  if (wantsNoValue(filter.operator)) return true;
  const filled = filter.values.filter((value) => value !== '').length;
  return filter.operator === 'between' ? filled === 2 : filled >= 1;
}

/** A filter as one word of a URL: `overdue:at-least:1000`. */
export function filterToWord(filter: Filter): string {
  return [filter.field, filter.operator, ...filter.values].map(encodeURIComponent).join(':');
}

/** The filter a word of a URL says, or nothing when it says none. */
export function filterFromWord(word: string): Filter | undefined {
  try {
    const [field, operator, ...values] = word.split(':').map(decodeURIComponent);
    const known = operators.find((each) => each === operator);
    if (!field || !known) return undefined;
    const filter = { field, operator: known, values };
    return isComplete(filter) ? filter : undefined;
  } catch {
    // A stray percent sign: the word was not written by us.
    return undefined;
  }
}
