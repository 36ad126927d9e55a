import { mailLimits } from '@quitus/formats';
import { type Database, sql } from '../../../platform/database/index.ts';
import { takeIn } from '../intake/take-in.ts';
import type { ReplyNeighbours } from '../neighbours.ts';
import { refuse } from '../refusals.ts';
import { isHook, tenantOfToken } from './mailbox-store.ts';

const mostAMinute = 240;

/** Takes a mail that a mail server hands over with the tenant's token. Refuses an unknown token, too many in a minute, nothing at all, and what no mail server should hold. */
export async function takeHanded(
  database: Database,
  token: string,
  body: AsyncIterable<Uint8Array>,
  neighbours: ReplyNeighbours,
): Promise<boolean> {
  const tenantId = tenantOfToken(token);
  const db = tenantId === undefined ? undefined : database.tenant(tenantId);
  if (!db || !(await isHook(db, token))) throw refuse('reply.hook-unknown');
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::int as count from replies.mail
    where source = 'hook' and received_at > ${neighbours.now().subtract({ minutes: 1 }).toString()}::timestamptz
  `);
  // The mail server keeps it and comes again: nothing is lost.
  if (count >= mostAMinute) throw refuse('reply.too-many');
  const raw = await readAll(body);
  if (isBlank(raw)) throw refuse('reply.empty');
  return (await takeIn(db, raw, 'hook', neighbours)).created;
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece);
    size += piece.length;
    if (size > mailLimits.bytes) throw refuse('reply.too-large', { megabytes: Math.round(mailLimits.bytes / 1024 / 1024) });
  }
  return Buffer.concat(pieces);
}

// A mail has a header at least: blanks alone are a mail server's script gone wrong, and would be kept as somebody's mail.
function isBlank(raw: Buffer): boolean {
  return raw.every((byte) => byte <= 0x20);
}
