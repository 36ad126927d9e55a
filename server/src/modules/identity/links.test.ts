import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { createLink, readLink, revokeLinks, takeLink } from './links.ts';

const installation = testDatabase();
const noon = Temporal.Instant.from('2026-11-21T12:00:00Z');

test('of several who open one link at the same instant, exactly one gets in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 6 }), async (people) => {
      const db = installation.database.system;
      const token = await createLink(db, { purpose: 'invitation', subjectId: uuidv7(), hours: 1 }, noon);
      const got = await Promise.all(Array.from({ length: people }, () => takeLink(db, 'invitation', token, noon)));
      expect(got.filter(Boolean)).toHaveLength(1);
      expect(await readLink(db, 'invitation', token, noon)).toBeUndefined();
    }),
    { numRuns: 10 },
  );
});

test('a link opens one purpose, until its hour, and not once it was taken back; its secret is kept nowhere', async () => {
  const db = installation.database.system;
  const subjectId = uuidv7();
  const token = await createLink(db, { purpose: 'debtor', subjectId, hours: 2 }, noon);
  expect(await readLink(db, 'password-reset', token, noon)).toBeUndefined();
  expect(await takeLink(db, 'invitation', token, noon)).toBeUndefined();
  expect((await readLink(db, 'debtor', token, noon.add({ minutes: 119 })))?.subjectId).toBe(subjectId);
  expect(await readLink(db, 'debtor', token, noon.add({ minutes: 120 }))).toBeUndefined();
  expect(await revokeLinks(db, 'debtor', { subjectId }, noon)).toBe(1);
  expect(await takeLink(db, 'debtor', token, noon)).toBeUndefined();
  const kept = await db.rows<{ row: string }>(sql`select link::text as row from identity.link`);
  expect(kept.some(({ row }) => row.includes(token))).toBe(false);
});
