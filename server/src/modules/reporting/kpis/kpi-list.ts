import type { Kpi } from '@quitus/contract';
import { type Language, textsIn } from '@quitus/texts';
import { toDecimal } from '../../../kernel/money.ts';
import type { TenantDatabase } from '../../../platform/database/index.ts';
import type { Scope } from '../scope.ts';
import { type Asked, kpis } from './catalogue.ts';
import { type Grouping, sliceNames } from './dimensions.ts';
import { type Facts, readFacts } from './facts.ts';

/** Every indicator as of a day, whole or by slice, with its formula in words and the figures used. */
export async function kpiList(
  db: TenantDatabase,
  scope: Scope,
  options: { readonly by: Grouping; readonly language: Language },
): Promise<Kpi[]> {
  const { by, language } = options;
  const { facts, names } = await db.transaction(
    async (tx) => {
      const found = await readFacts(tx, scope, by);
      return {
        facts: found,
        names: by === 'none' ? [] : await tx.rows<{ key: string; name: string }>(sliceNames(scope.tenantId, by)),
      };
    },
    { isolation: 'repeatable read', readOnly: true },
  );
  const nameOf = new Map(names.map((row) => [row.key, row.name]));
  return facts.flatMap((one) =>
    kpisOf({ facts: one, scope, language }, by === 'none' ? null : { key: one.key, name: nameOf.get(one.key) ?? one.key }),
  );
}

function kpisOf(asked: Asked, slice: { key: string; name: string } | null): Kpi[] {
  const { facts, scope, language } = asked;
  const texts = textsIn(language).overview.kpis;
  return kpis.map((definition): Kpi => {
    const answer = definition.answer(asked);
    return {
      name: definition.name,
      ...texts[definition.name],
      key: slice?.key ?? null,
      keyName: slice?.name ?? null,
      currency: facts.currency,
      value: answer.value,
      unit: definition.unit,
      inputs: inputsOf(answer.inputs, facts),
      because: answer.because ?? null,
      // A slice opens from its own list: these criteria name the whole.
      drill: slice === null ? (definition.drill?.(scope, facts.currency) ?? null) : null,
    };
  });
}

function inputsOf(inputs: Readonly<Record<string, bigint | string | null>>, { currency }: Facts): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, typeof value === 'bigint' ? toDecimal(value, currency) : value]),
  );
}
