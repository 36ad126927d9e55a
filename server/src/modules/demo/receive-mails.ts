import type { Day } from '../../kernel/days.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { listEntities } from '../identity/index.ts';
import { type ReplyNeighbours, takeIn } from '../replies/index.ts';
import { rawBounce, rawMail } from './incoming-mail.ts';
import { shortPdf } from './short-pdf.ts';
import { type Correspondent, type Letter, letters, strangers } from './what-customers-write.ts';

const remindedWithinDays = 150;

/** Lets customers who were reminded lately answer by mail, through the door every mail comes in by. Answers how many mails came. */
export async function receiveMails(db: TenantDatabase, neighbours: ReplyNeighbours, today: Day): Promise<number> {
  const [entity] = await listEntities(db);
  const { email: to } = await db.one<{ email: string | null }>(
    sql`select email from identity.entity where id = ${entity?.id ?? null}`,
  );
  if (to === null) return 0;
  const known = await correspondents(db, today);
  const raws: ((at: Temporal.Instant) => Uint8Array | Promise<Uint8Array>)[] = [];
  // Those of several invoices choose first: fewer customers can write them.
  const writers = new Map(letters.toSorted((a, b) => b.items - a.items).map((letter) => [letter, taken(known, letter)]));
  for (const letter of letters) {
    const by = writers.get(letter);
    if (by) raws.push((at) => written(letter, by, { to, at, today }));
  }
  for (const stranger of strangers) {
    const near = known.shift();
    if (near) raws.push((at) => rawMail({ from: stranger.from, to, subject: stranger.subject, text: stranger.text(near), at }));
  }
  const gone = known.shift();
  if (gone) raws.push((at) => rawBounce({ ...gone, to, at }));
  // The last of the list came first, over the last hours before now.
  for (const [index, raw] of [...raws.entries()].toReversed()) {
    const at = neighbours.now().subtract({ minutes: 12 + index * 31 });
    await takeIn(db, await raw(at), 'hook', { ...neighbours, now: () => at });
  }
  return raws.length;
}

// Whoever it fits first, and each writes once. When nobody abroad is left, a French company has its accounts kept abroad.
function taken(known: Correspondent[], letter: Letter): Correspondent | undefined {
  const able = known.filter((one) => one.items.length >= letter.items);
  const by = able.find((one) => one.language === letter.language) ?? (letter.language === 'en' ? able.at(-1) : undefined);
  if (!by) return undefined;
  known.splice(known.indexOf(by), 1);
  return { ...by, language: letter.language };
}

async function written(
  letter: Letter,
  by: Correspondent,
  { to, at, today }: { readonly to: string; readonly at: Temporal.Instant; readonly today: Day },
): Promise<Uint8Array> {
  const name = by.contact ?? by.name;
  const text = letter.text(by, today);
  const regards = by.language === 'fr' ? 'Cordialement,' : 'Kind regards,';
  const wrote = by.language === 'fr' ? `Le service clients <${to}> a écrit :` : `Accounts <${to}> wrote:`;
  return rawMail({
    from: { name, address: by.address },
    to,
    subject: letter.subject?.(by.subject) ?? `Re: ${by.subject}`,
    text: `${text}\n\n${regards}\n${name}\n${by.name}\n${letter.automatic ? '' : `\n${wrote}\n> ${by.subject}\n`}`,
    at,
    answers: by.messageId,
    automatic: letter.automatic,
    ...(letter.file
      ? { file: { name: letter.file, mediaType: 'application/pdf', bytes: await shortPdf([by.name, '', ...text.split('\n')]) } }
      : {}),
  });
}

/** Those who got a reminder in the last months about something still late, nothing of which is held for another reason. */
function correspondents(db: TenantDatabase, today: Day): Promise<Correspondent[]> {
  return db
    .rows<Correspondent>(sql`
    select reminded."customerId", reminded.name, reminded.language, reminded.contact, reminded.address, reminded."messageId", reminded.subject,
      reminded.currency, owed.items
    from (
      select distinct on (message.customer_id) message.id, message.customer_id as "customerId", customer.name, customer.code,
        -- Abroad they write English, whatever they are written to in.
        case when customer.country = 'FR' then 'fr' else 'en' end as language,
        message.recipient_name as contact, message.recipient_address as address, message.message_id_header as "messageId", message.subject, message.currency,
        message.sent_at
      from messages.message
      join customers.customer on customer.tenant_id = message.tenant_id and customer.id = message.customer_id
      where message.kind = 'reminder' and message.channel = 'e-mail' and message.state = 'sent' and message.sent_at > ${today}::date - ${remindedWithinDays}::int
        and not exists (
          select from holds.hold where hold.tenant_id = message.tenant_id and hold.customer_id = message.customer_id and hold.released_at is null
        )
      order by message.customer_id, message.sent_at desc
    ) as reminded
    join lateral (
      select jsonb_agg(jsonb_build_object('number', item.number, 'openMinor', item.open_minor::text, 'dueOn', item.due_on) order by item.due_on, item.number) as items
      from messages.message_item
      join receivables.item on item.tenant_id = message_item.tenant_id and item.id = message_item.item_id
      where message_item.message_id = reminded.id and item.open_minor > 0 and item.due_on < ${today}::date
    ) as owed on owed.items is not null
    order by reminded.sent_at desc, reminded.code
  `)
    .then((rows) =>
      rows.map((row) => ({ ...row, items: row.items.map((item) => ({ ...item, openMinor: BigInt(item.openMinor) })) })),
    );
}
