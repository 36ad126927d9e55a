import type { Criteria } from '@quitus/contract';
import { formatDay, formatDecimal, type Language, textsIn } from '@quitus/texts';
import type { Field, Fields } from './field.ts';
import { type CheckedCriteria, checkCriteria, type Condition, readFlag } from './read-criteria.ts';

/** Criteria as a sentence a person reads before trusting a rule: "Overdue at least 1,000.00 and (Country is BE or Country is LU)". */
export function describeCriteria(criteria: Criteria, fields: Fields, language: Language): string {
  return describe(checkCriteria(criteria, fields), language, false);
}

function describe(criteria: CheckedCriteria, language: Language, nested: boolean): string {
  const words = textsIn(language).ledger.criteria;
  switch (criteria.kind) {
    case 'all':
    case 'any': {
      if (criteria.parts.length === 0) return criteria.kind === 'all' ? words.everything : words.nothing;
      const [only] = criteria.parts;
      if (criteria.parts.length === 1 && only) return describe(only, language, nested);
      const sentence = criteria.parts
        .map((part) => describe(part, language, true))
        .join(` ${criteria.kind === 'all' ? words.and : words.or} `);
      return nested ? `(${sentence})` : sentence;
    }
    case 'not':
      return words.not(describe(criteria.part, language, false));
    case 'condition':
      return describeCondition(criteria.condition, language);
  }
}

function describeCondition({ field, operator, values }: Condition, language: Language): string {
  const words = textsIn(language).ledger.criteria;
  const named = values.map((value) => valueWords(field, value, language));
  const value = named.join(operator === 'between' ? ` ${words.and} ` : ` ${words.or} `);
  return [field.label[language], words.operators[operator], value].filter(Boolean).join(' ');
}

function valueWords(field: Field, value: string, language: Language): string {
  const words = textsIn(language).ledger.criteria;
  switch (field.type) {
    case 'money':
    case 'number':
      return formatDecimal(language, value);
    case 'day':
      if (!value.startsWith('today')) return formatDay(language, value);
      return words.relativeDay(Number(value.slice('today'.length) || 0));
    case 'flag':
      return readFlag(value) ? words.yes : words.no;
    case 'choice':
      return field.choices?.find((choice) => choice.value === value)?.label[language] ?? value;
    case 'text':
      return words.quoted(value);
  }
}
