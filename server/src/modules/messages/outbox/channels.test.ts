import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { systemActor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { documentBytes, storeDocuments } from '../../../platform/documents/index.ts';
import { testDatabase } from '../../../platform/testing/index.ts';
import { testLedger } from '../../holds/ledger.fixture.ts';
import { changeSetting } from '../../identity/index.ts';
import { markPosted, recordDelivery, takeOut } from '../handed.ts';
import type { LetterData } from '../letter-data.ts';
import { listMails, openMail, rawMail } from '../mailbox.ts';
import type { MessageChannel } from '../message.ts';
import { attachmentFile } from '../message-files.ts';
import { messageView } from '../message-list.ts';
import { goLive, mailServer, plainComposer, queueReminders, startOfTest, testDelivery } from '../outbox.fixture.ts';
import { smtpTransport } from '../transports/smtp.ts';
import type { Delivery as Outcome, Parcel, Transport } from '../transports/transport.ts';
import type { Composer, EndedMessage, ToAttach, ToldDelivery } from './composer.ts';
import { recoverLost } from './recover-lost.ts';
import { sendQueue } from './send-queue.ts';
import { openSession } from './session.ts';

const db = testDatabase();
const clerk = systemActor('test');
const later = (minutes: number) => startOfTest.add({ minutes });

async function setUp({ live = false } = {}) {
  const { tenantDb, entityId } = await db.newTenant();
  if (live) await goLive(tenantDb);
  const customerId = await testLedger(tenantDb, entityId).customer();
  const queue = (count: number, changes?: Parameters<typeof queueReminders>[3]) =>
    queueReminders(tenantDb, { entityId, customerId }, count, changes);
  return { tenantDb, entityId, customerId, queue };
}

const letter: LetterData = {
  language: 'fr',
  sender: { name: 'Atelier Sorbier', lines: [] },
  recipient: ['Menuiserie du Val', '3 rue du Val', '69001 LYON'],
  placeAndDate: 'Lyon, le 2 mars 2026',
  subject: 'Mise en demeure',
  references: [],
  blocks: [],
  statement: { columns: [], groups: [], totals: [] },
  payment: { title: 'Règlement', rows: [] },
  signature: [],
  footer: [],
};
const addresses: Readonly<Record<MessageChannel, string>> = {
  'e-mail': 'compta@val.example',
  sms: '+33612345678',
  letter: letter.recipient.join('\n'),
  'registered-letter': letter.recipient.join('\n'),
  'registered-e-letter': letter.recipient.join('\n'),
};
/** Says the same by every channel, to an address of that channel. */
const composeAny: Composer = async (tx, message, now) => {
  const composed = await plainComposer(tx, message, now);
  if (composed.kind !== 'send') return composed;
  const onPaper = message.channel !== 'e-mail' && message.channel !== 'sms';
  return { ...composed, recipient: { address: addresses[message.channel] }, ...(onPaper ? { letter, html: undefined } : {}) };
};
const makePdf = (template: string, data: unknown): Promise<Uint8Array> =>
  Promise.resolve(Buffer.from(`%PDF-1.7 ${template} ${JSON.stringify(data)}`));

/** A way out that keeps what it is given. */
function carrier(name: Transport['name'], answer: (parcel: Parcel) => Outcome) {
  const carried: Parcel[] = [];
  let closed = 0;
  const transport: Transport = {
    name,
    deliver: (parcel) => {
      carried.push(parcel);
      return Promise.resolve(answer(parcel));
    },
    close: () => {
      closed += 1;
      return Promise.resolve();
    },
  };
  return { carried, transport, closed: () => closed, open: () => Promise.resolve(transport) };
}
function listening() {
  const sent: EndedMessage[] = [];
  const notSent: EndedMessage[] = [];
  const told: ToldDelivery[] = [];
  return {
    sent,
    notSent,
    told,
    hooks: {
      onSent: async (_: unknown, messages: readonly EndedMessage[]) => void sent.push(...messages),
      onNotSent: async (_: unknown, messages: readonly EndedMessage[]) => void notSent.push(...messages),
      onDelivery: async (_: unknown, news: readonly ToldDelivery[]) => void told.push(...news),
    },
  };
}
const stateOf = (tenantDb: TenantDatabase, id: string | undefined) =>
  tenantDb.one<{ state: string; reason: string | null; transport: string | null }>(sql`
    select state, coalesce(cancelled_reason, failure_code) as reason, transport from messages.message where id = ${id ?? null}
  `);
async function bytesOf(tenantDb: TenantDatabase, documentId: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of documentBytes(tenantDb, documentId)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
const channels = ['e-mail', 'sms', 'letter', 'registered-letter', 'registered-e-letter'] as const;

test('in test mode every channel ends in the local mailbox, although each has somebody who carries it', async () => {
  const { tenantDb, queue } = await setUp();
  const outside = carrier('sms', () => ({ outcome: 'sent', reference: '' }));
  await queue(5, (index) => ({ channel: channels[index] ?? 'e-mail' }));
  const carriers = {
    sms: outside.open,
    letter: outside.open,
    'registered-letter': outside.open,
    'registered-e-letter': outside.open,
  };
  expect(await sendQueue(tenantDb, testDelivery({ compose: composeAny, carriers, makePdf }))).toMatchObject({ sent: 5 });
  expect(outside.carried).toEqual([]);
  const { rows } = await listMails(tenantDb, {});
  expect(rows.map((row) => [row.channel, row.mediaType, row.to]).toSorted()).toEqual([
    ['e-mail', 'message/rfc822', addresses['e-mail']],
    ['letter', 'application/pdf', letter.recipient.join(', ')],
    ['registered-e-letter', 'application/pdf', letter.recipient.join(', ')],
    ['registered-letter', 'application/pdf', letter.recipient.join(', ')],
    ['sms', 'text/plain', '+33612345678'],
  ]);
  const text = rows.find((row) => row.channel === 'sms');
  expect(await openMail(tenantDb, text?.id ?? '', startOfTest)).toMatchObject({ text: 'You owe us 100.00 €.', read: true });
  const paper = rows.find((row) => row.channel === 'letter');
  expect((await rawMail(tenantDb, paper?.id ?? '', 'fr')).raw.toString()).toContain('Mise en demeure');
});

test('live, each channel takes its own way, opened once and closed with the run; by a channel nobody carries nothing leaves, and that fails', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const [sms, print] = [
    carrier('sms', () => ({ outcome: 'sent', reference: 'provider-1' })),
    carrier('print', () => ({ outcome: 'handed', reference: 'pile' })),
  ];
  const ids = await queue(8, (index) => ({
    channel: (['sms', 'letter', 'registered-letter', 'e-mail'] as const)[index % 4] ?? 'sms',
  }));
  const outcome = await sendQueue(
    tenantDb,
    testDelivery({ compose: composeAny, carriers: { sms: sms.open, letter: print.open }, makePdf }),
  );
  expect(outcome).toMatchObject({ sent: 4, handed: 2, failed: 2, queue: { sent: 4, handed: 2 } });
  expect([sms.closed(), print.closed()]).toEqual([1, 1]);
  expect(await Promise.all(ids.slice(0, 4).map((id) => stateOf(tenantDb, id)))).toMatchObject([
    { state: 'sent', transport: 'sms' },
    { state: 'handed', transport: 'print' },
    { state: 'failed', transport: null, reason: 'no-carrier' },
    // As long as there is no mail server at all, mail is rehearsed.
    { state: 'sent', transport: 'local' },
  ]);
  expect(sms.carried[0]).toMatchObject({ channel: 'sms', to: '+33612345678', text: 'You owe us 100.00 €.' });
  const [paper] = print.carried;
  expect(paper).toMatchObject({ channel: 'letter', to: { lines: letter.recipient }, subject: expect.any(String) });
  // The letter itself is kept: what was sent can be opened.
  expect(await bytesOf(tenantDb, paper && 'documentId' in paper ? paper.documentId : '')).toContain('Mise en demeure');
});

test.each([
  ['e-mail', 'not an address'],
  ['sms', '06 12 34 56 78'],
  ['letter', 'Menuiserie du Val'],
] as const)(
  'an address that the channel %s does not reach fails the message: its step is not done (T9, T69)',
  async (channel, address) => {
    const { tenantDb, queue } = await setUp();
    const [id] = await queue(1, () => ({ channel }));
    const heard = listening();
    const compose: Composer = async (tx, message, now) => {
      const composed = await composeAny(tx, message, now);
      return composed.kind === 'send' ? { ...composed, recipient: { address } } : composed;
    };
    expect(await sendQueue(tenantDb, testDelivery({ compose, makePdf, hooks: heard.hooks }))).toMatchObject({
      sent: 0,
      failed: 1,
    });
    expect(await stateOf(tenantDb, id)).toMatchObject({ state: 'failed', reason: 'bad-address' });
    expect(heard.sent).toEqual([]);
  },
);

test('the address is the one known when the message leaves, not the one of the day it was decided (T69)', async () => {
  const { tenantDb, customerId, queue } = await setUp({ live: true });
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  await tenantDb.run(sql`update customers.customer set email = 'faute@val.example' where id = ${customerId}`);
  await queue(1, () => ({ recipient: { address: 'faute@val.example' }, notBefore: later(10) }));
  await tenantDb.run(sql`update customers.customer set email = 'juste@val.example' where id = ${customerId}`);
  const compose: Composer = async (tx, message, now) => {
    const { email } = await tx.one<{ email: string }>(sql`select email from customers.customer where id = ${message.customerId}`);
    const composed = await plainComposer(tx, message, now);
    return composed.kind === 'send' ? { ...composed, recipient: { address: email } } : composed;
  };
  await sendQueue(tenantDb, testDelivery({ smtp, compose, now: () => later(11) }));
  expect(server.taken.map((mail) => mail.to)).toEqual([['juste@val.example']]);
  await smtp.close();
  await server.close();
});

async function printed(count: number) {
  const made = await setUp({ live: true });
  const print = carrier('print', () => ({ outcome: 'handed', reference: 'pile' }));
  const heard = listening();
  const ids = await made.queue(count, () => ({ channel: 'letter' }));
  const delivery = testDelivery({ compose: composeAny, carriers: { letter: print.open }, makePdf, hooks: heard.hooks });
  await sendQueue(made.tenantDb, delivery);
  return { ...made, ids, heard, print, delivery };
}

test('a printed letter has not left: its step is done the day somebody says it was posted (T35)', async () => {
  const { tenantDb, ids, heard } = await printed(3);
  expect(heard.sent).toEqual([]);
  const post = (some: readonly string[], on?: string) =>
    tenantDb.transaction((tx) => markPosted(tx, some, clerk, { hooks: heard.hooks, now: later(60 * 24), on }));
  expect(await post(ids.slice(0, 2), '2026-03-02')).toHaveLength(2);
  expect(heard.sent.map((message) => message.endedAt.toString())).toEqual(['2026-03-02T11:00:00Z', '2026-03-02T11:00:00Z']);
  // Said again, nothing is done again.
  expect(await post(ids)).toEqual([ids[2]]);
  expect(heard.sent).toHaveLength(3);
  expect(heard.sent.at(-1)?.endedAt.toString()).toBe(later(60 * 24).toString());
});

test('a letter said to be posted on a day to come has left now: its account is not spared until then', async () => {
  const { tenantDb, ids, heard } = await printed(1);
  await tenantDb.transaction((tx) => markPosted(tx, ids, clerk, { hooks: heard.hooks, now: later(5), on: '2099-01-01' }));
  expect(heard.sent.map((message) => message.endedAt.toString())).toEqual([later(5).toString()]);
});

test('a printed letter taken out of the pile does not leave; one posted cannot be taken out any more', async () => {
  const { tenantDb, ids, heard, print, delivery } = await printed(2);
  const out = (some: readonly string[]) =>
    tenantDb.transaction((tx) => takeOut(tx, some, clerk, { hooks: heard.hooks, now: later(5) }));
  expect(await out([ids[0] ?? ''])).toEqual([ids[0]]);
  expect(heard.notSent.map((message) => [message.id, message.reason])).toEqual([[ids[0], 'taken-out']]);
  await tenantDb.transaction((tx) => markPosted(tx, [ids[1] ?? ''], clerk, { hooks: heard.hooks, now: later(6) }));
  expect(await out(ids)).toEqual([]);
  await sendQueue(tenantDb, delivery);
  expect(print.carried).toHaveLength(2);
});

test('a killed worker: a letter on its way to the pile is printed anew, a text message handed to somebody is never sent again by itself (T30)', async () => {
  const { tenantDb, queue } = await setUp();
  const ids = await queue(3, (index) => ({ channel: (['letter', 'sms', 'registered-e-letter'] as const)[index] ?? 'sms' }));
  const session = await openSession(tenantDb);
  for (const [index, transport] of ['print', 'sms', 'registered'].entries())
    await tenantDb.run(sql`
      update messages.message set state = 'calling', transport = ${transport}, claimed_by = ${session.id}, lease_until = ${later(15).toString()} where id = ${ids[index] ?? null}
    `);
  await session.end();
  expect(await recoverLost(tenantDb, startOfTest, {})).toEqual({ requeued: 1, sent: 0, uncertain: 2 });
  expect((await Promise.all(ids.map((id) => stateOf(tenantDb, id)))).map((one) => one.state)).toEqual([
    'waiting',
    'uncertain',
    'uncertain',
  ]);
});

test('one carrier nobody answers at: its messages keep their turn, all others leave', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const sms = carrier('sms', () => ({ outcome: 'temporary', detail: 'nobody', unreachable: true }));
  await queue(60, (index) => ({ channel: index % 2 === 0 ? 'sms' : 'e-mail' }));
  const outcome = await sendQueue(tenantDb, testDelivery({ compose: composeAny, carriers: { sms: sms.open } }), {
    connections: 2,
  });
  expect(outcome).toMatchObject({ sent: 30, queue: { waiting: 30, sent: 30 } });
  expect(sms.carried.length).toBeLessThanOrEqual(4);
});

