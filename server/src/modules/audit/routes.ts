import { auditRoutes } from '@quitus/contract';
import { textsIn } from '@quitus/texts';
import { type Context, implement, type Implementation } from '../../platform/http/index.ts';
import type { Keyring } from '../../platform/secrets/index.ts';
import type { AuditNeighbours } from './neighbours.ts';
import { personalReads } from './personal-reads/list-personal-reads.ts';
import { exportEvents } from './reading/export-events.ts';
import { kindsWithWords } from './reading/kind-words.ts';
import { eventById, listEvents } from './reading/list-events.ts';
import { refuse } from './refusals.ts';
import { faultView } from './verification/fault-words.ts';
import { verifyAudit } from './verification/verify-audit.ts';

/** What the audit's routes need of the house: the key the chain is under, and other rooms' names. */
export type AuditHouse = { readonly keyring: () => Promise<Keyring>; readonly neighbours: AuditNeighbours };

/** The audit's screens: events, their export, their verification, and who read whose data. */
export function auditHandlers({ keyring, neighbours }: AuditHouse): Implementation {
  return implement(auditRoutes, {
    'GET /audit/events': ({ query, context }) => listEvents(whole(context), query, context.language, neighbours),
    'GET /audit/events/{id}': ({ params, context }) => eventById(whole(context), params.id, context.language, neighbours),
    'GET /audit/kinds': async ({ context }) => ({ kinds: kindsWithWords(context.language) }),
    'GET /audit/export': async ({ query, context }) => {
      const { format = 'csv', ...filter } = query;
      const { actor, language } = context;
      const file = await exportEvents(whole(context), filter, format, { actor, language, neighbours });
      const name = `${textsIn(language).audit.exportName}-${context.today()}.${format}`;
      return { file, name, mediaType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson' };
    },
    'GET /audit/verification': async ({ query, context }) => {
      const { faults, ...found } = await verifyAudit(whole(context), await keyring(), query.head);
      return { ...found, checkedAt: context.now().toString(), faults: faults.map((fault) => faultView(fault, context.language)) };
    },
    'GET /audit/personal-reads': ({ query, context }) => personalReads(whole(context), query, context.language, neighbours),
  });
}

// Through a scope only a part of the record shows: a part would look like holes in it.
function whole(context: Context): Context['db'] {
  if (Object.keys(context.caller?.scope ?? {}).length > 0) throw refuse('audit.whole-tenant-only');
  return context.db;
}
