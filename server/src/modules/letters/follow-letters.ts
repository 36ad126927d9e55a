import { createHash } from 'node:crypto';
import { systemActor } from '../../kernel/actor.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { storeDocuments } from '../../platform/documents/index.ts';
import { defineJob, type Job } from '../../platform/jobs/index.ts';
import { type LetterChannel, type NewDelivery, type OutboxHooks, recordDelivery, resolveMessage } from '../messages/index.ts';
import { letterProviderOf, type LetterHouse } from './providers/carry.ts';
import type { LetterProvider, Told } from './providers/letter-provider.ts';
import { lastWords } from './registered-list.ts';

export const followLettersKind = 'letters.follow';
const everyMinutes = 30;
// Paper comes back after weeks, a registered e-letter is kept fifteen days; then nobody says anything any more.
const followedDays = 90;
const askedARun = 300;
// A letter handed over a moment ago may not stand in their list yet.
const lostForMinutes = 15;
// After its last word a proof may take days to be scanned.
const proofDays = 20;

type Followed = {
  id: string;
  channel: LetterChannel;
  state: 'sent' | 'uncertain';
  reference: string | null;
  finishedAt: Temporal.Instant;
};
export type FollowOutcome = { readonly asked: number; readonly told: number; readonly found: number };

/** Asks providers what became of letters: those not asked for longest first. What is said is written down with its proof, at once, for nobody keeps it for us for ever (CPCE R53-3: a year). */
export async function followLetters(
  db: TenantDatabase,
  house: LetterHouse,
  more: { readonly hooks: OutboxHooks; readonly signal?: AbortSignal | undefined },
): Promise<FollowOutcome> {
  const providers = new Map<LetterChannel, Promise<LetterProvider | undefined>>();
  const counts = { asked: 0, told: 0, found: 0 };
  for (const letter of await followed(db, house.now())) {
    if (more.signal?.aborted) break;
    if (!providers.has(letter.channel)) providers.set(letter.channel, letterProviderOf(db, letter.channel, house));
    const provider = await providers.get(letter.channel);
    if (!provider) continue;
    counts.asked += 1;
    await db.run(sql`
      insert into letters.asked (tenant_id, message_id, asked_at) values (${db.tenantId}, ${letter.id}, ${house.now().toString()})
      on conflict (tenant_id, message_id) do update set asked_at = excluded.asked_at
    `);
    if (letter.state === 'uncertain') counts.found += await settle(db, provider, letter, house, more.hooks);
    else if (letter.reference) counts.told += await takeWhatIsTold(db, provider, letter.id, letter.reference, more.hooks);
  }
  return counts;
}

/** The job; it asks for itself again. */
export function followLettersJob(house: LetterHouse, hooks: OutboxHooks): Job {
  return defineJob(followLettersKind, async ({ db, now, signal }) => {
    await followLetters(db, house, { hooks, signal });
    return { again: now().add({ minutes: everyMinutes }) };
  });
}

function followed(db: TenantDatabase, now: Temporal.Instant): Promise<Followed[]> {
  return db.rows<Followed>(sql`
    select message.id, message.channel, message.state, message.provider_reference as reference, message.finished_at as "finishedAt"
    from messages.message
    left join letters.asked on asked.tenant_id = message.tenant_id and asked.message_id = message.id
    where message.transport in ('post', 'registered') and message.state in ('sent', 'uncertain')
      and message.finished_at >= ${now.subtract({ hours: followedDays * 24 }).toString()}::timestamptz
      and (message.delivery_state is null or message.delivery_state <> all(${[...lastWords]}::text[])
        or message.delivery_at >= ${now.subtract({ hours: proofDays * 24 }).toString()}::timestamptz)
    order by asked.asked_at nulls first, message.finished_at
    limit ${askedARun}
  `);
}

// The outcome was lost: the provider knows whether it has the letter. Only its yes, or its whole list without ours, is an answer.
async function settle(
  db: TenantDatabase,
  provider: LetterProvider,
  letter: Followed,
  { now }: LetterHouse,
  hooks: OutboxHooks,
): Promise<number> {
  const since = letter.finishedAt;
  const found = await provider.find(letter.id, since);
  if (found.kind === 'unknown') return 0;
  if (found.kind === 'absent' && Temporal.Instant.compare(now(), since.add({ minutes: lostForMinutes })) < 0) return 0;
  const left = found.kind === 'found';
  await db.transaction(async (tx) => {
    // A person may have answered meanwhile.
    const still = await tx.maybe(sql`select from messages.message where id = ${letter.id} and state = 'uncertain' for update`);
    const answer = { left, reference: left ? found.reference : undefined };
    if (still) await resolveMessage(tx, letter.id, answer, systemActor('letters'), { hooks, now: now() });
  });
  return 1;
}

async function takeWhatIsTold(
  db: TenantDatabase,
  provider: LetterProvider,
  messageId: string,
  reference: string,
  hooks: OutboxHooks,
): Promise<number> {
  const answer = await provider.told(reference);
  if (!answer) return 0;
  const known = await db.rows<{ state: string; at: Temporal.Instant; proof: boolean }>(sql`
    select state, happened_at as at, document_id is not null as proof from messages.delivery_event where message_id = ${messageId}
  `);
  const isKnown = (one: Told): boolean => known.some((event) => event.state === one.state && event.at.equals(one.at));
  const hasProof = (one: Told): boolean => known.some((event) => event.state === one.state && event.proof);
  const news: NewDelivery[] = [];
  for (const one of answer.told) {
    const proof = one.proofUrl !== undefined && !hasProof(one) ? await provider.proof(one.proofUrl) : undefined;
    if (isKnown(one) && !proof) continue;
    // A proof that came later is told again, a second after, so that it stands beside what it proves.
    const at = isKnown(one) ? one.at.add({ seconds: 1 }) : one.at;
    news.push({
      messageId,
      state: one.state,
      at,
      detail: detailOf(one, proof?.bytes),
      ...(proof ? { documentId: await keep(db, one, messageId, proof) } : {}),
    });
  }
  if (news.length > 0) await db.transaction((tx) => recordDelivery(tx, news, hooks));
  return news.length;
}

// The fingerprint stands beside the proof, so that both can be compared years later.
function detailOf(one: Told, proof: Uint8Array | undefined): string {
  return proof ? `${one.detail} · SHA-256 ${createHash('sha256').update(proof).digest('hex')}` : one.detail;
}

async function keep(
  db: TenantDatabase,
  one: Told,
  messageId: string,
  proof: { readonly bytes: Uint8Array; readonly mediaType: string },
): Promise<string> {
  const ids = await db.transaction((tx) => storeDocuments(tx, [{ name: `${messageId}-${one.state}.pdf`, ...proof }]));
  return ids[0] ?? '';
}
