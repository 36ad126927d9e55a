import { reportingRoutes } from '@quitus/contract';
import type { Day } from '../../kernel/days.ts';
import { type Context, implement } from '../../platform/http/implement.ts';
import { kpiList } from './kpis/kpi-list.ts';
import { overview } from './overview.ts';
import type { Scope } from './scope.ts';

function scopeOf(context: Context, query: { readonly entityId?: string; readonly asOf?: Day }): Scope {
  return { tenantId: context.tenantId, entityId: query.entityId, asOf: query.asOf ?? context.today() };
}

export const reportingHandlers = implement(reportingRoutes, {
  'GET /overview': ({ query, context }) =>
    overview(context.db, { scope: scopeOf(context, query), language: context.language, now: context.now() }),

  'GET /kpis': async ({ query, context }) => {
    const scope = scopeOf(context, query);
    return { asOf: scope.asOf, kpis: await kpiList(context.db, scope, { by: query.by ?? 'none', language: context.language }) };
  },
});
