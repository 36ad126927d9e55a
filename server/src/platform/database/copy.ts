import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase, PoolClient } from 'pg';
import { type CopyStreamQuery, type CopyToStreamQuery, from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** What one column of a COPY line can be. */
export type CopyValue = string | number | bigint | boolean | null | undefined;

const special = /[\\\n\r\t\0]/;
const everySpecial = /[\\\n\r\t\0]/g;
// PostgreSQL holds no NUL in text: the replacement character shows that something stood there.
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\uFFFD' };

/** One line of COPY's text format, with its line end. `null` and `undefined` are SQL null. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = '';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) line += '\t';
    line += field(values[index]);
  }
  return `${line}\n`;
}

function field(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') return special.test(value) ? value.replace(everySpecial, (one) => escapes[one] ?? one) : value;
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a number that is not finite has no place in a COPY');
  return String(value);
}

const batchLength = 64 * 1024;

// Lines are short and each write is a message of its own: without batches the headers cost more than the lines.
async function* inBatches(source: CopySource, failure: { cause?: unknown }): AsyncGenerator<Buffer> {
  let text = '';
  try {
    for await (const part of source) {
      if (typeof part === 'string') {
        text += part;
        if (text.length < batchLength) continue;
        yield Buffer.from(text);
        text = '';
      } else {
        if (text) yield Buffer.from(text);
        text = '';
        yield part;
      }
    }
    if (text) yield Buffer.from(text);
  } catch (error) {
    // COPY's failure message goes to the server and its log: the source's own words may quote a line of the file.
    failure.cause = error;
    throw new Error('the source of the lines failed', { cause: error });
  }
}

/** Lines for a COPY: texts of any length, or buffers. */
export type CopySource = AsyncIterable<Buffer | string> | Iterable<Buffer | string>;

/** Streams the source into `copy … from stdin`. The client must not be pipelined. The answer is the number of rows. */
export async function copyInto(client: PoolClient, target: string, source: CopySource): Promise<number> {
  const into = client.query(copyFrom(`copy ${target} from stdin`));
  const failure: { cause?: unknown } = {};
  try {
    await pipeline(Readable.from(inBatches(source, failure), { objectMode: true, highWaterMark: 4 }), into);
  } catch (error) {
    throw 'cause' in failure ? failure.cause : error;
  }
  return into.rowCount;
}

/** Streams a query's rows out as lines of COPY's text format. The client must not be pipelined. */
export function copyOut(client: ClientBase, query: string): CopyToStreamQuery {
  return client.query(copyTo(`copy (${query}) to stdout`));
}

/** A stream that loads such lines; `how` is COPY's options. The client must not be pipelined. */
export function copyBack(client: ClientBase, target: string, how = ''): CopyStreamQuery {
  return client.query(copyFrom(`copy ${target} from stdin${how && ` with (${how})`}`));
}
