import type { OutputOf } from '@quitus/contract/client';
import { formatDay, type Language, textsIn } from '@quitus/texts';
import { fromDecimal, toDecimal } from '../../kernel/money.ts';
import { type Queryable, sql } from '../../platform/database/index.ts';

type Results = OutputOf<'GET /search'>['results'];
type FoundItem = {
  id: string;
  kind: string;
  number: string;
  customer: string;
  issueOn: string;
  currency: string;
  openMinor: bigint;
  amountMinor: bigint;
};

/** Accounts by any part of their name or code; items by the beginning of their number or their exact amount, open or not. */
export async function search(db: Queryable, words: string, limit: number, language: Language): Promise<Results> {
  const asked = words.trim();
  if (asked === '') return [];
  const [customers, byNumber, byAmount] = await Promise.all([
    foundCustomers(db, asked, limit),
    itemsByNumber(db, asked, limit),
    itemsByAmount(db, asked, limit),
  ]);
  const texts = textsIn(language).ledger;
  // The cast: the database's check holds the same list of kinds as the texts.
  const kindWord = (kind: string): string => (texts.itemKinds as Record<string, string>)[kind] ?? kind;
  const items = new Map([...byNumber, ...byAmount].map((item) => [item.id, item]));
  return [
    ...customers.map(({ id, code, name }) => ({
      kind: 'customer' as const,
      id,
      title: name,
      detail: texts.search.customer(code),
    })),
    ...[...items.values()].map((item) => ({
      kind: 'item' as const,
      id: item.id,
      title: item.number || kindWord(item.kind),
      detail: `${texts.search.item(kindWord(item.kind), item.customer)} · ${formatDay(language, item.issueOn)}`,
      amount: toDecimal(item.amountMinor, item.currency),
      currency: item.currency,
    })),
  ].slice(0, limit);
}

function foundCustomers(db: Queryable, words: string, limit: number): Promise<{ id: string; code: string; name: string }[]> {
  return db.rows(sql`select found.id, found.code, found.name from customers.search(${words}, ${limit}) as found`);
}

const found = sql`
  item.id, item.kind, item.number, customer.name as customer, item.issue_on as "issueOn", item.currency, item.open_minor as "openMinor",
  item.amount_minor as "amountMinor"
`;
const named = sql`receivables.item join customers.customer on customer.tenant_id = item.tenant_id and customer.id = item.customer_id`;

function itemsByNumber(db: Queryable, words: string, limit: number): Promise<FoundItem[]> {
  // A range of texts goes through the index of numbers; "like" would not, under row-level security.
  const begins = (text: string) => sql`(item.number >= ${text} and item.number < ${`${text}\u{10FFFF}`})`;
  return db.rows<FoundItem>(sql`
    select ${found} from ${named} where ${begins(words)} or ${begins(words.toUpperCase())} order by item.number, item.id limit ${limit}
  `);
}

function itemsByAmount(db: Queryable, words: string, limit: number): Promise<FoundItem[]> {
  const decimal = words.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (!/^\d{1,12}(\.\d{1,3})?$/.test(decimal)) return Promise.resolve([]);
  // Minor units differ by currency: each possible reading of the figure, looked up with the currencies it is meant for.
  const readings = ['EUR', 'JPY', 'KWD'].map((currency) => fromDecimal(decimal, currency)).filter((minor) => minor !== undefined);
  const amounts = [...new Set(readings.flatMap((minor) => [minor, -minor]))];
  return db
    .rows<FoundItem>(sql`
      select ${found} from ${named} where item.open_minor <> 0 and item.amount_minor = any(${amounts}::bigint[]) order by item.issue_on desc, item.id limit ${limit}
    `)
    .then((items) =>
      items.filter(
        (item) => fromDecimal(decimal, item.currency) === (item.amountMinor < 0n ? -item.amountMinor : item.amountMinor),
      ),
    );
}
