import { sql, type Transaction } from '../../../platform/database/index.ts';
import { mergeCustomers, openCustomerLoad } from '../../customers/index.ts';
import type { BooksContext } from './fec-context.ts';

// "Clients", "Clients France", "Client divers", "Collectif": the account of everybody, not of somebody.
const everybody = sql`(label = '' or platform.folded(label) ~ '^clients?\\M|divers|collectif|comptoir|^ventes' or substr(account, 4) ~ '^0*$')`;

// Some ledgers give the day's takings an auxiliary account of their own: "Recette CB", "Ventes comptoir", "Clients de passage".
const takings = sql`(platform.folded(aux_label) ~ '^(recettes?|ventes?|caisse|especes?|cheques?|cartes? bancaires?|comptoir)\\M|clients? (divers|comptoir|de passage|internet)|^divers')`;

/**
 * One customer an auxiliary account; without one, an individualised account (411DUPONT) is its customer, and a collective account is one
 * catch-all customer. Fills `fec_account` (account, aux → customer, ledger class), answers how many customers are new.
 */
export async function mergeAccounts(
  tx: Transaction,
  context: BooksContext,
  defaultKind: 'business' | 'public' | 'consumer' | 'unknown',
): Promise<number> {
  await tx.run(sql`
    create temporary table fec_account on commit drop as
    with named as (
      select account, aux, coalesce(max(account_label) filter (where account_label <> ''), '') as label,
        coalesce(max(aux_label) filter (where aux_label <> ''), '') as aux_label
      from fec_load
      where issue is null
      group by account, aux
    )
    select account, aux,
      case when aux <> '' then aux else account end as code,
      case when aux <> '' then coalesce(nullif(aux_label, ''), aux)
        when ${everybody} then 'Clients divers (' || account || ')'
        else label end as name,
      case when aux = '' then ${everybody} else ${takings} end as catch_all,
      case when account like '413%' then 'draft'
        when account like '416%' then 'doubtful'
        when account like '417%' or account like '418%' then 'not-invoiced'
        when account like '419%' then 'advance'
        else 'receivable' end as ledger_class,
      account like '4117%' and platform.folded(label) like '%retenue%' as retention,
      null::uuid as customer_id
    from named
  `);
  await openCustomerLoad(tx);
  await tx.run(sql`
    insert into customer_load (line, code, name, catch_all)
    select 0, code, (array_agg(name order by ledger_class <> 'receivable', account))[1], bool_and(catch_all) from fec_account group by code
  `);
  const { created } = await mergeCustomers(tx, { ...context, source: 'fec', defaultKind, update: 'nothing' });
  await tx.run(sql`
    update fec_account set customer_id = load.customer_id from customer_load as load where load.code = fec_account.code
  `);
  await tx.run(sql`analyze fec_account`);
  return created;
}