const invoice = async (tenantDb: TenantDatabase, bytes: Buffer, name = 'FA-1.pdf'): Promise<ToAttach> => {
  const [documentId = ''] = await tenantDb.transaction((tx) =>
    storeDocuments(tx, [{ name, mediaType: 'application/pdf', bytes }]),
  );
  return { kind: 'document', documentId, as: 'invoice', name };
};
const attaching =
  (...attachments: ToAttach[]): Composer =>
  async (tx, message, now) => {
    const composed = await plainComposer(tx, message, now);
    return composed.kind === 'send' ? { ...composed, attachments } : composed;
  };

test('what goes along is in the mail, is written down, and can be opened; a paper made for it is kept', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  // Over a megabyte: it is stored in pieces.
  const large = Buffer.concat([Buffer.from('%PDF-1.7 '), Buffer.alloc(1_500_000, 'x')]);
  const compose = attaching(await invoice(tenantDb, large, 'Facture été.pdf'), {
    kind: 'made',
    as: 'statement',
    name: 'releve.pdf',
    template: 'statement',
    data: { of: 'Menuiserie du Val' },
  });
  const [id = ''] = await queue(1);
  expect(await sendQueue(tenantDb, testDelivery({ smtp, compose, makePdf }))).toMatchObject({ sent: 1 });
  const mail = await PostalMime.parse(server.taken[0]?.raw ?? '');
  expect(mail.attachments.map((file) => [file.filename, file.mimeType])).toEqual([
    ['Facture été.pdf', 'application/pdf'],
    ['releve.pdf', 'application/pdf'],
  ]);
  expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer).equals(large)).toBe(true);
  const view = await messageView(tenantDb, id, 'fr');
  expect(view.attachments).toEqual([
    {
      place: 1,
      kind: 'invoice',
      name: 'Facture été.pdf',
      mediaType: 'application/pdf',
      bytes: large.length,
      kept: true,
      copyMark: null,
    },
    {
      place: 2,
      kind: 'statement',
      name: 'releve.pdf',
      mediaType: 'application/pdf',
      bytes: expect.any(Number),
      kept: true,
      copyMark: null,
    },
  ]);
  expect(await bytesOf(tenantDb, (await attachmentFile(tenantDb, id, 2, 'fr')).documentId)).toContain('Menuiserie du Val');
  await smtp.close();
  await server.close();
});

