import { systemActor } from '../../kernel/actor.ts';
import { addDays, type Day } from '../../kernel/days.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { sql } from '../../platform/database/index.ts';
import { keyringOf } from '../../platform/secrets/index.ts';
import type { TestTenant } from '../../platform/testing/index.ts';
import { queueMessage } from '../messages/index.ts';
import { placeHolds } from '../holds/index.ts';
import { givenCustomer, givenItems } from '../receivables/ledger.fixture.ts';
import { takeIn } from './intake/take-in.ts';
import type { ReplyNeighbours } from './neighbours.ts';

export const tester = systemActor('test');
export const today: Day = '2026-03-10';
export const noon = Temporal.Instant.from('2026-03-10T11:00:00Z');

/** What replies need of the rest, with a clock of the test and invoices kept of the items it names. */
export function neighbours(changes: Partial<ReplyNeighbours> & { readonly kept?: readonly string[] } = {}): ReplyNeighbours {
  const { kept = [], ...rest } = changes;
  return {
    now: () => noon,
    hooks: {},
    saysPaid: async (tx, said, on, by) => {
      const id = uuidv7();
      const pause = { reason: 'says-paid', source: 'worklist', sourceId: id, fromOn: on, untilOn: addDays(on, 7) } as const;
      await placeHolds(
        tx,
        said.itemIds.map((itemId) => ({ scope: 'item', customerId: said.customerId, itemId, ...pause })),
        by,
      );
      return id;
    },
    invoicesOf: async (_, itemIds) => itemIds.filter((id) => kept.includes(id)).map((itemId) => ({ itemId })),
    copiesOf: async (_, itemIds) =>
      itemIds
        .filter((id) => kept.includes(id))
        .map((id) => ({ kind: 'document', as: 'invoice', documentId: id, name: `${id}.pdf` })),
    keyring: async () => keyringOf('k'.repeat(40)),
    outboundAllow: [],
    imapUrl: undefined,
    baseUrl: 'http://localhost:4400',
    ...rest,
  };
}

export type Debtor = {
  readonly customerId: string;
  readonly contactId: string;
  readonly items: Readonly<Record<string, string>>;
  /** Our reminder that listed them, and its Message-ID. */
  readonly messageId: string;
  readonly messageHeader: string;
};

/** A customer with a contact, late invoices and a reminder about them. */
export async function givenDebtor(
  tenant: TestTenant,
  {
    email = 'paule.ott@client.exemple',
    numbers = ['F-2026-0042', 'F-2026-0051'],
  }: { email?: string; numbers?: readonly string[] } = {},
): Promise<Debtor> {
  const { tenantDb, entityId } = tenant;
  const customerId = await givenCustomer(tenant, { columns: { name: 'Menuiserie Ott', language: 'fr' } });
  const ids = await givenItems(
    tenant,
    numbers.map((number, index) => ({
      customerId,
      amount: index === 0 ? 1_250_50n : 840_00n,
      issueOn: '2026-01-05',
      dueOn: '2026-02-05',
      columns: { number },
    })),
  );
  const contactId = uuidv7();
  await tenantDb.run(sql`
    insert into customers.contact (tenant_id, id, customer_id, name, email) values (${tenantDb.tenantId}, ${contactId}, ${customerId}, 'Paule Ott', ${email})
  `);
  const { id: messageId } = await tenantDb.transaction((tx) =>
    queueMessage(
      tx,
      {
        onceKey: `reminder/${uuidv7()}`,
        kind: 'reminder',
        entityId,
        customerId,
        contactId,
        channel: 'e-mail',
        language: 'fr',
        notBefore: noon.add({ hours: 48 }),
        recipient: { name: 'Paule Ott', address: email },
        subject: 'Facture échue',
        items: ids.map((itemId) => ({ itemId, openMinor: 1n, daysLate: 33 })),
      },
      tester,
    ),
  );
  const { header } = await tenantDb.one<{ header: string }>(
    sql`select message_id_header as header from messages.message where id = ${messageId}`,
  );
  const items = Object.fromEntries(numbers.map((number, index) => [number, ids[index] ?? '']));
  return { customerId, contactId, items, messageId, messageHeader: header };
}

/** A mail as bytes; headers given win over those of an ordinary one. */
export function mailOf(body: string | readonly string[], headers: Readonly<Record<string, string | null>> = {}): Uint8Array {
  const all: Record<string, string | null> = {
    'Return-Path': '<paule.ott@client.exemple>',
    'Message-ID': `<${uuidv7()}@client.exemple>`,
    Date: 'Tue, 10 Mar 2026 11:30:00 +0100',
    From: 'Paule Ott <paule.ott@client.exemple>',
    To: 'relances@atelier-ferrand.exemple',
    Subject: 'Re: Facture échue',
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return Buffer.from([...lines, '', ...(typeof body === 'string' ? [body] : body)].join('\r\n'));
}

/** A delivery report as RFC 3464 has it, about a message of ours. */
export function bounceOf(
  header: string | null,
  address: string,
  { status = '5.1.1', action = 'failed', diagnostic = '550 5.1.1 User unknown' } = {},
): Uint8Array {
  return mailOf(
    [
      '--b',
      'Content-Type: text/plain',
      '',
      'Your message could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.atelier-ferrand.exemple',
      '',
      `Final-Recipient: rfc822; ${address}`,
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: smtp; ${diagnostic}`,
      '',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      ...(header === null ? [] : [`Message-ID: ${header}`]),
      'Subject: Facture échue',
      '',
      '--b--',
    ],
    {
      'Return-Path': '<>',
      From: 'Mail Delivery System <MAILER-DAEMON@mx.atelier-ferrand.exemple>',
      Subject: 'Undelivered Mail Returned to Sender',
      'Auto-Submitted': 'auto-replied',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
    },
  );
}

/** Takes a mail in as the mailbox would; answers its id. */
export async function arrive(tenant: TestTenant, raw: Uint8Array, house: ReplyNeighbours = neighbours()): Promise<string> {
  return (await takeIn(tenant.tenantDb, raw, 'imap', house)).mailId;
}
