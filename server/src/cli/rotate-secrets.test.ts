import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../kernel/actor.ts';
import { chooseProvider, createSender, providerOf, renewDkim, senderDkimKey, senderUrl } from '../modules/messages/index.ts';
import { senderRow } from '../modules/messages/senders/sender.ts';
import { codesSecret, ssoClientSecret, ssoIdToken } from '../modules/identity/index.ts';
import { changeMailbox, changeModel, mailboxAccount, modelOf } from '../modules/replies/mailbox/mailbox-store.ts';
import { createEndpoint, rollSecret } from '../modules/webhooks/change-endpoint.ts';
import { openDatabase, sql } from '../platform/database/index.ts';
import { keyringOf, type Keyring, seal, unseal } from '../platform/secrets/index.ts';
import { type TestTenant, testDatabase } from '../platform/testing/index.ts';
import { sealedSecrets } from './doctor/sealed-check.ts';
import { rotateSecrets } from './rotate-secrets.ts';
import { sealedColumns } from './sealed-columns.ts';

const installation = testDatabase();
let owner: ReturnType<typeof openDatabase>;
beforeAll(() => {
  owner = openDatabase(installation.ownerUrl, { max: 1 });
});
afterAll(() => owner.close());

const [first, second] = ['a'.repeat(32), 'b'.repeat(32)];
const [before, rotated, after] = [keyringOf(first), keyringOf(second, [first]), keyringOf(second)];
const actor = systemActor('test');
const now = Temporal.Instant.from('2026-03-02T09:00:00Z');
const nameOf = ({ table, column }: { table: string; column: string }): string => `${table}.${column}`;

/** Every kind of secret the product keeps, given by the way a person gives it. */
async function everySecret({ tenantDb, tenantId }: TestTenant, keyring: Keyring): Promise<{ senderId: string }> {
  const changing = { actor, keyring, allow: [] };
  const house = { keyring: () => Promise.resolve(keyring), imapUrl: undefined, outboundAllow: [] };
  const senderId = await tenantDb.transaction(async (tx) => {
    await chooseProvider(
      tx,
      { channel: 'sms', provider: 'brevo', settings: { sender: 'SORBIER' }, secret: 'sms-key' },
      keyring,
      actor,
    );
    await changeMailbox(
      tx,
      { url: 'imaps://relances:imap-word@imap.sorbier.example:993', enabled: true, folder: 'INBOX', afterReading: 'seen' },
      house,
      actor,
    );
    await changeModel(
      tx,
      { enabled: true, url: 'https://model.sorbier.example/v1', name: 'lecteur', key: 'model-key' },
      house,
      actor,
    );
    const webhook = await createEndpoint(
      tx,
      { url: 'https://hooks.sorbier.example/in', description: '', kinds: ['intake.applied'] },
      { ...changing, now },
    );
    await rollSecret(tx, webhook.id, { ...changing, now });
    const smtpUrl = 'smtp://relances:smtp-word@smtp.sorbier.example:587';
    const id = await createSender(tx, { name: 'Relances', address: 'relances@sorbier.example', smtpUrl }, changing);
    await renewDkim(tx, id, {}, changing);
    return id;
  });
  const person = '00000000-0000-7000-8000-00000000a001';
  await owner.system.run(sql`
    insert into identity.person (id, name, email, language) values (${person}, 'Camille', 'camille@sorbier.example', 'fr')
  `);
  await owner.system.run(sql`
    insert into identity.second_step (person_id, sealed_secret, begun_at) values (${person}, ${seal(keyring, codesSecret, 'JBSWY3DP')}, now())
  `);
  await owner.system.run(sql`
    insert into identity.session (token_hash, person_id, tenant_id, expires_at, sealed_id_token)
    values ('\x01', ${person}, ${tenantId}, now(), ${seal(keyring, ssoIdToken, 'id-token')})
  `);
  await owner.system.run(sql`
    insert into identity.sso_configuration (tenant_id, issuer, client_id, sealed_client_secret, allowed_domains, groups, only_sso, changed_at)
    values (${tenantId}, 'https://id.sorbier.example', 'quitus', ${seal(keyring, ssoClientSecret, 'client-secret')}, '{}', '[]', false, now())
  `);
  return { senderId };
}

/** The columns of the whole database in which a text that this key sealed stands. */
async function whereSealedBy({ current }: Keyring): Promise<string[]> {
  const columns = await owner.system.rows<{ table: string; column: string }>(sql`
    select format('%s.%s', columns.table_schema, columns.table_name) as table, columns.column_name as column
    from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where tables.table_type = 'BASE TABLE' and columns.data_type in ('text', 'jsonb', 'ARRAY') and columns.table_schema not in ('pg_catalog', 'information_schema')
  `);
  const found: string[] = [];
  for (const { table, column } of columns) {
    const { holds } = await owner.system.one<{ holds: boolean }>(sql`
      select exists (select from ${sql.table(table)} where ${sql.ref(column)}::text like ${`%v1.${current.id}.%`}) as holds
    `);
    if (holds) found.push(`${table}.${column}`);
  }
  return found.toSorted();
}

test('after a rotation every kind of secret opens with the new key alone, and nothing anywhere is left under the former one', async () => {
  const tenant = await installation.newTenant();
  const { senderId } = await everySecret(tenant, before);
  // Each is there, and where the list says: else this would test nothing.
  expect(await whereSealedBy(before)).toEqual(sealedColumns.map(nameOf).toSorted());
  expect(await rotateSecrets(installation.ownerUrl, rotated)).toBe(sealedColumns.length);
  expect(await whereSealedBy(before)).toEqual([]);
  expect(await whereSealedBy(after)).toEqual(sealedColumns.map(nameOf).toSorted());
  expect(await sealedSecrets(installation.ownerUrl, after)).toMatchObject(['ok', `${after.current.id}: ${sealedColumns.length}`]);

  const { tenantDb: db } = tenant;
  const keyring = () => Promise.resolve(after);
  expect(await providerOf(db, 'sms', keyring)).toMatchObject({ secret: 'sms-key' });
  expect(await mailboxAccount(db, { keyring, imapUrl: undefined })).toMatchObject({ url: expect.stringContaining('imap-word') });
  expect(await modelOf(db, after)).toMatchObject({ key: 'model-key' });
  const sender = await senderRow(db, senderId);
  expect(unseal(after, senderUrl, sender.smtpUrl ?? '')).toContain('smtp-word');
  expect(unseal(after, senderDkimKey, sender.dkimKey ?? '')).toContain('PRIVATE KEY');
  for (const place of sealedColumns) {
    const { sealed } = await owner.system.one<{ sealed: string }>(
      sql`select ${sql.ref(place.column)} as sealed from ${sql.table(place.table)} where ${sql.ref(place.column)} is not null`,
    );
    expect(unseal(after, place, sealed), nameOf(place)).not.toBe('');
  }
});

test('every column the code names as sealed stands in the list that a rotation goes through', async () => {
  const sources = globSync('**/*.ts', { cwd: join(import.meta.dirname, '..') }).filter((path) => !path.endsWith('.test.ts'));
  const named: string[] = [];
  for (const path of sources) {
    const source = await readFile(join(import.meta.dirname, '..', path), 'utf8');
    for (const [, table, column] of source.matchAll(/sealedColumn\(\s*'([\w.]+)',\s*\[[^\]]*\],\s*'(\w+)'/g))
      named.push(`${table}.${column}`);
  }
  expect(named.toSorted()).toEqual(sealedColumns.map(nameOf).toSorted());
});
