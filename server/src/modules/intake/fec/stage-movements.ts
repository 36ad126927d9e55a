import { sql, type Sql, type Transaction } from '../../../platform/database/index.ts';
import { dueDateUnder } from '../../customers/index.ts';
import type { BooksContext } from './fec-context.ts';

/** Piece number, else the label, else the entry: what a person would call the item. A piece of dashes or zeros is none. */
export const numberOf = sql`left(case
  when line.piece ~ '[1-9[:alpha:]]' then line.piece
  when line.label ~ '[1-9[:alpha:]]' then line.label
  else line.journal || ' ' || line.entry
end, 100)`;

const issueOn = sql`coalesce(line.piece_on, line.entry_on)`;

/** What a customer line is, from the account it stands on, the journal that posts it and its sign. */
const kindOf = sql`(case
  when line.ledger_class = 'draft' and line.amount > 0 then 'draft'
  when line.nature = 'sales' then case when line.amount > 0 then 'invoice' else 'credit-note' end
  when line.nature = 'bank' and line.amount < 0 then 'payment'
  when line.amount > 0 then 'debit'
  else 'credit'
end)`;

/** Joins what due dates are computed from; the customer's own terms win over the entity's default. */
export function termsJoin(tx: Transaction, entityId: string): Sql {
  return sql`
    join customers.customer on customer.tenant_id = ${tx.tenantId} and customer.id = line.customer_id
    join identity.entity on entity.tenant_id = ${tx.tenantId} and entity.id = ${entityId}
    left join customers.payment_terms as terms on terms.tenant_id = ${tx.tenantId} and terms.id = coalesce(customer.terms_id, entity.default_terms_id)
  `;
}

/** The due date of a debit: in the customer's terms when a person accepted them, else as the label says, else inferred. A credit is due when it is made. */
export function dueOf(day: Sql): { readonly on: Sql; readonly inferred: Sql } {
  const agreed = sql`(customer.terms_id is not null and customer.terms_confirmed)`;
  return {
    on: sql`(case when line.retention then null when line.amount < 0 then ${day}
      when line.due_on is not null and not ${agreed} then line.due_on
      else coalesce(${dueDateUnder(day)}, ${day} + 30) end)`,
    inferred: sql`(line.amount > 0 and not line.retention and not ${agreed})`,
  };
}

/** Turns the movements of `fec_line` (openings apart) into rows of `item_load`. */
export async function stageMovements(tx: Transaction, context: BooksContext): Promise<void> {
  const due = dueOf(issueOn);
  await tx.run(sql`
    insert into item_load (line, item_id, known, customer_id, document_id, source, source_key, kind, ledger_class, number, label, issue_on, due_on,
      due_inferred, booked_on, currency, amount_minor, document_currency, document_amount_minor, retention, journal, letter, group_key, custom)
    select line.line, coalesce(line.item_id, uuidv7()), line.item_id is not null, line.customer_id,
      -- The lines of one entry and piece are one document; without a number or a piece a line stands alone.
      case when line.numbered or line.piece <> ''
        then md5(${context.entityId} || line.entry_key || '|' || line.customer_id || line.piece)::uuid else uuidv7() end,
      'fec', line.source_key, ${kindOf}, line.ledger_class, ${numberOf}, line.label, ${issueOn}, ${due.on}, ${due.inferred},
      line.entry_on, ${context.currency}, line.amount, line.foreign_currency,
      case when line.foreign_minor is not null then sign(line.amount)::bigint * abs(line.foreign_minor) end,
      line.retention, line.journal, nullif(line.letter, ''), line.group_key, line.custom::jsonb
    from fec_line as line
    ${termsJoin(tx, context.entityId)}
    where not line.opening
  `);
  await tx.run(sql`analyze item_load`);
}
