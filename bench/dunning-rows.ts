import { systemActor } from '../server/src/kernel/actor.ts';
import { addDays } from '../server/src/kernel/days.ts';
import { composeReminder, confirmActions, reminderHooks, runDaily } from '../server/src/modules/dunning/index.ts';
import { changeSetting } from '../server/src/modules/identity/index.ts';
import {
  createSender,
  queueTotals,
  renewDkim,
  sendQueue,
  smtpTransport,
  type Transport,
} from '../server/src/modules/messages/index.ts';
import type { TenantDatabase } from '../server/src/platform/database/index.ts';
import { keyringOf } from '../server/src/platform/secrets/index.ts';
import { type Measure, timed } from './measure.ts';
import { today } from './company.ts';
import { type Sink, startSink } from './sink.ts';

const actor = systemActor('bench');
const now = Temporal.Instant.from('2026-11-20T08:00:00Z');
// As a company with a mail server of its own may set it.
const connections = 30;
const count = (value: number): string => value.toLocaleString('en');

/** The daily run, the same day again, and the next morning while nobody decided anything. */
export async function measureDunning(tenant: TenantDatabase, open: number): Promise<Measure[]> {
  const size = `${count(open)} open items`;
  await leaveAtOnce(tenant);
  const first = await timed(() => runDaily(tenant, { date: today, actor, now }));
  const second = await timed(() => runDaily(tenant, { date: today, actor, now }));
  const tomorrow = await timed(() => runDaily(tenant, { date: addDays(today, 1), actor, now: now.add({ hours: 24 }) }));
  const { evaluated } = first.answer;
  const made = ({ answer }: typeof first): number => answer.messages + answer.toConfirm + answer.tasks;
  return [
    {
      work: 'daily run',
      size,
      ms: first.ms,
      target: '≤ 20 s',
      met: first.ms <= 20_000,
      note: `${count(evaluated)} evaluated, ${count(made(first))} actions`,
    },
    {
      work: 'daily run, again the same day',
      size,
      ms: second.ms,
      target: '≤ 2 s, nothing new',
      met: second.ms <= 2000 && made(second) === 0,
      note: `${made(second)} new`,
    },
    {
      work: 'daily run, the next morning',
      size,
      ms: tomorrow.ms,
      target: '≤ 20 s',
      met: tomorrow.ms <= 20_000,
      note: `${count(made(tomorrow))} new beside ${count(made(first))} undecided`,
    },
  ];
}

// What a bench may not wait for: a person's recall time, office hours, the ramp to live sending.
async function leaveAtOnce(tenant: TenantDatabase): Promise<void> {
  const settings = {
    'sending.mode': 'live',
    'golive.waive': 'yes',
    'recall.minutes': 0,
    'mail.connections': connections,
    'contact.window': 'always',
    'run.maxMessages': 10_000_000,
    'run.breaker': 'off',
    'freshness.hours': 'off',
  };
  await tenant.transaction(async (tx) => {
    for (const [key, value] of Object.entries(settings)) await changeSetting(tx, key, value, actor);
  });
}

const keyring = keyringOf('the key of a bench, known to everybody');

/**
 * Reminders confirmed, written and handed to a mail server, each once, then others signed; beside the same number of ready mails thrown at the same server.
 * One morning of the largest company has some thirty thousand: as many mornings as it takes, a week apart, each run and confirmed before the clock starts.
 */
export async function measureSending(tenant: TenantDatabase, atMost: number): Promise<Measure[]> {
  const mornings = morningsOf(tenant);
  const plain = await sendingOf(tenant, mornings, atMost, { work: 'reminders written and handed to SMTP', perSecond: 400 });
  await signAll(tenant);
  const signed = await sendingOf(tenant, mornings, Math.ceil(atMost / 4), {
    work: 'reminders signed by DKIM and handed to SMTP',
    perSecond: 200,
  });
  return [plain, signed];
}

// Beyond these a company has nobody left to remind.
const mostMornings = 8;

