import { once } from 'node:events';
import type { InterestClaim, InterestTotals } from '@quitus/contract';
import { formatDecimal, type Language, textsIn } from '@quitus/texts';
import { Command } from 'commander';
import { accountsMergedInto } from '../../modules/customers/index.ts';
import { businessToday, entityByName } from '../../modules/identity/index.ts';
import { interestClaimBatches, policyOf, sumClaims } from '../../modules/law/index.ts';
import { customerByCode } from '../lookup.ts';
import { dayOption } from '../options.ts';
import { printTable } from '../output.ts';
import { type CommonOptions, withTenant } from '../session.ts';

type InterestOptions = CommonOptions & { customer?: string; entity?: string; provisional?: boolean };
// Nobody reads a longer table; --json has every item.
const shownAtMost = 1000;
type Batches = AsyncIterable<InterestClaim[]>;

async function runInterest(options: InterestOptions): Promise<void> {
  await withTenant(options, 'read', async ({ db, now, language }) => {
    const entity = options.entity === undefined ? undefined : await entityByName(db, options.entity);
    const customer = options.customer === undefined ? undefined : await customerByCode(db, options.customer);
    const asOf = options.asOf ?? businessToday(entity ?? { timeZone: 'Europe/Paris' }, now());
    const batches = interestClaimBatches(db, {
      asOf,
      entityId: entity?.id,
      customerIds: customer && (await accountsMergedInto(db, customer.id)),
      policy: await policyOf(db, options.provisional ?? false),
    });
    await (options.json ? writeJson(asOf, batches) : writeTable(asOf, batches, language));
  });
}

/** One document, written as it comes: a large portfolio would not fit in one string. */
async function writeJson(asOf: string, batches: Batches): Promise<void> {
  const sum = sumClaims();
  let written = 0;
  for await (const batch of batches) {
    const rows: string[] = [];
    for (const claim of batch) {
      sum.add(claim);
      const { customerCode: customer, ...rest } = claim;
      rows.push(JSON.stringify({ ...rest, customer }));
    }
    // Begun only now: a rate that is not known refuses before anything is written.
    await write(`${written === 0 ? `{"asOf":"${asOf}","items":[` : ','}${rows.join(',')}`);
    written += rows.length;
  }
  await write(`${written === 0 ? `{"asOf":"${asOf}","items":[` : ''}],"totals":${JSON.stringify(sum.totals())}}\n`);
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

async function writeTable(asOf: string, batches: Batches, language: Language): Promise<void> {
  const words = textsIn(language).cli.interest;
  const sum = sumClaims();
  const rows: string[][] = [];
  const reasons: string[] = [];
  let provisional = false;
  let seen = 0;
  for await (const batch of batches)
    for (const claim of batch) {
      sum.add(claim);
      seen += 1;
      if (seen > shownAtMost) continue;
      rows.push(...rowsOf(claim, language));
      if (claim.because) reasons.push(words.reason(claim.number, words.because[claim.because]));
      provisional ||= claim.segments.some((line) => line.provisional);
    }
  if (rows.length === 0) {
    console.log(words.nothing(asOf));
    return;
  }
  printTable(
    [
      words.number,
      words.customer,
      words.from,
      words.to,
      words.days,
      words.principal,
      words.rate,
      words.interest,
      words.indemnity,
      words.currency,
    ],
    [...rows, ...sum.totals().map((total) => totalRow(total, words.totalRow, language))],
  );
  if (seen > shownAtMost) console.log(textsIn(language).cli.import.more(seen - shownAtMost));
  if (provisional) console.log(`\n${words.provisional}`);
  if (reasons.length > 0) console.log(`\n${reasons.join('\n')}`);
}

function rowsOf(claim: InterestClaim, language: Language): string[][] {
  const words = textsIn(language).cli.interest;
  const amount = (text: string): string => formatDecimal(language, text);
  const name = [claim.number, claim.customerCode];
  const lump = (text: string): string =>
    claim.indemnityBasis === null
      ? ''
      : `${amount(text)}${claim.indemnityCurrency === claim.currency ? '' : ` ${claim.indemnityCurrency}`}`;
  const lines = (segments: InterestClaim['segments'], indemnity: string, mark: string): string[][] =>
    segments.map((line, index) => [
      ...name,
      line.from,
      line.to,
      String(line.days),
      amount(line.principal),
      formatDecimal(language, line.rate),
      amount(line.amount),
      index === 0 ? indemnity : '',
      `${claim.currency}${mark}`,
    ]);
  const rows = [
    ...lines(claim.segments, claim.indemnity === '0.00' ? '' : lump(claim.indemnity), ''),
    ...lines(
      claim.conditional?.segments ?? [],
      claim.conditional?.indemnity === '0.00' ? '' : lump(claim.conditional?.indemnity ?? '0'),
      ` ${words.disputed}`,
    ),
  ];
  if (rows.length > 0) return rows;
  return [
    [
      ...name,
      claim.from,
      claim.to,
      '',
      amount(claim.principal),
      '',
      amount(claim.interest),
      lump(claim.indemnity),
      claim.currency,
    ],
  ];
}

function totalRow(total: InterestTotals, title: string, language: Language): string[] {
  const amount = (text: string): string => formatDecimal(language, text);
  return [title, '', '', '', '', '', '', amount(total.interest), amount(total.indemnity), total.currency];
}

/** `quitus interest`: late interest and fixed indemnities at any past date, each line with its principal, rate and days. */
export function interestCommand(): Command {
  return new Command('interest')
    .description('late interest and indemnities, line by line, at any date')
    .option('--tenant <name>')
    .option('--as-of <day>', 'at the close of this day (default: today)', dayOption)
    .option('--customer <code>')
    .option('--entity <name>')
    .option('--provisional', 'the last known rate stands for a half-year not published yet')
    .action(runInterest);
}
