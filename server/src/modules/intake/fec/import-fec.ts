import { currencyDigits } from '../../../kernel/money.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { readSetting } from '../../identity/index.ts';
import {
  letterKnown,
  letterLoaded,
  lockLedger,
  markChanges,
  mergeItems,
  openItemLoad,
  refreshBalances,
  reverseOutdated,
} from '../../receivables/index.ts';
import { markUnlettered } from '../lettering/mark-unlettered.ts';
import { proposeLettering } from '../lettering/propose-lettering.ts';
import { type ImportOutcome, refusedOutcome } from '../import-outcome.ts';
import { refreshStatistics } from '../statistics.ts';
import { addIssues, addIssuesFound, openIssueLoad } from '../rejections.ts';
import type { BooksContext } from './fec-context.ts';
import { classifyJournals } from './journal-nature.ts';
import { keyLines, splitReusedLetters } from './key-lines.ts';
import { linkOpenings } from './link-openings.ts';
import { matchChanged } from './match-changed.ts';
import { mergeAccounts } from './merge-accounts.ts';
import { markOpenings, storeOpenings } from './openings.ts';
import { type FecReading, readFecLoad } from './read-fec-load.ts';
import { settleBoundaries } from './settle-boundaries.ts';
import { stageMovements } from './stage-movements.ts';
import { storeJournals } from './store-journals.ts';

/** Brings an FEC into the books, all of it in the caller's transaction. Its file name tells whether it is a later part of a split file. */
export async function importFec(
  tx: Transaction,
  context: BooksContext,
  file: { readonly name: string; readonly source: AsyncIterable<Uint8Array> },
): Promise<ImportOutcome> {
  await openIssueLoad(tx);
  const reading = await readFecLoad(tx, file.source, currencyDigits(context.currency));
  if (reading.refused) {
    await addIssues(tx, [{ ...reading.refused, line: 1 }]);
    return refusedOutcome();
  }
  await lockLedger(tx, context.entityId);
  await storeJournals(tx, context.entityId, classifyJournals(reading.journals));
  const customers = await mergeAccounts(tx, context, await readSetting(tx, 'customers.defaultKind'));
  await keyLines(tx, context);
  await splitReusedLetters(tx);
  await openItemLoad(tx);
  const yearStartsOn = await markOpenings(tx, reading);
  await matchChanged(tx, context, reading);
  await stageMovements(tx, context);
  if (yearStartsOn) await storeOpenings(tx, context, yearStartsOn, isLaterPart(file.name));
  await linkOpenings(tx, context);
  await settleBoundaries(tx, context, yearStartsOn);
  await tx.run(sql`analyze item_load`);
  await markChanges(tx);

  const counts = await tx.one<{ created: number; updated: number }>(sql`
    select count(*) filter (where not known and line is not null)::int as created, count(*) filter (where changed and line is not null)::int as updated
    from item_load
  `);
  const lettering = { entityId: context.entityId, importId: context.importId, by: context.actor.name };
  const reversed = await reverseOutdated(tx, context.importId, context.actor);
  await letterLoaded(tx);
  const merged = await mergeItems(tx, { entityId: context.entityId, importId: context.importId, author: context.actor.name });
  await refreshStatistics(tx, merged.created + merged.allocated);
  const lettered = await letterKnown(tx, lettering);
  await markUnlettered(tx, context.entityId);
  await refreshBalances(tx, { entityId: context.entityId, customers: 'all' });
  const proposals = await proposeLettering(tx, context);
  await issuesOfLoad(tx);

  return {
    read: reading.lines,
    ...counts,
    unchanged: reading.lines - reading.rejected - counts.created - counts.updated,
    rejected: reading.rejected,
    warnings: reading.warnings,
    settled: 0,
    allocations: merged.allocated + lettered,
    customers,
    controls: [await controlOf(tx, context, reading)],
    refusedWhole: false,
    held: undefined,
    notes: { ...(await notesOf(tx, context, reading)), removed: merged.removed, unlettered: reversed, proposals },
    yearStartsOn,
  };
}

/** A file too large is split: `…FEC20261231_2` goes on where the first part stopped, so its openings add to those known. */
function isLaterPart(name: string): boolean {
  return /FEC\d{8}_(?!1\b|01\b)\d{1,3}\b/i.test(name);
}

/** The 411 total: what the file says its customers owe at its end, debit less credit. */
async function controlOf(
  tx: Transaction,
  context: BooksContext,
  reading: FecReading,
): Promise<ImportOutcome['controls'][number]> {
  const { taken } = await tx.one<{ taken: bigint }>(sql`
    select coalesce(sum(amount), 0)::bigint as taken from fec_load where issue is null and account like '411%'
  `);
  return {
    currency: context.currency,
    fileMinor: taken + reading.rejectedMinor,
    takenMinor: taken,
    rejectedMinor: reading.rejectedMinor,
  };
}

async function issuesOfLoad(tx: Transaction): Promise<void> {
  await addIssuesFound(
    tx,
    sql`
      select line, issue::jsonb ->> 'column', issue::jsonb ->> 'value', issue::jsonb ->> 'code', issue::jsonb ->> 'severity', issue::jsonb ->> 'raw'
      from fec_load
      where issue is not null
    `,
  );
}

/** What a person should know of this file: counts by note code. */
async function notesOf(tx: Transaction, context: BooksContext, reading: FecReading): Promise<Record<string, number>> {
  const notes = await tx.one<Record<string, number>>(sql`
    select
      (select count(*)::int from (
        select from fec_line where group_key is not null group by group_key having sum(amount) <> 0
      ) as incomplete) as "incomplete-groups",
      (select count(*)::int from item_load where due_inferred) as "due-inferred",
      (select count(*)::int from item_load where opening_without_detail) as "opening-without-detail",
      (select count(*)::int from fec_account where catch_all) as "catch-all",
      (select count(*)::int from customers.customer where customer.tenant_id = ${tx.tenantId} and customer.entity_id = ${context.entityId} and not customer.lettered)
        as "unlettered-customers",
      (select count(*)::int from intake.journal where journal.tenant_id = ${tx.tenantId} and journal.entity_id = ${context.entityId} and not journal.confirmed)
        as "journals-to-confirm",
      (select count(*)::int from item_load where source = 'fec-balance') as "opening-differences",
      (select count(*)::int from fec_line) as "customer-lines",
      (select count(*)::int from gone_item where not exists (select from item_removal where item_removal.item_id = gone_item.item_id)) as "absent-lines"
  `);
  return { ...notes, unbalanced: reading.balanceMinor === 0n ? 0 : 1 };
}
