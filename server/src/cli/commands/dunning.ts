import { formatDay, formatDecimal, textsIn } from '@quitus/texts';
import { Command } from 'commander';
import { deliveryOf } from '../../application.ts';
import { toDecimal } from '../../kernel/money.ts';
import {
  confirmActions,
  explainCustomer,
  explainEntity,
  type Position,
  runDaily,
  withPlan,
} from '../../modules/dunning/index.ts';
import { listEntities } from '../../modules/identity/index.ts';
import { knowsMailServer, sendQueue } from '../../modules/messages/index.ts';
import type { TenantDatabase } from '../../platform/database/index.ts';
import { customerByCode, stepByName } from '../lookup.ts';
import { countOption, dayOption, daysAheadOption, someOption } from '../options.ts';
import { printJson, printJsonList, printTable } from '../output.ts';
import { settleCases } from '../settle.ts';
import { simulateCommand } from './simulate.ts';
import { type CommonOptions, withTenant } from '../session.ts';

async function runRun(options: CommonOptions & { date?: string }): Promise<void> {
  await withTenant(options, 'manage', async (session) => {
    await settleCases(session);
    const { runIds: _, ...outcome } = await runDaily(session.db, {
      date: options.date,
      actor: session.actor,
      now: session.now(),
      mailServer: session.config.smtpUrl !== undefined,
    });
    if (options.json) return printJson(outcome);
    const words = textsIn(session.language).cli.run;
    console.log(words.done(formatDay(session.language, outcome.date), outcome.evaluated));
    console.log(words.made(outcome.messages, outcome.toConfirm, outcome.tasks));
    for (const [reason, count] of Object.entries(outcome.skipped)) console.log(`  ${reason}: ${count}`);
    if (outcome.held) console.log(words.held);
    return undefined;
  });
}

async function runPlan(options: CommonOptions & { from?: string; days: number }): Promise<void> {
  await withTenant(options, 'read', async ({ db, now, language }) => {
    const { rows, skipped } = await withPlan(db, { from: options.from, days: options.days, now: now() }, async (plan) => ({
      rows: await plan.rows(),
      skipped: await plan.skipped(),
    }));
    const actions = rows.map((row) => ({
      date: row.on,
      customer: row.customerCode,
      customerName: row.customer,
      scenario: row.scenario,
      step: language === 'fr' ? row.stepFr : row.stepEn,
      channel: row.channel,
      items: row.items,
      amount: toDecimal(row.amountMinor, row.currency),
      currency: row.currency,
      automation: row.automation,
    }));
    if (options.json) return printJson({ actions, skipped });
    const words = textsIn(language).cli.plan;
    printTable(
      [words.date, words.customer, words.step, words.channel, words.items, words.amount, words.automation],
      actions.map((one) => [
        formatDay(language, one.date),
        one.customer,
        one.step,
        one.channel,
        String(one.items),
        `${formatDecimal(language, one.amount)} ${one.currency}`,
        one.automation,
      ]),
    );
    return undefined;
  });
}

async function runItems(options: CommonOptions & { customer?: string }): Promise<void> {
  await withTenant(options, 'read', async ({ db, now, language }) => {
    const explanation = { now: now(), on: options.asOf, language };
    const portions =
      options.customer === undefined
        ? positionsOfAll(db, explanation)
        : [await explainCustomer(db, (await customerByCode(db, options.customer)).id, explanation)];
    if (options.json) return printJsonList('items', portions, itemOf);
    const words = textsIn(language).cli.items;
    const rows: string[][] = [];
    for await (const portion of portions)
      for (const one of portion.map(itemOf))
        rows.push([
          one.number,
          one.customer,
          one.due ? formatDay(language, one.due) : '–',
          formatDecimal(language, one.open),
          String(one.daysLate ?? ''),
          one.why[0] ?? one.status,
          one.step ?? '',
          one.next ? formatDay(language, one.next.on) : '–',
        ]);
    printTable(
      [words.number, words.customer, words.due, words.open, words.daysLate, words.status, words.step, words.nextOn],
      rows,
    );
    return undefined;
  });
}

