import { kpiGroupings } from '@quitus/contract';
import { Command } from 'commander';
import { businessToday, entityByName } from '../../modules/identity/index.ts';
import { kpiList } from '../../modules/reporting/index.ts';
import { dayOption, wordOption } from '../options.ts';
import { printJson, printTable } from '../output.ts';
import { type CommonOptions, withTenant } from '../session.ts';

type KpiOptions = CommonOptions & { by: (typeof kpiGroupings)[number]; entity?: string };

async function runKpi(options: KpiOptions): Promise<void> {
  await withTenant(options, 'read', async ({ db, tenant, now, language }) => {
    const entity = options.entity === undefined ? undefined : await entityByName(db, options.entity);
    const asOf = options.asOf ?? businessToday(entity ?? { timeZone: 'Europe/Paris' }, now());
    const kpis = await kpiList(db, { tenantId: tenant.id, asOf, entityId: entity?.id }, { by: options.by, language });
    if (options.json) return printJson({ asOf, kpis });
    printTable(
      ['', '', '', ''],
      kpis.map((kpi) => [kpi.keyName ?? '', kpi.label, kpi.value ?? kpi.because ?? '?', kpi.currency ?? '']),
    );
    return undefined;
  });
}

/** `quitus kpi`: every indicator with its formula and the figures it was made of. */
export function kpiCommand(): Command {
  return new Command('kpi')
    .description('every KPI, at any date')
    .option('--tenant <name>')
    .option('--as-of <day>', 'at the close of this day (default: today)', dayOption)
    .option('--by <dimension>', kpiGroupings.join('|'), wordOption(kpiGroupings), 'none')
    .option('--entity <name>')
    .action(runKpi);
}
