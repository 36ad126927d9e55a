import { createPublicKey, createVerify } from 'node:crypto';
import { createHash } from 'node:crypto';
import { systemActor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { keyringOf } from '../../../platform/secrets/index.ts';
import { createSender, type NewSender } from './change-sender.ts';

export const testKeyring = keyringOf('k'.repeat(40));

/** A mailbox, as an administrator adds one; `allow` names servers of the test. */
export function givenSender(
  db: TenantDatabase,
  sender: Partial<NewSender> & { address: string },
  allow: string[] = [],
): Promise<string> {
  return db.transaction((tx) =>
    createSender(tx, { name: 'Recouvrement', ...sender }, { actor: systemActor('test'), keyring: testKeyring, allow }),
  );
}

/** A colleague of the tenant; answers their id. */
export async function givenColleague(
  db: TenantDatabase,
  system: TenantDatabase | { run: TenantDatabase['run'] },
  name: string,
  salesRep?: string,
): Promise<string> {
  const id = uuidv7();
  await system.run(
    sql`insert into identity.person (id, email, name, language) values (${id}, ${`${id}@sorbier.example`}, ${name}, 'fr')`,
  );
  await db.run(sql`
    insert into identity.membership (tenant_id, person_id, role, sales_rep) values (${db.tenantId}, ${id}, 'collector', ${salesRep ?? null})
  `);
  return id;
}

/** Whether a mail's DKIM signature holds for the published record (RFC 6376, relaxed/relaxed, rsa-sha256). */
export function isSigned(raw: string, record: string): boolean {
  const at = raw.indexOf('\r\n\r\n');
  const headers = raw
    .slice(0, at)
    .replaceAll(/\r\n(?=[ \t])/g, '')
    .split('\r\n');
  const relaxed = (line: string): string => {
    const colon = line.indexOf(':');
    return `${line.slice(0, colon).toLowerCase().trim()}:${line
      .slice(colon + 1)
      .replaceAll(/[ \t]+/g, ' ')
      .trim()}`;
  };
  const own = headers.find((line) => /^dkim-signature:/i.test(line));
  if (!own) return false;
  const tags = new Map(
    own
      .slice(own.indexOf(':') + 1)
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replaceAll(/\s/g, '')]),
  );
  const body = raw
    .slice(at + 4)
    .split('\r\n')
    .map((line) => line.replaceAll(/[ \t]+/g, ' ').trimEnd())
    .join('\r\n')
    .replace(/(\r\n)*$/, '\r\n');
  if (createHash('sha256').update(body, 'latin1').digest('base64') !== tags.get('bh')) return false;
  const named = (tags.get('h') ?? '')
    .split(':')
    .map((name) => headers.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)));
  const text = [...named.filter((line) => line !== undefined).map(relaxed), relaxed(own).replace(/( ?b=)[^;]*$/, '$1')].join(
    '\r\n',
  );
  const key = createPublicKey({ key: Buffer.from(/p=([^;]*)/.exec(record)?.[1] ?? '', 'base64'), format: 'der', type: 'spki' });
  return createVerify('RSA-SHA256')
    .update(text, 'latin1')
    .verify(key, tags.get('b') ?? '', 'base64');
}
