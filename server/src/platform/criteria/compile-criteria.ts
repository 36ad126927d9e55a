import type { Criteria } from '@quitus/contract';
import { currencyDigits } from '../../kernel/money.ts';
import { sql, type Sql } from '../database/index.ts';
import type { FieldContext, Fields } from './field.ts';
import { type CheckedCriteria, checkCriteria, type Condition, readDay, readFlag } from './read-criteria.ts';

/**
 * Criteria as a SQL condition over the catalogue's tables: its values are parameters, its fields and operators the catalogue's alone.
 * A row without a value meets no condition but `is-not` and `empty`, and whatever is not met meets `not`.
 */
export function compileCriteria(criteria: Criteria, fields: Fields, context: FieldContext): Sql {
  return compile(checkCriteria(criteria, fields), context);
}

function compile(criteria: CheckedCriteria, context: FieldContext): Sql {
  switch (criteria.kind) {
    case 'all':
      return joined(criteria.parts, context, sql` and `, sql`true`);
    case 'any':
      return joined(criteria.parts, context, sql` or `, sql`false`);
    case 'not':
      // `is not true`, so that a row without a value counts as one that does not meet the part.
      return sql`((${compile(criteria.part, context)}) is not true)`;
    case 'condition':
      return compileCondition(criteria.condition, context);
  }
}

function joined(parts: readonly CheckedCriteria[], context: FieldContext, between: Sql, none: Sql): Sql {
  if (parts.length === 0) return none;
  return sql`(${sql.join(
    parts.map((part) => compile(part, context)),
    between,
  )})`;
}

function compileCondition({ field, operator, values }: Condition, context: FieldContext): Sql {
  const value = field.sql(context);
  if (operator === 'empty') return field.type === 'text' ? sql`(coalesce(${value}, '') = '')` : sql`(${value} is null)`;
  if (operator === 'not-empty') return field.type === 'text' ? sql`(coalesce(${value}, '') <> '')` : sql`(${value} is not null)`;
  switch (field.type) {
    case 'text':
      return compileText(value, operator, values);
    case 'choice':
      return oneOf(value, operator, field.cast === 'uuid' ? sql`${values}::uuid[]` : sql`${values}::text[]`);
    case 'flag':
      return oneOf(value, operator, sql`${values.map(readFlag)}::boolean[]`);
    case 'day':
      return compileOrdered(
        value,
        operator,
        values.map((one) => sql`${readDay(one, context.today)}::date`),
      );
    case 'number':
      return compileOrdered(
        value,
        operator,
        values.map((one) => sql`${one}::numeric`),
      );
    case 'money': {
      const unit = minorUnits(field.currency?.(context) ?? sql`'EUR'`);
      return compileOrdered(
        value,
        operator,
        values.map((one) => sql`${one}::numeric * ${unit}`),
      );
    }
  }
}

function oneOf(value: Sql, operator: Condition['operator'], values: Sql): Sql {
  return operator === 'is-not' ? sql`((${value} = any(${values})) is not true)` : sql`(${value} = any(${values}))`;
}

// As people search: without accents or case.
function compileText(value: Sql, operator: Condition['operator'], values: readonly string[]): Sql {
  if (operator === 'contains') return sql`(position(platform.folded(${values[0]}) in platform.folded(${value})) > 0)`;
  const wanted = sql`(select array_agg(platform.folded(wanted.word)) from unnest(${values}::text[]) as wanted (word))`;
  return oneOf(sql`platform.folded(${value})`, operator, sql`${wanted}::text[]`);
}

function compileOrdered(value: Sql, operator: Condition['operator'], values: readonly Sql[]): Sql {
  const [first, second] = values;
  switch (operator) {
    case 'at-least':
      return sql`(${value} >= ${first})`;
    case 'at-most':
      return sql`(${value} <= ${first})`;
    case 'between':
      return sql`(${value} >= ${first} and ${value} <= ${second})`;
    default: {
      const same = sql`${value} in (${sql.join(values)})`;
      return operator === 'is-not' ? sql`((${same}) is not true)` : sql`(${same})`;
    }
  }
}

const unusualDigits = Map.groupBy(
  Intl.supportedValuesOf('currency').filter((currency) => currencyDigits(currency) !== 2),
  currencyDigits,
);

/** How many minor units one unit of a row's currency has: 100 for EUR, 1 for JPY, 1000 for KWD. */
export function minorUnits(currency: Sql): Sql {
  const cases = [...unusualDigits].map(
    ([digits, currencies]) => sql`when ${currency} = any(${currencies}::text[]) then ${10 ** digits}::bigint`,
  );
  return sql`(case ${sql.join(cases, sql` `)} else 100::bigint end)`;
}
