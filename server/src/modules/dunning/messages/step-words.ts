import type { Criteria } from '@quitus/contract';
import type { Day } from '../../../kernel/days.ts';
import { Refusal } from '../../../kernel/refusals.ts';
import { checkCriteria, compileCriteria } from '../../../platform/criteria/index.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { customerFields } from '../../customers/index.ts';
import type { MessageWords } from './write-message.ts';

/** Other words for some customers, or another language. */
export type WordsVariant = MessageWords & {
  readonly language: string;
  /** Over the customer; null: everybody of that language. */
  readonly criteria: Criteria | null;
};

/** All that a step says. */
export type StepWords = {
  readonly fr: MessageWords;
  readonly en: MessageWords;
  readonly variants: readonly WordsVariant[];
};

/** The words chosen for one customer, with the language they are in: figures and dates follow it (T64). */
export type ChosenWords<Words = MessageWords> = { readonly language: string; readonly words: Words };

const spoken: Readonly<Record<string, string>> = {
  FR: 'fr',
  BE: 'fr',
  LU: 'fr',
  MC: 'fr',
  CH: 'fr',
  DE: 'de',
  AT: 'de',
  ES: 'es',
  IT: 'it',
  PT: 'pt',
  NL: 'nl',
};

/** The language a debtor is written to in: the contact's, the account's, else what the entity's country speaks, else English. */
export function languageOf(chosen: string | null, entityCountry: string): string {
  return chosen ?? spoken[entityCountry] ?? 'en';
}

/**
 * The words for a customer of this language: the first variant of it that fits, else the step's own French or English; in a language without words,
 * those in English, so that no message mixes two. `fits` says whether the customer meets a variant's criteria.
 */
export function chooseWords(step: StepWords, language: string, fits: (variant: WordsVariant) => boolean): ChosenWords {
  return chooseAmong(step, language, { fits, says });
}

const says = (words: MessageWords): boolean => Boolean(words.body?.trim() ?? words.script?.trim());

/** The same choice among words of any shape; `says` tells those that are there to be said. */
export function chooseAmong<Words, Variant extends Words & { readonly language: string }>(
  step: { readonly fr: Words; readonly en: Words; readonly variants: readonly Variant[] },
  language: string,
  by: { readonly fits: (variant: Variant) => boolean; readonly says: (words: Words) => boolean },
): ChosenWords<Words> {
  const variant = step.variants.find((each) => each.language === language && by.says(each) && by.fits(each));
  if (variant) return { language, words: variant };
  if (language === 'fr' && by.says(step.fr)) return { language, words: step.fr };
  const inEnglish = by.says(step.en) || !by.says(step.fr);
  if (language !== 'en') return inEnglish ? chooseAmong(step, 'en', by) : { language: 'fr', words: step.fr };
  return inEnglish ? { language: 'en', words: step.en } : { language: 'fr', words: step.fr };
}

/** Which customers meet which criteria: one statement for all of them. Answers the customers by criterion, as it is written in JSON. */
export async function customersMeeting(
  db: Queryable,
  criteria: readonly Criteria[],
  customerIds: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const distinct = [...new Map(criteria.map((each) => [JSON.stringify(each), each]))];
  if (distinct.length === 0 || customerIds.length === 0) return new Map();
  const met = distinct.flatMap(([key, each]) => {
    // Criteria over a field that is no more are met by nobody: the step's own words are said, and the other messages leave.
    if (!isReadable(each)) return [];
    return [
      sql`
        select ${key}::text as key, customer.id
        from customers.customer
        where customer.id = any(${[...customerIds]}::uuid[]) and ${compileCriteria(each, customerFields, { today })}
      `,
    ];
  });
  if (met.length === 0) return new Map();
  const rows = await db.rows<{ key: string; id: string }>(sql`${sql.join(met, sql` union all `)}`);
  return new Map([...Map.groupBy(rows, (row) => row.key)].map(([key, of]) => [key, new Set(of.map((row) => row.id))]));
}

function isReadable(criteria: Criteria): boolean {
  try {
    checkCriteria(criteria, customerFields);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
