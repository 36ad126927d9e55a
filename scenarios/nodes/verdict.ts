import { ledgerChecks } from '../../server/src/modules/receivables/index.ts';
import { sql } from '../../server/src/platform/database/index.ts';
import { customersOfFile, itemsOfFile } from './export.ts';
import type { Tally } from './load.ts';
import type { Site } from './site.ts';

/** What must be true when all is quiet again, each with what is there instead. */
export type Verdict = { readonly name: string; readonly ok: boolean; readonly detail: string };

/** Compares what was asked with what is there, and what was sent with what arrived. */
export async function verdictOf(site: Site, { files, written }: Tally, arrived: ReadonlyMap<string, number>): Promise<Verdict[]> {
  const { db } = site;
  const found = await db.one<{ items: number; customers: number; minor: string; taken: string; reading: number }>(sql`
    select (select count(*)::int from receivables.item) as items,
      (select count(*)::int from customers.customer) as customers,
      (select coalesce(sum(amount_minor), 0)::text from receivables.item) as minor,
      (select coalesce(sum(amount), 0)::text from (
        select distinct on (file_sha256) (select sum((part ->> 'taken')::bigint) from jsonb_array_elements(control) as part) as amount
        from intake.import where state = 'applied' order by file_sha256
      ) as file) as taken,
      (select count(*)::int from intake.import where state in ('reading', 'uploaded', 'failed') and not exists (
        select from intake.import as again where again.file_sha256 = import.file_sha256 and again.state = 'applied')) as reading
  `);
  const messages = await db.rows<{ header: string; state: string; subject: string }>(sql`
    select message_id_header as header, state, subject from messages.message
  `);
  const doubled = [...arrived].filter(([, times]) => times > 1);
  const ours = new Map(messages.map((message) => [message.header, message.state]));
  const lost = messages.filter((message) => message.state === 'sent' && !arrived.has(message.header));
  const unknown = [...arrived.keys()].filter((header) => !ours.has(header));
  const wrong = messages.filter((message) => arrived.has(message.header) && !['sent', 'uncertain'].includes(message.state));
  const open = messages.filter((message) => !['sent', 'uncertain', 'cancelled', 'failed'].includes(message.state));
  const expectedMinor = String(files * customersOfFile * (120_00 + 80_50));
  const twice = await db.rows(sql`
    select action.customer_id from messages.message as action where action_id is not null and state in ('sent', 'uncertain')
    group by action.customer_id having count(*) > 1
  `);
  const bySubject = Map.groupBy(messages, (message) => message.subject);
  const unwritten = written.filter((subject) => !bySubject.has(subject));
  const writtenTwice = [...bySubject].filter(([subject, all]) => subject.startsWith('Relevé ') && all.length > 1);
  const checks = await ledgerChecks(db);
  return [
    say(
      'every invoice of every file is there once',
      found.items === files * itemsOfFile,
      `${found.items} of ${files * itemsOfFile}`,
    ),
    say(
      'every customer is there once',
      found.customers === files * customersOfFile,
      `${found.customers} of ${files * customersOfFile}`,
    ),
    say('the ledger holds what the files say, to the cent', found.minor === expectedMinor, `${found.minor} of ${expectedMinor}`),
    say('the imports’ control totals say the same', found.taken === expectedMinor, `${found.taken} of ${expectedMinor}`),
    say('no import is left half-way', found.reading === 0, `${found.reading} left`),
    say('no message arrived twice', doubled.length === 0, `${doubled.length} doubled of ${arrived.size}`),
    say('no message that counts as sent is missing', lost.length === 0, `${lost.length} lost`),
    say(
      'nothing arrived that is not known as sent or uncertain',
      unknown.length + wrong.length === 0,
      `${unknown.length + wrong.length}`,
    ),
    say('every message has come to an end', open.length === 0, `${open.length} left`),
    say(
      'every message whose writing was answered is there',
      unwritten.length === 0,
      `${unwritten.length} of ${written.length} missing`,
    ),
    say('none was written twice', writtenTwice.length === 0, `${writtenTwice.length} twice`),
    say('no customer was reminded twice of the same step', twice.length === 0, `${twice.length} twice`),
    ...checks.map((check) => say(check.name, check.ok, check.detail)),
  ];
}

function say(name: string, ok: boolean, detail: string): Verdict {
  return { name, ok, detail };
}
