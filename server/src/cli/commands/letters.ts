import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { textsIn } from '@quitus/texts';
import { Command } from 'commander';
import { deliveryOf } from '../../application.ts';
import { entityByName } from '../../modules/identity/index.ts';
import { postBatches, printBatches } from '../../modules/letters/index.ts';
import type { TenantDatabase } from '../../platform/database/index.ts';
import { dayOption, wordOption } from '../options.ts';
import { printJson } from '../output.ts';
import { type CommonOptions, withTenant } from '../session.ts';

type OfBatches = CommonOptions & { date?: string; entity?: string };
type PrintOptions = OfBatches & {
  out: string;
  only?: 'registered' | 'ordinary';
  cover: 'yes' | 'no';
  sides: 'one' | 'two';
};

async function runPrint(options: PrintOptions): Promise<void> {
  await withTenant(options, 'work', async ({ db, config, now, language, actor }) => {
    const { only, cover, sides } = options;
    const asked = { ...(await batchesOf(db, options)), only, cover, sides };
    const file = resolve(options.out);
    // Under its own name only once it is whole, and opened first: what cannot be written closes no batch.
    const partial = `${file}.partial`;
    const handle = await open(partial, 'w');
    try {
      const { makePdf } = deliveryOf({ config, now });
      const printed = await printBatches(db, asked, { actor, now: now(), makePdf, language });
      const pages = await writeOut(printed.file, (piece) => handle.writeFile(piece));
      await handle.close();
      await rename(partial, file);
      const letters = printed.batches.reduce((sum, batch) => sum + batch.letters, 0);
      if (options.json) return printJson({ file, letters, pages, batches: printed.batches });
      const words = textsIn(language).cli.letters;
      console.log(words.printed(letters, pages, file));
      for (const batch of printed.batches) console.log(`  ${words.batch(batch)}`);
      console.log(words.post);
    } finally {
      await handle.close();
      await rm(partial, { force: true });
    }
    return undefined;
  });
}

async function writeOut(file: AsyncGenerator<Uint8Array, number>, write: (piece: Uint8Array) => Promise<void>): Promise<number> {
  for (;;) {
    const piece = await file.next();
    if (piece.done) return piece.value;
    await write(piece.value);
  }
}

async function runPosted(options: OfBatches & { on?: string }): Promise<void> {
  await withTenant(options, 'work', async ({ db, config, now, language, actor }) => {
    const { hooks } = deliveryOf({ config, now });
    const of = { ...(await batchesOf(db, options)), on: options.on };
    const posted = await db.transaction((tx) => postBatches(tx, of, { actor, now: now(), hooks }));
    if (options.json) printJson({ posted });
    else console.log(textsIn(language).cli.letters.posted(posted));
  });
}

async function batchesOf(db: TenantDatabase, { date, entity }: OfBatches) {
  return { day: date, entityId: entity === undefined ? undefined : (await entityByName(db, entity)).id };
}

/** `quitus letters print` and `quitus letters posted`: the print file of a day, and that its letters left. */
export function lettersCommand(): Command {
  return new Command('letters')
    .description('print the letters that wait, and say that they were posted')
    .addCommand(
      new Command('print')
        .description('the batches of letters in one file to print; nothing is added to them any more')
        .requiredOption('--out <file>', 'the PDF to write; one of that name is replaced')
        .option(
          '--date <day>',
          'the batches of this day, printed before or not (default: all that nobody printed yet)',
          dayOption,
        )
        .option('--only <kind>', 'registered or ordinary letters alone', wordOption(['registered', 'ordinary']))
        .option('--cover <yes|no>', 'a cover sheet that lists the letters', wordOption(['yes', 'no']), 'yes')
        .option('--sides <one|two>', 'on two sides, each letter begins on a sheet of its own', wordOption(['one', 'two']), 'one')
        .option('--entity <name>')
        .option('--tenant <name>')
        .action(runPrint),
    )
    .addCommand(
      new Command('posted')
        .description('the printed letters that wait were posted: only now are they sent, and their steps done')
        .option('--date <day>', 'those of the batches of this day alone', dayOption)
        .option('--on <day>', 'the day they were posted (default: today)', dayOption)
        .option('--entity <name>')
        .option('--tenant <name>')
        .action(runPosted),
    );
}
