import { systemActor } from '../../kernel/actor.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { letterSample } from '../../platform/pdf/letter-sample.fixture.ts';
import type { PdfMaker } from '../../platform/pdf/index.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { testLedger } from '../holds/ledger.fixture.ts';
import { type Composer, type Delivery, type LetterChannel, type LetterData, queueMessages } from '../messages/index.ts';
import { goLive, startOfTest, testDelivery } from '../messages/outbox.fixture.ts';
import { letterCarriers, type LetterHouse } from './providers/carry.ts';

/** A house whose keys are none: what nobody chose needs no key. */
export const houseOfTest: LetterHouse = {
  keyring: () => Promise.reject(new Error('no key is needed here')),
  now: () => startOfTest,
};

/** Says what its message was queued with, on paper: the one invoice its once-key names. */
export const letterComposer: Composer = async (tx, message) => {
  const { itemId, openMinor } = await tx.one<{ itemId: string; openMinor: bigint }>(sql`
    select item.id as "itemId", item.open_minor as "openMinor"
    from messages.message
    join receivables.item on item.id = right(message.once_key, 36)::uuid
    where message.id = ${message.id}
  `);
  const recipient = ['Menuiserie du Val', '4 rue Haute', '38000 Grenoble'];
  return {
    kind: 'send',
    recipient: { name: 'Menuiserie du Val', address: recipient.join('\n'), email: 'compta@client.example' },
    subject: message.subject,
    text: 'Vous nous devez 100,00 €.',
    // The cast: a sample has what a letter has.
    letter: { ...(letterSample({ items: 1 }) as unknown as LetterData), recipient },
    items: [{ itemId, openMinor, daysLate: 12 }],
    amountMinor: openMinor,
    currency: 'EUR',
  };
};

/** A company that sends for real, with a customer; letters are queued one an invoice of 100 €. */
export async function letterCompany(tenantDb: TenantDatabase, entityId: string) {
  await goLive(tenantDb);
  const ledger = testLedger(tenantDb, entityId);
  const customerId = await ledger.customer({ name: 'Menuiserie du Val' });
  await tenantDb.run(sql`update customers.customer set kind = 'business' where id = ${customerId}`);

  async function queue(channel: LetterChannel, notBefore = startOfTest): Promise<{ id: string; itemId: string }> {
    const itemId = await ledger.item(customerId, { minor: 100_00n });
    const [queued] = await tenantDb.transaction((tx) =>
      queueMessages(
        tx,
        [
          {
            onceKey: `reminder/${itemId}`,
            kind: 'reminder',
            entityId,
            customerId,
            actionId: uuidv7(),
            channel,
            language: 'fr',
            notBefore,
            recipient: { name: 'Menuiserie du Val', address: 'Menuiserie du Val\n4 rue Haute\n38000 Grenoble' },
            subject: 'Mise en demeure',
          },
        ],
        systemActor('test'),
      ),
    );
    if (!queued) throw new Error('a message was queued');
    return { id: queued.id, itemId };
  }
  return { ledger, customerId, queue };
}

/** How a test sends letters, on paper made by a real press. */
export function letterDelivery(maker: PdfMaker, changes: Partial<Delivery> & { readonly house?: LetterHouse } = {}): Delivery {
  const { house = houseOfTest, ...rest } = changes;
  return testDelivery({ compose: letterComposer, carriers: letterCarriers(house), makePdf: maker.make, ...rest });
}

export const stateOf = (db: TenantDatabase, id: string) =>
  db.one<{
    state: string;
    transport: string | null;
    reason: string | null;
    reference: string | null;
    delivery: string | null;
    sentAt: Temporal.Instant | null;
  }>(sql`
    select state, transport, coalesce(cancelled_reason, failure_code) as reason, provider_reference as reference, delivery_state as delivery, sent_at as "sentAt"
    from messages.message where id = ${id}
  `);