type Explanation = Parameters<typeof explainEntity>[2];

async function* positionsOfAll(db: TenantDatabase, explanation: Explanation): AsyncGenerator<Position[]> {
  for (const entity of await listEntities(db)) yield* explainEntity(db, entity.id, explanation);
}

const itemOf = (one: Position) => ({
  number: one.number,
  customer: one.customer,
  due: one.due,
  open: toDecimal(one.openMinor, one.currency),
  currency: one.currency,
  daysLate: one.daysLate,
  status: one.status,
  code: one.code,
  step: one.step,
  next: one.next,
  why: one.why,
});

async function runConfirm(options: CommonOptions & { all?: boolean; step?: string; customer?: string }): Promise<void> {
  await withTenant(options, 'work', async ({ db, now, language, actor }) => {
    const { confirmed, left } = await confirmActions(
      db,
      {
        all: options.all,
        stepId: options.step === undefined ? undefined : await stepByName(db, options.step),
        customerId: options.customer === undefined ? undefined : (await customerByCode(db, options.customer)).id,
      },
      { actor, now: now() },
    );
    if (options.json) return printJson({ confirmed, left });
    console.log(textsIn(language).cli.confirmed(confirmed));
    for (const { code, count } of left) console.log(`  ${code}: ${count}`);
    return undefined;
  });
}

async function runSend(options: CommonOptions & { limit?: number; connections?: number }): Promise<void> {
  await withTenant(options, 'work', async ({ db, config, now, language }) => {
    const { unmet, ...outcome } = await sendQueue(db, deliveryOf({ config, now }), {
      limit: options.limit,
      connections: options.connections,
    });
    if (options.json) printJson({ ...outcome, unmet });
    else {
      console.log(textsIn(language).cli.sent(outcome.sent, outcome.cancelled, outcome.failed, outcome.uncertain));
      for (const condition of unmet) console.log(`  ${condition}`);
    }
    if (outcome.mode !== 'test' && !(await knowsMailServer(db, config.smtpUrl !== undefined)))
      console.error(textsIn(language).cli.noMailServer);
    if (unmet.length > 0) process.exitCode = 1;
  });
}

/** The commands that decide and act. */
export function dunningCommands(): Command[] {
  return [
    new Command('items')
      .description('open items with their position and reason')
      .option('--tenant <name>')
      .option('--customer <code>')
      .option('--as-of <day>', 'decided as on this day, from what is known now (default: today)', dayOption)
      .action(runItems),
    new Command('plan')
      .description('what will be sent to whom, if nothing changes')
      .option('--tenant <name>')
      .option('--from <day>', 'from this day (default: today)', dayOption)
      .option('--days <n>', 'how many days', daysAheadOption, 60)
      .action(runPlan),
    simulateCommand(),
    new Command('run')
      .description('the daily run')
      .option('--tenant <name>')
      .option('--date <day>', 'the business date (default: today)', dayOption)
      .action(runRun),
    new Command('confirm')
      .description('confirm actions that await a yes')
      .option('--tenant <name>')
      .option('--all')
      .option('--step <step>', 'by name, level or id')
      .option('--customer <code>')
      .action(async (options: CommonOptions & { all?: boolean; step?: string; customer?: string }, command: Command) => {
        if (!options.all && options.step === undefined && options.customer === undefined)
          command.error('say which: --all, --step or --customer', { exitCode: 2 });
        await runConfirm(options);
      }),
    new Command('send')
      .description('deliver the queue now')
      .option('--tenant <name>')
      .option('--limit <n>', 'messages at most', countOption)
      .option('--connections <n>', 'conversations with the mail server at once', someOption)
      .action(runSend),
  ];
}
