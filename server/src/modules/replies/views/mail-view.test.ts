import { expect, test } from 'vitest';
import { testDatabase } from '../../../platform/testing/index.ts';
import { arrive, mailOf, today } from '../replies.fixture.ts';
import { fileOf, mailView } from './mail-view.ts';

const installation = testDatabase();
const inParts = (parts: number): Uint8Array =>
  mailOf(
    ['--b', 'Content-Type: text/html', '', '<p>Bonjour</p>', ...Array.from({ length: parts }, () => '--b\r\n\r\nx'), '--b--'],
    {
      'Content-Type': 'multipart/mixed; boundary=b',
    },
  );

test('a mail is shown as its HTML; one of too many parts by the text that was read of it, each time somebody looks', async () => {
  const tenant = await installation.newTenant();
  const html = async (raw: Uint8Array) => (await mailView(tenant.tenantDb, await arrive(tenant, raw), today)).html;
  expect(await html(inParts(3))).toContain('<p>Bonjour</p>');
  expect(await html(inParts(5_000))).toBeNull();
});

test('a large file of lines is downloaded as it was sent', async () => {
  const tenant = await installation.newTenant();
  const written = `${'A'.repeat(64)}\n`.repeat(70_000);
  const raw = mailOf(['--b', '', 'Ci-joint.', '--b', 'Content-Type: text/csv; name="releve.csv"', '', written, '--b--'], {
    'Content-Type': 'multipart/mixed; boundary=b',
  });
  const file = await fileOf(tenant.tenantDb, await arrive(tenant, raw), 0);
  expect(file).toMatchObject({ name: 'releve.csv', mediaType: 'text/csv' });
  expect(Buffer.from(file.bytes).toString('latin1').trimEnd() === written.trimEnd()).toBe(true);
});
