import { formatDay, type Language, textsIn } from '@quitus/texts';
import { addDays, type Day } from '../../../kernel/days.ts';
import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { readSettings } from '../../identity/index.ts';
import { sendingMode } from '../../messages/index.ts';
import { recipientsOf } from '../collection-contact.ts';
import { type HeldBack, heldBack, type InvoiceLack, receivers, unsentInvoices } from './unsent-invoices.ts';

type Unsent = {
  readonly itemId: string;
  readonly route: 'e-mail' | 'letter' | 'portal';
  readonly portal: string | null;
  readonly lacks: readonly InvoiceLack[];
  readonly heldBack: HeldBack | null;
  /** A person's yes, or their deposit, is asked for since that day. */
  readonly askedOn: Day | null;
};

/** Why each unsent invoice among the items has not left, and what happens next, in words: what the next run will do, not a second opinion. `among` is a condition on `item`. */
export async function whyUnsent(
  db: Queryable,
  among: Sql,
  { entityId, on, language }: { readonly entityId: string; readonly on: Day; readonly language: Language },
): Promise<Map<string, readonly string[]>> {
  const { leaves, unmet } = await sendingMode(db);
  const rows = await db.rows<Unsent>(sql`
    with invoice as materialized (${unsentInvoices(among)}),
    receiver as (${recipientsOf(receivers(sql`invoice`))})
    select invoice.item_id as "itemId", invoice.route, invoice.portal,
      invoice.lacks || case when receiver.problem is null then '{}'::text[] else array['address'] end as lacks,
      ${heldBack(sql`invoice.item_id`, unmet.length > 0 ? sql`false` : leaves)} as "heldBack",
      (
        select action.planned_on from dunning.action_item
        join dunning.action on action.tenant_id = action_item.tenant_id and action.id = action_item.action_id
        where action_item.item_id = invoice.item_id and action.kind = 'invoice'
          and (action.state = 'to-confirm' or (action.state = 'to-do' and action.reason ->> 'code' = 'invoice-portal'))
        limit 1
      ) as "askedOn"
    from invoice
    left join receiver on receiver.key = invoice.customer_id || '/' || invoice.route
  `);
  if (rows.length === 0) return new Map();
  const how = (await readSettings(db))['invoices.send'];
  const { ran } = await db.one<{ ran: boolean }>(
    sql`select exists (select from dunning.run where run.entity_id = ${entityId}::uuid and run.run_on >= ${on}::date) as ran`,
  );
  const nextRun = ran ? addDays(on, 1) : on;
  return new Map(rows.map((row) => [row.itemId, sentencesOf(row, { how, nextRun, language })]));
}

function sentencesOf(
  { route, portal, lacks, heldBack: held, askedOn }: Unsent,
  {
    how,
    nextRun,
    language,
  }: { readonly how: 'off' | 'to-confirm' | 'automatic'; readonly nextRun: Day; readonly language: Language },
): string[] {
  const words = textsIn(language).unsentInvoices.item;
  const day = formatDay(language, nextRun);
  if (held === 'on-its-way' || held === 'not-delivered' || held === 'passed-over') return [words[held]];
  if (how === 'off') return [words.off];
  if (lacks.length > 0) return lacks.map((lack) => words.lacks[lack]);
  if (held === 'rehearsed') return [words.rehearsed];
  if (askedOn !== null) return [route === 'portal' ? words.awaitsDeposit(portal) : words.awaitsYes(formatDay(language, askedOn))];
  return [route === 'portal' ? words.depositWith(day) : how === 'automatic' ? words.leavesWith(day) : words.askedWith(day)];
}
