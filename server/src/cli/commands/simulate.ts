import type { Simulation } from '@quitus/contract';
import { formatCount, formatDay, formatDecimal, type Language, textsIn } from '@quitus/texts';
import { Command } from 'commander';
import { simulateVersion } from '../../modules/dunning/index.ts';
import { scenarioByName } from '../lookup.ts';
import { daysAheadOption } from '../options.ts';
import { printJson, printTable } from '../output.ts';
import { type CommonOptions, withTenant } from '../session.ts';

type SimulateOptions = CommonOptions & { scenario: string; days: number };
// Nobody reads a longer table; --json has every difference.
const shownAtMost = 50;

async function runSimulate({ scenario, days, ...options }: SimulateOptions): Promise<void> {
  await withTenant(options, 'read', async ({ db, now, language }) => {
    const found = await scenarioByName(db, scenario);
    const limit = options.json ? Number.MAX_SAFE_INTEGER : shownAtMost;
    const simulation = await simulateVersion(db, { scenarioId: found.id, days, now: now(), language, limit });
    if (options.json) printJson({ scenario: found.name, ...simulation });
    else writeOut(found.name, simulation, language);
  });
}

function writeOut(scenario: string, simulation: Simulation, language: Language): void {
  const words = textsIn(language).scenarios.editor.simulation;
  const { current, proposed, perStep, rows, total } = simulation;
  console.log(`${scenario}\n${words.title(simulation.days)}\n`);
  if (total === 0) {
    console.log(words.same(simulation.same));
    return;
  }
  const both = (now: number, then: number): string[] => [formatCount(language, now), formatCount(language, then)];
  const figures = ['messages', 'toConfirm', 'tasks', 'customers'] as const;
  printTable(
    ['', words.now, words.drafted],
    [
      ...figures.map((each) => [words[each], ...both(current[each], proposed[each])]),
      ...perStep.map((step) => [step.step, ...both(step.current, step.proposed)]),
    ],
  );
  console.log(`\n${words.claimed(sumsOf(current, language), sumsOf(proposed, language))}\n${words.sum(simulation)}\n`);
  console.log(words.rows(rows.length, total));
  printTable(
    [textsIn(language).cli.plan.customer, words.now, words.drafted],
    rows.map((row) => [
      row.customerCode,
      actionOf(row.before, row.currency, language),
      actionOf(row.after, row.currency, language),
    ]),
  );
}

const sumsOf = ({ amounts }: Simulation['current'], language: Language): string =>
  amounts.map(({ amount, currency }) => `${formatDecimal(language, amount)} ${currency}`).join(' + ') || '–';

function actionOf(action: Simulation['rows'][number]['after'], currency: string, language: Language): string {
  if (!action) return '–';
  const { common, scenarios } = textsIn(language);
  const channel = common.channels[action.channel === 'e-mail' ? 'email' : action.channel];
  const amount = `${formatDecimal(language, action.amount)} ${currency}`;
  const automation = scenarios.screen.automations[action.automation];
  return [formatDay(language, action.date), action.step, channel, amount, automation].join(' · ');
}

/** `quitus simulate`: what publishing a scenario's draft would change on today's data. Writes nothing. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('what publishing the draft of a scenario would change, on today’s data; writes nothing')
    .requiredOption('--scenario <name>', 'by name or id')
    .option('--days <n>', 'over the coming days', daysAheadOption, 30)
    .option('--tenant <name>')
    .action(runSimulate);
}
