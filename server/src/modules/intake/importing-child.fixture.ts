import { createReadStream } from 'node:fs';
import { systemActor } from '../../kernel/actor.ts';
import { openDatabase } from '../../platform/database/index.ts';
import { importFile } from './import-file.ts';

// A process of its own that imports a file and tells how far it is, so that a test can kill it anywhere.
const [url = '', tenantId = '', path = ''] = process.argv.slice(2);
const database = openDatabase(url, { max: 4 });

async function* told(): AsyncGenerator<Uint8Array> {
  let chunks = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 })) {
    process.stdout.write(`chunk ${(chunks += 1)}\n`);
    // A file's chunks are buffers: the stream was given no encoding.
    yield chunk as Uint8Array;
  }
  process.stdout.write('read\n');
}

await importFile(database, Number(tenantId), {
  name: 'books.txt',
  open: told,
  actor: systemActor('test'),
  now: Temporal.Now.instant(),
  language: 'en',
});
process.stdout.write('done\n');
await database.close();
