import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { sql } from '../../platform/database/index.ts';
import { documentBytes } from '../../platform/documents/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { startOfTest } from '../messages/outbox.fixture.ts';
import { letterCompany } from './letters.fixture.ts';
import { addProof, proofOf, readProof, removeProof } from './proofs.ts';
import { listRegistered, registeredView } from './registered-list.ts';

const db = testDatabase();
const clerk = systemActor('Jeanne');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

async function setUp(state = 'sent', transport = 'print') {
  const { tenantDb, entityId } = await db.newTenant();
  const { queue } = await letterCompany(tenantDb, entityId);
  const { id } = await queue('registered-letter');
  await tenantDb.run(sql`
    update messages.message set state = ${state}, transport = ${transport}, sent_at = ${startOfTest.toString()} where id = ${id}
  `);
  const add = (bytes = png, kind: 'deposit' | 'receipt' = 'receipt', name = 'avis.png') =>
    tenantDb.transaction((tx) => addProof(tx, id, { name, mediaType: 'image/png', bytes, kind }, clerk, startOfTest));
  return { tenantDb, id, add };
}
const upload = (bytes: Buffer, name: string) =>
  readProof({ name, mediaType: 'application/octet-stream', fields: {}, stream: Readable.from([bytes]) });
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error as Refusal).code,
  );

test('a scan is taken for what its bytes say, and for nothing but PDF, PNG and JPEG of twenty megabytes', async () => {
  expect(await upload(png, 'avis.pdf')).toMatchObject({ mediaType: 'image/png', name: 'avis.pdf' });
  expect(await upload(Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'avis.jpg')).toMatchObject({ mediaType: 'image/jpeg' });
  expect(await upload(Buffer.from('%PDF-1.7\n'), 'C:\\scans\\avis.pdf')).toMatchObject({ name: 'avis.pdf' });
  expect(await codeOf(upload(Buffer.from('<?xml version="1.0"?><a/>'), 'avis.pdf'))).toBe('letter.proof-type');
  expect(await codeOf(upload(Buffer.from('<html>'), 'avis.pdf'))).toBe('document.bad-type');
  expect(await codeOf(upload(Buffer.alloc(0), 'avis.pdf'))).toBe('document.empty');
  expect(await codeOf(upload(Buffer.concat([png, Buffer.alloc(20 * 1024 * 1024)]), 'avis.png'))).toBe('document.too-large');
});

test('slip and receipt are kept with their letter, each once, with their fingerprint, and read back as they were', async () => {
  const { tenantDb, id, add } = await setUp();
  await add(png, 'receipt');
  await add(png, 'receipt', 'encore.png');
  await add(Buffer.concat([png, Buffer.from('slip')]), 'deposit', 'bordereau.png');
  const { proofs } = await registeredView(tenantDb, id);
  expect(proofs).toMatchObject([
    { kind: 'receipt', name: 'avis.png', addedBy: 'Jeanne', sha256: createHash('sha256').update(png).digest('hex') },
    { kind: 'deposit', name: 'bordereau.png', bytes: png.length + 4 },
  ]);
  expect((await listRegistered(tenantDb, {})).rows[0]?.proofs).toHaveLength(2);
  const { documentId, mediaType } = await proofOf(tenantDb, id, proofs[0]?.id ?? '');
  expect(mediaType).toBe('image/png');
  const pieces: Uint8Array[] = [];
  for await (const piece of documentBytes(tenantDb, documentId)) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(png)).toBe(true);
});

test('a proof taken away goes with its bytes; who took which file away stays in the audit', async () => {
  const { tenantDb, id, add } = await setUp();
  await add();
  const [proof] = (await registeredView(tenantDb, id)).proofs;
  const { documentId } = await proofOf(tenantDb, id, proof?.id ?? '');
  await tenantDb.transaction((tx) => removeProof(tx, id, proof?.id ?? '', clerk));
  expect((await registeredView(tenantDb, id)).proofs).toEqual([]);
  expect(await tenantDb.maybe(sql`select from platform.document where id = ${documentId}`)).toBeUndefined();
  const told = await tenantDb.rows(sql`
    select kind, actor_name as by, details from platform.event where subject_id = ${id} and kind like 'letters.proof%' order by recorded_at, kind
  `);
  const details = { name: 'avis.png', kind: 'receipt', sha256: createHash('sha256').update(png).digest('hex') };
  expect(told).toEqual([
    { kind: 'letters.proof-added', by: 'Jeanne', details },
    { kind: 'letters.proof-removed', by: 'Jeanne', details },
  ]);
  expect(await codeOf(tenantDb.transaction((tx) => removeProof(tx, id, proof?.id ?? '', clerk)))).toBe('letter.proof-unknown');
});

test.each([
  ['handed', 'print'],
  ['sent', 'local'],
])('a letter that is %s by %s has left for nobody: no proof of it is kept', async (state, transport) => {
  const { add } = await setUp(state, transport);
  expect(await codeOf(add())).toBe('letter.not-left');
});
