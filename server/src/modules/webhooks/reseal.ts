import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { isSealedByFormer, type Keyring } from '../../platform/secrets/index.ts';
import { openSecret, sealSecret } from './signing.ts';

/** Seals anew what a former key of the installation sealed, so that the former key can be given up. Answers how many endpoints. */
export async function resealSecrets(db: TenantDatabase, keyring: Keyring): Promise<number> {
  return db.transaction(async (tx) => {
    const endpoints = await tx.rows<{ id: string; secret: string; former: string | null }>(sql`
      select id, secret, former_secret as former from webhooks.endpoint order by id
    `);
    const old = endpoints.filter(({ secret, former }) =>
      [secret, former].some((one) => one !== null && isSealedByFormer(keyring, one)),
    );
    if (old.length === 0) return 0;
    const anew = (sealed: string): string => sealSecret(keyring, openSecret(keyring, sealed));
    const rows = old.map(({ id, secret, former }) => ({
      id,
      before: secret,
      secret: anew(secret),
      former: former === null ? null : anew(former),
    }));
    // A secret rolled meanwhile stays: it was sealed with the key of today.
    return tx.run(sql`
      update webhooks.endpoint
      set secret = row.secret, former_secret = row.former
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id uuid, before text, secret text, former text)
      where endpoint.id = row.id and endpoint.secret = row.before
    `);
  });
}
