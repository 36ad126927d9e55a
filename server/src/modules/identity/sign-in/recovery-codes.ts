import { randomBytes } from 'node:crypto';
import { tokenHash } from '../../../kernel/ids.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';

// Crockford's letters: no I, L, O, U to be mistaken when copied by hand.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const howMany = 10;

/** Ten new codes of 80 bits in place of the former ones; shown once, kept as hashes. */
export async function renewRecoveryCodes(db: Queryable, personId: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, newCode);
  await db.run(sql`delete from identity.recovery_code where person_id = ${personId}`);
  await db.run(sql`
    insert into identity.recovery_code (person_id, code_hash)
    select ${personId}, code_hash from unnest(${codes.map(hashOf)}::bytea[]) as code (code_hash)
  `);
  return codes;
}

/** Uses a recovery code up; false for one that is unknown or used. */
export async function takeRecoveryCode(db: Queryable, personId: string, code: string, now: Temporal.Instant): Promise<boolean> {
  const used = await db.run(sql`
    update identity.recovery_code set used_at = ${now.toString()}::timestamptz
    where person_id = ${personId} and code_hash = ${hashOf(code)} and used_at is null
  `);
  return used === 1;
}

function newCode(): string {
  const text = Array.from(randomBytes(16), (byte) => letters[byte & 31]).join('');
  return text.replaceAll(/.{4}(?=.)/g, '$&-');
}

// As people copy it: small letters, spaces, and the letters that look like figures.
function hashOf(code: string): Buffer {
  const plain = code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return tokenHash(plain);
}
