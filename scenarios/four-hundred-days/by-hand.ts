import { addDays } from '../../server/src/kernel/days.ts';
import { addManyContacts } from '../../server/src/modules/customers/index.ts';
import { remindNow } from '../../server/src/modules/dunning/beside/remind-now.ts';
import { endSpecific } from '../../server/src/modules/dunning/beside/specific/change-specific.ts';
import { planSpecific } from '../../server/src/modules/dunning/beside/specific/plan-specific.ts';
import { postLetters, takeOutLetters } from '../../server/src/modules/letters/print/post-letters.ts';
import { resolveMessage } from '../../server/src/modules/messages/index.ts';
import { takeIn } from '../../server/src/modules/replies/intake/take-in.ts';
import { bounceOf, mailOf, neighbours } from '../../server/src/modules/replies/replies.fixture.ts';
import { treatMail } from '../../server/src/modules/replies/treat.ts';
import { sql } from '../../server/src/platform/database/index.ts';
import { openInvoices } from './ledger.ts';
import { someCustomer } from './rule-changes.ts';
import { count, person, type World } from './world.ts';

const today = ({ clock }: World) => ({ actor: person, now: clock.now, today: clock.day });

/** A one-off on some items of a customer, sent or called about once or twice. */
export async function planOneOff(world: World): Promise<unknown> {
  const { chance, clock, db } = world;
  const all = await openInvoices(world, sql`item.due_on <= ${clock.day}::date`);
  const first = chance.oneOf(all);
  if (!first) return false;
  const itemIds = chance
    .some(
      all.filter((item) => item.customerId === first.customerId && item.currency === first.currency),
      2,
    )
    .map((item) => item.id);
  const channel = chance.oneOf(['e-mail', 'e-mail', 'call'] as const) ?? 'e-mail';
  return planSpecific(
    db,
    {
      customerId: first.customerId,
      itemIds,
      title: 'Point sur votre compte',
      channel,
      automation: channel === 'call' ? 'manual' : (chance.oneOf(['automatic', 'to-confirm'] as const) ?? 'to-confirm'),
      on: [0, chance.between(3, 12)].slice(0, chance.between(1, 2)).map((days) => addDays(clock.day, days)),
      ...(chance.happens(0.3) ? { until: addDays(clock.day, chance.between(12, 25)) } : {}),
      words: { subject: 'Votre compte', body: 'Bonjour,\n\n{{ statement }}', script: null },
    },
    today(world),
  );
}

/** A one-off is ended before its time. */
export async function endOneOff(world: World): Promise<unknown> {
  const found = world.chance.oneOf(
    await world.db.rows<{ of: string }>(sql`
      select distinct shape ->> 'of' as of from dunning.action where kind = 'specific' and state in ('to-confirm', 'to-do', 'confirmed') order by 1
    `),
  );
  return found ? endSpecific(world.db, found.of, 'settled otherwise', today(world)) : false;
}

/** The next step of somebody's scenario at once. */
export async function remindAtOnce(world: World): Promise<unknown> {
  const customerId = await someCustomer(world);
  if (customerId === undefined) return false;
  const { outcome } = await remindNow(world.db, { customerId, despite: false }, today(world));
  return outcome === 'ask' ? false : outcome;
}

/** The pile of printed letters is posted, or some of it taken out. */
export async function bringToPost(world: World): Promise<unknown> {
  const { db, chance, clock, delivery } = world;
  const piles = await db.rows<{ id: string; letters: string[] }>(sql`
    select letter.batch_id as id, array_agg(message.id order by message.id) as letters
    from letters.letter join messages.message on message.id = letter.message_id
    where message.state = 'handed'
    group by letter.batch_id order by letter.batch_id
  `);
  const more = { hooks: delivery.hooks, now: clock.now };
  for (const { id, letters } of piles) {
    await db.transaction(async (tx) => {
      if (chance.happens(0.2)) count(world, 'letters taken out', await takeOutLetters(tx, id, letters.slice(0, 1), person, more));
      else count(world, 'letters posted', await postLetters(tx, id, { on: clock.day }, person, more));
    });
  }
  return piles.length > 0;
}

/** Somebody looks at what is in doubt and says whether it left; of what did not, it goes again or stays. */
export async function settleDoubt(world: World): Promise<unknown> {
  const { db, chance, clock, delivery, arrived } = world;
  const doubtful = await db.rows<{ id: string; header: string }>(
    sql`select id, message_id_header || ' ' || recipient_address as header from messages.message where state = 'uncertain' order by id`,
  );
  for (const { id, header } of doubtful) {
    const left = arrived().has(header);
    await db.transaction((tx) =>
      resolveMessage(tx, id, { left, sendAgain: chance.happens(0.5) }, person, { hooks: delivery.hooks, now: clock.now }),
    );
  }
  return doubtful.length > 0;
}

/** Somebody answers one of the last reminders, or its mail server says that nobody is there. */
export async function answer(world: World): Promise<unknown> {
  const { db, chance, clock, delivery } = world;
  const last = chance.oneOf(
    await db.rows<{ header: string; address: string }>(sql`
      select message_id_header as header, recipient_address as address from messages.message
      where state = 'sent' and channel = 'e-mail' and sent_at > ${clock.now.subtract({ hours: 24 * 6 }).toString()}::timestamptz order by sent_at, id
    `),
  );
  if (!last) return false;
  const bounces = chance.happens(0.12);
  count(world, bounces ? 'mails that bounced' : 'mails that answered');
  const raw = bounces
    ? bounceOf(last.header, last.address)
    : mailOf(
        chance.oneOf([
          'Bonjour, nous avons un litige sur cette facture.',
          'Nous payons la semaine prochaine.',
          'Merci de nous rappeler.',
        ]) ?? '',
        {
          From: `Client <${last.address}>`,
          'Return-Path': `<${last.address}>`,
          'In-Reply-To': last.header,
        },
      );
  return takeIn(db, raw, 'imap', neighbours({ now: () => clock.now, hooks: delivery.hooks }));
}

/** Somebody reads a mail and is done with it. */
export async function readMail(world: World): Promise<unknown> {
  const { db, chance, clock } = world;
  const mail = chance.oneOf(
    await db.rows<{ id: string }>(sql`select id from replies.mail where state = 'to-treat' order by received_at, id`),
  );
  if (!mail) return false;
  return db.transaction((tx) => treatMail(tx, mail.id, 'read', { now: () => clock.now }, person));
}

/** An address is found for somebody who has none, or none that works. */
export async function findAddress(world: World): Promise<unknown> {
  const found = world.chance.oneOf(
    await world.db.rows<{ id: string; code: string }>(sql`
      select customer.id, lower(customer.code) as code from dunning.action join customers.customer on customer.id = action.customer_id
      where action.state = 'to-do' and action.reason ->> 'code' = 'no-address' order by customer.code
    `),
  );
  if (!found) return false;
  const email = `compta.${world.chance.between(1, 9999)}@${found.code.replaceAll(/[^a-z0-9]/g, '')}.example`;
  return world.db.transaction((tx) =>
    addManyContacts(tx, [{ customerId: found.id, email, name: 'Comptabilité', role: 'accounts-payable' }], person),
  );
}
