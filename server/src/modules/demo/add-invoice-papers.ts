import { formatDay, formatMoney, type Language, textsIn } from '@quitus/texts';
import { systemActor } from '../../kernel/actor.ts';
import type { Day } from '../../kernel/days.ts';
import { toDecimal } from '../../kernel/money.ts';
import { sql, type TenantDatabase } from '../../platform/database/index.ts';
import { addDocument } from '../documents/index.ts';
import { shortPdf } from './short-pdf.ts';

type Row = {
  id: string;
  number: string;
  issueOn: Day;
  dueOn: Day;
  amountMinor: bigint;
  currency: string;
  customer: string;
  legalName: string;
  iban: string | null;
};
const papers = 40;

/** Gives the invoices reminded of last a paper of their own, so that they can be looked at and sent again. */
export async function addInvoicePapers(db: TenantDatabase, language: Language): Promise<void> {
  const words = textsIn(language).demo;
  const rows = await db.rows<Row>(sql`
    select item.id, item.number, item.issue_on as "issueOn", item.due_on as "dueOn", item.amount_minor as "amountMinor", item.currency,
      customer.name as customer, entity.legal_name as "legalName", entity.iban
    from (
      select message_item.item_id, max(message.sent_at) as sent_at
      from messages.message_item
      join messages.message on message.tenant_id = message_item.tenant_id and message.id = message_item.message_id
      where message.kind = 'reminder' and message.state = 'sent'
      group by message_item.item_id
    ) as reminded
    join receivables.item on item.id = reminded.item_id
    join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id
    join identity.entity on entity.tenant_id = item.tenant_id and entity.id = item.entity_id
    where item.kind = 'invoice' and item.open_minor > 0
    order by reminded.sent_at desc, item.number
    limit ${papers}
  `);
  const made = await Promise.all(rows.map(async (row) => ({ row, bytes: Buffer.from(await shortPdf(linesOf(row, language))) })));
  const by = systemActor(words.author);
  await db.transaction(async (tx) => {
    for (const { row, bytes } of made) {
      const file = { name: `${words.paper.title(row.number)}.pdf`, mediaType: 'application/pdf', bytes };
      await addDocument(tx, [row.id], { ...file, kind: 'invoice' }, by);
    }
  });
}

function linesOf(row: Row, language: Language): string[] {
  const { paper } = textsIn(language).demo;
  return [
    paper.title(row.number),
    `${paper.from} : ${row.legalName}`,
    `${paper.to} : ${row.customer}`,
    '',
    `${paper.issued} : ${formatDay(language, row.issueOn)}`,
    `${paper.due} : ${formatDay(language, row.dueOn)}`,
    `${paper.total} : ${formatMoney(language, toDecimal(row.amountMinor, row.currency), row.currency)}`,
    ...(row.iban === null ? [] : [`${paper.account} : ${row.iban}`]),
    '',
    paper.made,
  ];
}
