import type { PrintBatch } from '@quitus/contract';
import { formatCount, formatDay, type Language, textsIn } from '@quitus/texts';
import { type Sql, sql, type TenantDatabase } from '../../../platform/database/index.ts';
import { documentBytes } from '../../../platform/documents/index.ts';
import { mergePdfs, type ToMerge } from '../../../platform/pdf/index.ts';
import type { MakePdf, PrintCoverData } from '../../messages/index.ts';
import { refuse } from '../refusals.ts';
import { batchView } from './batch-list.ts';

export type ToPrint = {
  readonly only?: 'registered' | 'ordinary' | undefined;
  readonly cover?: 'yes' | 'no' | undefined;
  readonly sides?: 'one' | 'two' | undefined;
};
export type Printing = { readonly makePdf: MakePdf; readonly language: Language };
export type Pile = {
  readonly batch: PrintBatch;
  readonly letters: number;
  readonly parts: () => AsyncGenerator<ToMerge>;
};
type Listed = {
  id: string;
  registered: boolean;
  documentId: string;
  pages: number;
  customer: string;
  recipient: string | null;
  enclosures: string[];
};

const lettersAtOnce = 200;

/** A batch as one PDF to print, made while it is read: registered letters first, then the others, each with its enclosures; those taken out are left out. Refuses an empty one. */
export async function batchPdf(
  db: TenantDatabase,
  batchId: string,
  print: ToPrint,
  more: Printing,
): Promise<{ readonly name: string; readonly file: AsyncIterable<Uint8Array> }> {
  const { batch, letters, parts } = await pileOf(db, batchId, print, more);
  if (letters === 0) throw refuse('letter.nothing-to-print');
  const name = `${textsIn(more.language).letters.print.fileName(batch.entityName, batch.day, batch.number)}.pdf`;
  return { name, file: mergePdfs(parts()) };
}

/** What is printed of a batch: how many letters, and the papers in their order, read as they are asked for. */
export async function pileOf(
  db: TenantDatabase,
  batchId: string,
  print: ToPrint,
  { makePdf, language }: Printing,
): Promise<Pile> {
  const batch = await batchView(db, batchId);
  const texts = textsIn(language).letters.print;
  const where = sql`letter.batch_id = ${batchId} and ${printedOf(print)}`;
  const { letters, registered, pages } = await db.one<{ letters: number; registered: number; pages: number }>(sql`
    select count(*)::int as letters, (count(*) filter (where letter.registered))::int as registered, coalesce(sum(letter.pages), 0)::int as pages
    from ${source} where ${where}
  `);

  async function* parts(): AsyncGenerator<ToMerge> {
    const onNewSheet = print.sides === 'two';
    if (print.cover === 'yes') {
      const heads = { title: texts.coverTitle(formatDay(language, batch.day), batch.number), subtitle: batch.entityName };
      const counts: PrintCoverData['counts'] = [
        [texts.letters, formatCount(language, letters)],
        [texts.registered, formatCount(language, registered)],
        [texts.pages, formatCount(language, pages)],
      ];
      yield { pdf: await makePdf('print-cover', await coverOf(db, where, { ...heads, counts, language })), onNewSheet };
    }
    for await (const letter of listedIn(db, where)) {
      yield { pdf: await bytesOf(db, letter.documentId), onNewSheet };
      for (const enclosure of letter.enclosures) yield { pdf: await bytesOf(db, enclosure), onNewSheet };
    }
  }
  return { batch, letters, parts };
}

const source = sql`
  letters.letter
  join messages.message on message.tenant_id = letter.tenant_id and message.id = letter.message_id
  join customers.customer on customer.tenant_id = message.tenant_id and customer.id = message.customer_id
`;

/** Over `letter` and `message`: what is printed, and not taken out since. */
export function printedOf({ only }: ToPrint): Sql {
  const kind = only === undefined ? sql`true` : sql`letter.registered = ${only === 'registered'}`;
  return sql`message.state in ('handed', 'sent') and ${kind}`;
}

// Ids alone are kept between pages; a batch is as long as the day was.
async function* listedIn(db: TenantDatabase, where: Sql): AsyncGenerator<Listed> {
  let last: Listed | undefined;
  for (;;) {
    const beyond =
      last === undefined ? sql`true` : sql`(not letter.registered, letter.message_id) > (${!last.registered}, ${last.id}::uuid)`;
    const page: Listed[] = await db.rows<Listed>(sql`
      select letter.message_id as id, letter.registered, letter.document_id as "documentId", letter.pages, customer.code || ' ' || customer.name as customer,
        message.recipient_address as recipient,
        array(
          select attachment.document_id from messages.attachment
          where attachment.tenant_id = message.tenant_id and attachment.message_id = message.id and attachment.kind <> 'letter'
            and attachment.media_type = 'application/pdf' and attachment.document_id is not null
          order by attachment.place
        ) as enclosures
      from ${source}
      where ${where} and ${beyond}
      order by not letter.registered, letter.message_id
      limit ${lettersAtOnce}
    `);
    yield* page;
    last = page.at(-1);
    if (page.length < lettersAtOnce) return;
  }
}

// A list longer than this says nothing more on paper.
const listedOnCover = 2000;

async function coverOf(
  db: TenantDatabase,
  where: Sql,
  heads: Omit<PrintCoverData, 'list' | 'note'> & { readonly language: Language },
): Promise<PrintCoverData> {
  const texts = textsIn(heads.language).letters.print;
  const rows = { registered: [] as string[][], ordinary: [] as string[][] };
  let place = 0;
  for await (const letter of listedIn(db, where)) {
    place += 1;
    if (place > listedOnCover) break;
    const lines = letter.recipient?.split('\n') ?? [];
    rows[letter.registered ? 'registered' : 'ordinary'].push([
      formatCount(heads.language, place),
      letter.customer,
      [lines[0], lines.at(-1)].filter(Boolean).join(' · '),
      formatCount(heads.language, letter.pages),
    ]);
  }
  return {
    ...heads,
    note: rows.registered.length > 0 && rows.ordinary.length > 0 ? texts.registeredFirst : '',
    list: {
      columns: [
        { label: texts.number, align: 'right' },
        { label: texts.customer, align: 'left' },
        { label: texts.recipient, align: 'left' },
        { label: texts.pages, align: 'right' },
      ],
      groups: [
        { title: texts.registered, rows: rows.registered },
        { title: texts.ordinary, rows: rows.ordinary },
      ].filter((group) => group.rows.length > 0),
      totals: [],
    },
  };
}

async function bytesOf(db: TenantDatabase, documentId: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of documentBytes(db, documentId)) pieces.push(piece);
  return Buffer.concat(pieces);
}
