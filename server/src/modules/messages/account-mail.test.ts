import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { testDatabase } from '../../platform/testing/index.ts';
import { type AccountMail, sendAccountMail } from './account-mail.ts';
import { listMails, openMail } from './mailbox.ts';
import { mailServer } from './outbox.fixture.ts';
import { smtpTransport } from './transports/smtp.ts';

const installation = testDatabase();
const now = Temporal.Instant.from('2026-11-21T12:00:00Z');
const link = 'https://quitus.example/reset?token=not-for-colleagues';
const mailTo = (tenantId: number): AccountMail => ({
  to: { name: 'Ada Martel', address: 'ada@sorbier.example' },
  tenantId,
  subject: 'Un nouveau mot de passe pour Quitus',
  text: `Ce lien permet de le choisir :\n\n${link}`,
  textWithoutLink: 'Ce lien permet de le choisir :\n\n(Le lien n’est pas gardé ici.)',
});

test('without a mail server the mail stands in the local mailbox, without its secret link: colleagues read it too', async () => {
  const { tenantId, tenantDb } = await installation.newTenant();
  await sendAccountMail({ database: installation.database, smtp: undefined, host: 'quitus.example', now }, mailTo(tenantId));
  const { rows } = await listMails(tenantDb, {});
  expect(rows).toEqual([
    expect.objectContaining({
      to: 'ada@sorbier.example',
      subject: 'Un nouveau mot de passe pour Quitus',
      customerId: null,
      read: false,
    }),
  ]);
  const opened = await openMail(tenantDb, rows[0]?.id ?? '', now);
  expect(opened.text).toContain('Le lien n’est pas gardé ici');
  expect(JSON.stringify(opened)).not.toContain('not-for-colleagues');
});

test('with a mail server the mail leaves with its link, also while messages to customers are only tested', async () => {
  const { tenantId, tenantDb } = await installation.newTenant();
  const server = await mailServer((recipient) => (recipient.startsWith('refused') ? { code: 550 } : undefined));
  const smtp = smtpTransport(server.url);
  try {
    const way = { database: installation.database, smtp, host: 'quitus.example', now };
    await sendAccountMail(way, mailTo(tenantId));
    const parsed = await PostalMime.parse(server.taken[0]?.raw ?? '');
    expect(parsed).toMatchObject({
      from: { name: 'Quitus · Atelier Sorbier', address: 'quitus@quitus.example' },
      subject: mailTo(tenantId).subject,
    });
    expect(parsed.text).toContain(link);
    expect((await listMails(tenantDb, {})).rows).toEqual([]);
    const refused = { ...mailTo(tenantId), to: { name: 'Ada', address: 'refused@sorbier.example' } };
    await expect(sendAccountMail(way, refused)).rejects.toThrow('did not leave');
  } finally {
    await smtp.close();
    await server.close();
  }
});
