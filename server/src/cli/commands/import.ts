import { createReadStream } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { importTypes } from '@quitus/contract';
import { textsIn } from '@quitus/texts';
import { Command } from 'commander';
import { refusals } from '../../kernel/refusals.ts';
import { entityByName } from '../../modules/identity/index.ts';
import { importFile, type ImportResult } from '../../modules/intake/index.ts';
import { isNarrow } from '../../platform/database/index.ts';
import { wordOption } from '../options.ts';
import { printJson } from '../output.ts';
import { settleLedgerChange } from '../settle.ts';
import { type CommonOptions, type TenantSession, withTenant } from '../session.ts';

const refuse = refusals({ 'cli.file-unreadable': 'not-found' });

type ImportOptions = CommonOptions & {
  type?: (typeof importTypes)[number];
  mode?: 'stock' | 'delta';
  map?: string;
  entity?: string;
  dryRun?: boolean;
  confirm?: boolean;
};

// --map takes the name of a saved mapping, or a file that holds one as JSON.
async function mappingOf(map: string | undefined): Promise<string | undefined> {
  if (map === undefined) return undefined;
  return access(map).then(
    () => readFile(map, 'utf8'),
    () => map,
  );
}

async function runImport(file: string, options: ImportOptions): Promise<void> {
  const isFile = await stat(file).then(
    (found) => !found.isDirectory(),
    () => false,
  );
  if (!isFile) throw refuse('cli.file-unreadable', { file });
  await withTenant(options, 'import', async (session) => {
    const result = await importFile(session.database, session.tenant.id, {
      name: basename(file),
      source: createReadStream(file, { highWaterMark: 1 << 20 }),
      open: () => createReadStream(file, { highWaterMark: 1 << 20 }),
      type: options.type,
      mode: options.mode,
      mapping: await mappingOf(options.map),
      // Within a scope only the entities one sees can be named.
      entity: isNarrow(session.scope) ? (await entityByName(session.db, options.entity)).id : options.entity,
      dryRun: options.dryRun,
      confirm: options.confirm,
      actor: session.actor,
      now: session.now(),
      language: session.language,
    });
    if (result.state === 'applied') await settleLedgerChange(session);
    if (options.json) printJson(result);
    else showResult(session, result);
    if (result.held || result.rejectedCount > 0 || ['refused', 'failed'].includes(result.state)) process.exitCode = 1;
  });
}

function showResult({ language }: TenantSession, result: ImportResult): void {
  const words = textsIn(language).cli.import;
  console.log(words.read(result.type, result.read));
  console.log(words.outcome(result));
  console.log(words.control(result.control));
  if (result.sameAs) console.log(words.sameAs(result.sameAs.createdAt.slice(0, 10)));
  for (const note of result.notes) console.log(`· ${note}`);
  if (result.held) console.log(words.held(result.heldReason ?? ''));
  for (const line of result.rejected.slice(0, 20)) console.log(words.rejected(line));
  if (result.rejectedCount > 20) console.log(words.more(result.rejectedCount - 20));
}

/** `quitus import`: brings a file into the books; exit code 1 when lines were rejected or a person must confirm. */
export function importCommand(): Command {
  return new Command('import')
    .description('bring in a ledger: FEC, CSV, TSV or XLSX')
    .argument('<file>')
    .option('--tenant <name>')
    .option('--type <type>', importTypes.join('|'), wordOption(importTypes))
    .option('--mode <mode>', 'stock (all that is open) or delta (what changed; the default)', wordOption(['stock', 'delta']))
    .option('--map <name>', 'a saved mapping, or a file that holds one')
    .option('--entity <name>')
    .option('--dry-run', 'tell what would happen, change nothing')
    .option('--confirm', 'apply even what would be held for a person to look at')
    .action(runImport);
}
