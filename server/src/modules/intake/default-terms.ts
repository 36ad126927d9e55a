import type { Actor } from '../../kernel/actor.ts';
import type { TenantDatabase } from '../../platform/database/index.ts';
import { standardTerms } from '../customers/index.ts';
import { changeEntity, entityById } from '../identity/index.ts';

/** Gives an entity without default terms "30 days net": due dates inferred from it are shown as such wherever they appear. */
export async function ensureDefaultTerms(db: TenantDatabase, entityId: string, by: Actor): Promise<void> {
  const entity = await entityById(db, entityId);
  if (entity.defaultTermsId !== null) return;
  await db.transaction(async (tx) => {
    await changeEntity(tx, entityId, { defaultTermsId: await standardTerms(tx) }, by);
  });
}
