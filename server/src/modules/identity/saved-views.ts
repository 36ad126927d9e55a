import type { SavedView } from '@quitus/contract';
import { uuidv7 } from '../../kernel/ids.ts';
import { jsonb, type Queryable, sql, type Transaction } from '../../platform/database/index.ts';
import { refuse } from './refusals.ts';

/** Who looks at saved views: they see their own and the shared ones. */
export type Viewer = { readonly personId: string; readonly mayManage: boolean };

const selected = (personId: string) => sql`
  saved_view.id, saved_view.screen, saved_view.name, saved_view.person_id is null as shared,
  coalesce(saved_view.person_id = ${personId}, false) as mine, saved_view.view
`;

/** The views of a screen: mine and the shared ones, by name. */
export function savedViews(db: Queryable, screen: string, { personId }: Viewer): Promise<SavedView[]> {
  return db.rows<SavedView>(sql`
    select ${selected(personId)}
    from identity.saved_view
    where saved_view.screen = ${screen} and (saved_view.person_id is null or saved_view.person_id = ${personId})
    order by saved_view.name, saved_view.id
  `);
}

async function viewById(db: Queryable, id: string, viewer: Viewer): Promise<SavedView> {
  const found = await db.maybe<SavedView>(sql`
    select ${selected(viewer.personId)}
    from identity.saved_view
    where saved_view.id = ${id} and (saved_view.person_id is null or saved_view.person_id = ${viewer.personId})
  `);
  if (!found) throw refuse('saved-view.not-found');
  return found;
}

const mostCharacters = 20_000;
const mostViews = 200;

function assertSmall(view: SavedView['view'] | undefined): void {
  if (JSON.stringify(view ?? {}).length > mostCharacters) throw refuse('saved-view.too-large');
}

/** Keeps a view; shared, everyone in the tenant sees it. Refuses one that is no view by its size, and more than a person looks through. */
export async function saveView(
  tx: Transaction,
  view: {
    readonly screen: string;
    readonly name: string;
    readonly shared?: boolean | undefined;
    readonly view: SavedView['view'];
  },
  viewer: Viewer,
): Promise<SavedView> {
  assertSmall(view.view);
  const owner = view.shared ? null : viewer.personId;
  const { count } = await tx.one<{ count: number }>(
    sql`select count(*)::int as count from identity.saved_view where saved_view.person_id is not distinct from ${owner}::uuid`,
  );
  if (count >= mostViews) throw refuse('saved-view.too-many', { most: mostViews });
  const id = uuidv7();
  await tx.run(sql`
    insert into identity.saved_view (tenant_id, id, person_id, screen, name, view)
    values (${tx.tenantId}, ${id}, ${owner}, ${view.screen}, ${view.name.trim()}, ${jsonb(view.view)})
  `);
  return viewById(tx, id, viewer);
}

/** Changes a view of one's own; a shared one needs the right to manage. */
export async function changeView(
  tx: Transaction,
  id: string,
  change: {
    readonly name?: string | undefined;
    readonly shared?: boolean | undefined;
    readonly view?: SavedView['view'] | undefined;
  },
  viewer: Viewer,
): Promise<SavedView> {
  const before = await viewById(tx, id, viewer);
  refuseForeign(before, viewer);
  assertSmall(change.view);
  const shared = change.shared ?? before.shared;
  await tx.run(sql`
    update identity.saved_view
    set name = ${change.name?.trim() ?? before.name}, person_id = ${shared ? null : viewer.personId}, view = ${jsonb(change.view ?? before.view)}
    where saved_view.id = ${id}
  `);
  return viewById(tx, id, viewer);
}

/** Removes a view, under the same rule. */
export async function removeView(tx: Transaction, id: string, viewer: Viewer): Promise<void> {
  refuseForeign(await viewById(tx, id, viewer), viewer);
  await tx.run(sql`delete from identity.saved_view where saved_view.id = ${id}`);
}

function refuseForeign(view: SavedView, viewer: Viewer): void {
  if (!view.mine && !viewer.mayManage) throw refuse('saved-view.not-yours');
}