test('a mail too large with its attachments does not leave without them: it fails, and a person is told', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  await tenantDb.transaction((tx) => changeSetting(tx, 'mail.maxBytes', 100_000, clerk));
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  const heard = listening();
  const [id] = await queue(1);
  const compose = attaching(await invoice(tenantDb, Buffer.alloc(80_000, 'x')));
  expect(await sendQueue(tenantDb, testDelivery({ smtp, compose, hooks: heard.hooks }))).toMatchObject({ sent: 0, failed: 1 });
  expect(await stateOf(tenantDb, id)).toMatchObject({ state: 'failed', reason: 'too-large' });
  expect([server.taken.length, heard.sent.length, heard.notSent.length]).toEqual([0, 0, 1]);
  await smtp.close();
  await server.close();
});

test('a paper that cannot be made, or an invoice that is gone, puts its message off and no other; made again, the former goes', async () => {
  const { tenantDb, queue } = await setUp();
  const ids = await queue(4);
  const gone: ToAttach = { kind: 'document', documentId: uuidv7(), as: 'invoice', name: 'x.pdf' };
  const statement: ToAttach = { kind: 'made', as: 'statement', name: 'r.pdf', template: 'statement', data: {} };
  const compose: Composer = (tx, message, now) =>
    attaching(...(message.id === ids[0] ? [gone] : message.id === ids[1] ? [statement] : []))(tx, message, now);
  const broken = () => Promise.reject(new Error('the press is broken'));
  expect(await sendQueue(tenantDb, testDelivery({ compose, makePdf: broken }))).toMatchObject({ sent: 2, postponed: 2 });
  const { detail } = await tenantDb.one<{ detail: string }>(
    sql`select detail from messages.attempt where message_id = ${ids[1] ?? null}`,
  );
  expect(detail).toBe('the press is broken');
  // Made, kept, and then the server was busy: the next try's paper takes the place of the first one's.
  await goLive(tenantDb);
  const answers = [{ code: 450 }];
  const server = await mailServer(() => answers.pop());
  const smtp = smtpTransport(server.url);
  const [busy] = await queue(1, () => ({ notBefore: later(2) }));
  const again: Composer = (tx, message, now) => attaching(...(message.id === busy ? [statement] : []))(tx, message, now);
  await tenantDb.run(sql`update messages.message set state = 'cancelled' where state = 'waiting' and id <> ${busy ?? null}`);
  await sendQueue(tenantDb, testDelivery({ smtp, compose: again, makePdf, now: () => later(2) }));
  expect(await sendQueue(tenantDb, testDelivery({ smtp, compose: again, makePdf, now: () => later(60) }))).toMatchObject({
    sent: 1,
  });
  expect(await tenantDb.one(sql`select count(*)::int as papers from platform.document`)).toEqual({ papers: 1 });
  await smtp.close();
  await server.close();
});

