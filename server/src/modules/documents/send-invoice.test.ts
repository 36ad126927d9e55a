import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { systemActor } from '../../kernel/actor.ts';
import { sql } from '../../platform/database/index.ts';
import { testDatabase } from '../../platform/testing/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import { sendQueue } from '../messages/index.ts';
import { goLive, mailServer, startOfTest, testDelivery } from '../messages/outbox.fixture.ts';
import { smtpTransport } from '../messages/transports/smtp.ts';
import { addDocument } from './item-documents.ts';
import { composeInvoice, sendInvoice } from './send-invoice.ts';

const db = testDatabase();
const clerk = systemActor('test');

test('the mail that brings an invoice says at its foot who writes, in law (C. com. R123-237)', async () => {
  const { tenantDb, entityId } = await db.newTenant();
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer({ email: 'factures@val.example', language: 'fr' });
  const itemId = await ledger.item(customerId, { minor: 100_00n, number: 'FA-7' });
  await tenantDb.run(sql`
    update identity.entity
    set legal_name = 'Atelier Sorbier SAS', legal_form = 'SAS', capital_minor = 5000000, capital_currency = 'EUR', legal_id = '552100554', register_city = 'Nantes'
  `);
  await goLive(tenantDb);
  const paper = {
    name: 'FA-7.pdf',
    mediaType: 'application/pdf',
    bytes: Buffer.from('%PDF-1.7\n%%EOF'),
    kind: 'invoice',
  } as const;
  await tenantDb.transaction(async (tx) => {
    await addDocument(tx, [itemId], paper, clerk);
    await sendInvoice(tx, itemId, {}, { now: startOfTest, recallMinutes: 0 }, clerk);
  });
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  expect(await sendQueue(tenantDb, testDelivery({ smtp, compose: composeInvoice }))).toMatchObject({ sent: 1 });
  const mail = await PostalMime.parse(server.taken[0]?.raw ?? '');
  const foot = 'Atelier Sorbier SAS au capital de 50\u202f000\u00a0€ – RCS\u00a0Nantes\u00a0552\u00a0100\u00a0554';
  expect(mail.text).toContain(`\n\n-- \n${foot}`);
  expect(mail.html).toContain(foot);
  await smtp.close();
  await server.close();
});
