import type { FieldView } from '@quitus/contract';
import { fieldViews } from '../../../platform/criteria/index.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import type { Caller } from '../../../platform/http/implement.ts';
import { customerFields, listTerms } from '../../customers/index.ts';
import { changeView, listEntities, removeView, savedViews, saveView, type Viewer } from '../../identity/index.ts';
import type { LedgerNeighbours } from '../neighbours.ts';
import { search } from '../search.ts';
import type { LedgerHandlers } from './wire.ts';

type Keys =
  | 'GET /fields'
  | 'GET /search'
  | 'GET /saved-views'
  | 'POST /saved-views'
  | 'PATCH /saved-views/{id}'
  | 'DELETE /saved-views/{id}';

export const listHandlers = (neighbours: LedgerNeighbours): LedgerHandlers<Keys> => ({
  'GET /fields': async ({ query, context: { db, language } }) => {
    const catalogues = { customer: neighbours.accountFields, item: neighbours.itemFields, party: customerFields };
    return { fields: fieldViews(catalogues[query.object], language, await choicesInUse(db)) };
  },
  'GET /search': async ({ query, context: { db, language } }) => ({
    results: await search(db, query.q, query.limit ?? 20, language),
  }),
  'GET /saved-views': async ({ query, context: { db, caller } }) => ({
    views: await savedViews(db, query.screen, viewerOf(caller)),
  }),
  'POST /saved-views': ({ body, context: { db, caller } }) => db.transaction((tx) => saveView(tx, body, viewerOf(caller))),
  'PATCH /saved-views/{id}': ({ params, body, context: { db, caller } }) =>
    db.transaction((tx) => changeView(tx, params.id, body, viewerOf(caller))),
  'DELETE /saved-views/{id}': ({ params, context: { db, caller } }) =>
    db.transaction((tx) => removeView(tx, params.id, viewerOf(caller))),
});

function viewerOf(caller: Caller | undefined): Viewer {
  if (!caller) throw new Error('saved views need a session');
  return { personId: caller.personId, mayManage: caller.permissions.has('manage') };
}

/** The choices that live in the database: people, entities, terms, and the words in use. */
async function choicesInUse(db: Queryable): Promise<Map<string, FieldView['choices']>> {
  const inUse = (column: string) =>
    db.rows<{ value: string; label: string }>(sql`
      select distinct ${sql.ref(`customer.${column}`)} as value, ${sql.ref(`customer.${column}`)} as label
      from customers.customer
      where ${sql.ref(`customer.${column}`)} is not null
      order by 1
      limit 300
    `);
  const [people, entities, terms, segments, countries, currencies] = await Promise.all([
    db.rows<{ value: string; label: string }>(sql`
      select person.id::text as value, person.name as label
      from identity.membership
      join identity.person on person.id = membership.person_id
      order by person.name
    `),
    listEntities(db),
    listTerms(db),
    inUse('segment'),
    inUse('country'),
    db.rows<{ value: string; label: string }>(sql`
      select currency as value, currency as label
      from (
        select currency from receivables.due_day_total
        union
        -- Within a scope no total shows; what one sees is little.
        select currency from receivables.customer_balance where not (select platform.sees_whole_entities())
      ) as in_use
      order by 1
    `),
  ]);
  const named = (list: readonly { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }));
  return new Map([
    ['collector', people],
    ['entity', named(entities)],
    ['terms', named(terms)],
    ['segment', segments],
    ['country', countries],
    ['currency', currencies],
    ['itemCurrency', currencies],
  ]);
}