test('a second reminder of the same items continues the conversation of the first; about others, or to somebody else, it does not', async () => {
  const { tenantDb, queue } = await setUp({ live: true });
  const server = await mailServer();
  const smtp = smtpTransport(server.url);
  const [itemId, other] = [uuidv7(), uuidv7()];
  const about =
    (item: string, address = 'compta@val.example'): Composer =>
    async (tx, message, now) => {
      const composed = await plainComposer(tx, message, now);
      return composed.kind === 'send'
        ? { ...composed, recipient: { address }, items: [{ itemId: item, openMinor: 100_00n, daysLate: 12 }] }
        : composed;
    };
  let minute = 0;
  const say = async (compose: Composer) => {
    minute += 1;
    await queue(1);
    await sendQueue(tenantDb, testDelivery({ smtp, compose, now: () => later(minute) }));
    const raw = server.taken.at(-1)?.raw ?? '';
    const { messageId, inReplyTo, references } = await PostalMime.parse(raw);
    return { messageId, inReplyTo, references };
  };
  const first = await say(about(itemId));
  expect([first.inReplyTo, first.references]).toEqual([undefined, undefined]);
  const second = await say(about(itemId, 'Compta@VAL.example'));
  expect([second.inReplyTo, second.references]).toEqual([first.messageId, first.messageId]);
  const third = await say(about(itemId));
  expect([third.inReplyTo, third.references]).toEqual([second.messageId, `${first.messageId} ${second.messageId}`]);
  expect((await say(about(other))).references).toBeUndefined();
  expect((await say(about(itemId, 'autre@val.example'))).references).toBeUndefined();
  await smtp.close();
  await server.close();
});

test('what the other side says afterwards is written once however often it is told, the latest shown, and comes back to whoever listens (T37)', async () => {
  const { tenantDb, queue } = await setUp();
  const [id = ''] = await queue(1);
  await sendQueue(tenantDb, testDelivery());
  const heard = listening();
  const tell = (state: string, at: Temporal.Instant) =>
    tenantDb.transaction((tx) => recordDelivery(tx, { messageId: id, state, at, detail: '5.1.1' }, heard.hooks));
  await tell('bounced', later(9));
  await tell('bounced', later(9));
  await tell('delayed', later(3));
  const view = await messageView(tenantDb, id, 'fr');
  expect(view.deliveryState).toBe('bounced');
  expect(view.deliveries.map((one) => one.state)).toEqual(['delayed', 'bounced']);
  expect(heard.told.map((one) => [one.messageId, one.state])).toEqual([
    [id, 'bounced'],
    [id, 'delayed'],
  ]);
  await tenantDb.transaction((tx) => recordDelivery(tx, [], heard.hooks));
});