/** The morning whose messages wait, and the next ones: each with what is decided on it in the queue. Ends when there are no more. */
async function* morningsOf(tenant: TenantDatabase): AsyncGenerator<Temporal.Instant> {
  for (let week = 0; week < mostMornings; week += 1) {
    const morning = now.add({ hours: 24 * 7 * week });
    if (week > 0) await runDaily(tenant, { date: addDays(today, 7 * week), actor, now: morning });
    await confirmActions(tenant, { all: true }, { actor, now: morning });
    while ((await queueTotals(tenant)).waiting > 0) {
      const before = (await queueTotals(tenant)).waiting;
      yield morning.add({ minutes: 1 });
      // What is put off to another day stays.
      if ((await queueTotals(tenant)).waiting === before) break;
    }
  }
}

type Sent = { ms: number; sent: number; cancelled: number; failed: number };

async function sendingOf(
  tenant: TenantDatabase,
  mornings: AsyncGenerator<Temporal.Instant>,
  limit: number,
  aim: { readonly work: string; readonly perSecond: number },
): Promise<Measure> {
  const sink = await startSink();
  const smtp = smtpTransport(sink.url);
  const all: Sent = { ms: 0, sent: 0, cancelled: 0, failed: 0 };
  while (all.sent < limit) {
    const morning = await mornings.next();
    if (morning.done) break;
    const delivery = {
      smtp,
      keyring: () => Promise.resolve(keyring),
      composers: { reminder: composeReminder, byHand: () => Promise.reject(new Error('nothing is written by hand in a bench')) },
      hooks: reminderHooks,
      now: () => morning.value,
    };
    const { ms, answer } = await timed(() => sendQueue(tenant, delivery, { limit: limit - all.sent }));
    all.ms += ms;
    all.sent += answer.sent;
    all.cancelled += answer.cancelled;
    all.failed += answer.failed + answer.uncertain;
  }
  await smtp.close();
  const taken = await sink.stop();
  const perSecond = Math.round((all.sent / all.ms) * 1000);
  const limitMs = await bareSending(all.sent);
  return {
    work: aim.work,
    size: `${count(all.sent)} messages`,
    ms: all.ms,
    limitMs,
    limit: 'ready mails to a bare sink',
    target: `≥ ${aim.perSecond}/s, none lost or doubled`,
    met: perSecond >= aim.perSecond && taken.mails === all.sent && taken.different === all.sent,
    note: `${count(perSecond)}/s, ${count(taken.mails)} arrived, ${count(all.failed)} failed, ${count(all.cancelled)} cancelled`,
  };
}

/** One shared mailbox for everything, with a key of its own. */
function signAll(tenant: TenantDatabase): Promise<void> {
  const by = { actor, keyring, allow: [] };
  return tenant.transaction(async (tx) => {
    const id = await createSender(tx, { name: 'Atelier Sorbier', address: 'accounts@sorbier.example', isDefault: true }, by);
    await renewDkim(tx, id, {}, by);
  });
}

async function bareSending(mails: number): Promise<number> {
  const sink: Sink = await startSink();
  const smtp = smtpTransport(sink.url);
  let next = 0;
  const line = async (transport: Transport): Promise<void> => {
    while (next < mails) {
      const id = `${(next += 1)}@bench.example`;
      await transport.deliver({
        channel: 'e-mail',
        mail: {
          messageId: id,
          messageIdHeader: `<${id}>`,
          from: { name: 'Atelier Sorbier', address: 'accounts@sorbier.example' },
          to: { name: 'Accounts', address: 'accounts@debtor.example' },
          copies: [],
          subject: 'A mail',
          text: 'A line of text.\n'.repeat(20),
          html: null,
          inReplyTo: null,
          automatic: true,
          date: now,
        },
      });
    }
  };
  const { ms } = await timed(() => Promise.all(Array.from({ length: connections }, () => line(smtp))));
  await smtp.close();
  await sink.stop();
  return ms;
}
