import { formatDay, formatDecimal } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { wantsNoValue } from './filter.ts';
import type { Filter, FilterField } from './filter.ts';

function valueWords(language: Language, texts: Texts, value: string, field: FilterField | undefined): string {
  const words = texts.common.filters;
  switch (field?.kind) {
    case 'choice':
      return field.options?.find((option) => option.value === value)?.label ?? value;
    case 'yes-no':
      return value === 'yes' ? words.yes : words.no;
    case 'day': {
      const relative = /^today([+-]\d+)?$/.exec(value);
      return relative ? texts.ledger.criteria.relativeDay(Number(relative[1] ?? 0)) : formatDay(language, value);
    }
    case 'amount':
    case 'number': {
      const figure = /^-?\d+(\.\d+)?$/.test(value) ? formatDecimal(language, value) : value;
      return field.unit ? `${figure}\u00a0${field.unit}` : figure;
    }
    case 'text':
    case undefined:
      return value;
  }
}

// More values than this are counted rather than listed.
const listedValues = 2;

/** A filter in the reader's words: the field, then the question. A field that is no longer known keeps its name. */
export function filterWords(
  language: Language,
  texts: Texts,
  filter: Filter,
  field: FilterField | undefined,
): { field: string; question: string } {
  const words = texts.common.filters;
  if (wantsNoValue(filter.operator)) return { field: field?.label ?? filter.field, question: words.operators[filter.operator] };
  const values = filter.values.map((value) => valueWords(language, texts, value, field));
  const joined =
    filter.operator === 'between'
      ? values.join(` ${words.and} `)
      : values.length > listedValues
        ? words.values(values.length)
        : values.join(', ');
  const plain = filter.operator === 'is' && field?.kind !== 'text';
  return { field: field?.label ?? filter.field, question: plain ? joined : `${words.operators[filter.operator]} ${joined}` };
}
