import type { BulkAnswer, Problem } from '@quitus/contract';
import { addressOf, ApiProblem, createClient, type InputOf, type Operation, type OutputOf } from '@quitus/contract/client';
import { type RetryOptions, retrying } from './retrying.ts';

export type QuitusOptions = RetryOptions & {
  /** Where the installation answers: `https://quitus.example.com`. */
  readonly url: string | undefined;
  /** The token of an API key: `qk_…`. */
  readonly key: string | undefined;
  readonly fetch?: typeof fetch | undefined;
};

type Page = { readonly rows: readonly unknown[]; readonly nextCursor: string | null };
/** The operations that answer a list page by page. */
export type ListOperation = { [Key in Operation]: OutputOf<Key> extends Page ? Key : never }[Operation];
/** One row of a list. */
export type RowOf<Key extends ListOperation> = OutputOf<Key> extends { readonly rows: readonly (infer Row)[] } ? Row : never;
type QueryOf<Key extends Operation> =
  InputOf<Key> extends { query: infer Query } ? Omit<Query & object, 'cursor' | 'offset'> : never;

export type BulkKind = 'customers' | 'items' | 'contacts';
/** One line: texts, amounts as decimal strings, days as `YYYY-MM-DD`. */
export type BulkLine = Readonly<Record<string, string | number | null | undefined>>;
export type BulkOptions = { readonly mode?: 'atomic' | 'partial'; readonly dryRun?: boolean; readonly entity?: string };
export type UploadOperation = Extract<Operation, 'POST /imports'>;

/** Calls any operation by its name; and has helpers for lists, files and many lines. */
export type Quitus = ReturnType<typeof createClient> & {
  /** Every row of a list, page after page. */
  each<Key extends ListOperation>(key: Key, input?: { readonly query?: QueryOf<Key> }): AsyncGenerator<RowOf<Key>>;
  /** Creates and updates by external id, one line each; lines may come as they are made, in any number. */
  bulk(kind: BulkKind, lines: Iterable<BulkLine> | AsyncIterable<BulkLine>, options?: BulkOptions): Promise<BulkAnswer>;
  /** Sends a file with the form's other fields. */
  upload<Key extends UploadOperation>(
    key: Key,
    file: Blob,
    form: { readonly name: string; readonly fields?: Readonly<Record<string, string>> },
  ): Promise<OutputOf<Key>>;
};

/** A client of one installation with one key. Refusals are thrown as `ApiProblem`, with the server's `problem`. */
export function quitus(options: QuitusOptions): Quitus {
  const { url, key } = options;
  if (!url || !key) throw new Error('quitus() needs the url of an installation and a key');
  const base = url.replace(/\/+$/, '');
  const send = retrying(options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request)), options);
  const authorization = { authorization: `Bearer ${key}` };
  const api = createClient({ base, fetch: send, headers: () => authorization });

  return Object.assign(api, {
    async *each<Key extends ListOperation>(
      operation: Key,
      input: { readonly query?: QueryOf<Key> } = {},
    ): AsyncGenerator<RowOf<Key>> {
      let cursor: string | null = null;
      do {
        const query: object = { limit: 500, ...input.query, ...(cursor === null ? {} : { cursor }) };
        // The casts: a list operation takes a query with a cursor and answers a page, which its type says already.
        const page = (await api(operation, { query } as never)) as unknown as Page;
        yield* page.rows as Iterable<RowOf<Key>>;
        cursor = page.nextCursor;
      } while (cursor !== null);
    },
    async bulk(
      kind: BulkKind,
      lines: Iterable<BulkLine> | AsyncIterable<BulkLine>,
      query: BulkOptions = {},
    ): Promise<BulkAnswer> {
      const operation = `POST /bulk/${kind}` as const;
      const answer = await send(base + addressOf(operation, { query }), {
        method: 'POST',
        headers: { ...authorization, accept: 'application/json', 'content-type': 'application/x-ndjson' },
        ...bodyOf(lines),
      });
      if (answer.ok) return (await answer.json()) as BulkAnswer;
      throw new ApiProblem((await answer.json()) as Problem);
    },
    upload<Key extends UploadOperation>(
      operation: Key,
      file: Blob,
      form: { readonly name: string; readonly fields?: Readonly<Record<string, string>> },
    ): Promise<OutputOf<Key>> {
      const body = new FormData();
      for (const [name, value] of Object.entries(form.fields ?? {})) body.set(name, value);
      body.set('file', file, form.name);
      return api(operation, { body } as never);
    },
  });
}

// A list at hand is sent as a text, so that it can be sent again; anything else streams.
function bodyOf(lines: Iterable<BulkLine> | AsyncIterable<BulkLine>): RequestInit & { duplex?: 'half' } {
  if (Array.isArray(lines)) return { body: lines.map((line) => `${JSON.stringify(line)}\n`).join('') };
  return { body: ReadableStream.from(inChunks(lines)) as ReadableStream<Uint8Array>, duplex: 'half' };
}

const chunkLength = 65_536;

async function* inChunks(lines: Iterable<BulkLine> | AsyncIterable<BulkLine>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = '';
  for await (const line of lines) {
    text += `${JSON.stringify(line)}\n`;
    if (text.length < chunkLength) continue;
    yield encoder.encode(text);
    text = '';
  }
  if (text !== '') yield encoder.encode(text);
}
