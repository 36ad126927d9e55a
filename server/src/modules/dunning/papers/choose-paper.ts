import type { Day } from '../../../kernel/days.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { chooseAmong, customersMeeting } from '../messages/step-words.ts';
import type { StepAttachment } from '../scenarios/scenario.ts';
import type { PaperColumn, PaperKind, PaperTemplate, PaperWords } from './paper.ts';
import { paperTemplates } from './paper-store.ts';

/** What an item is known by elsewhere. */
export type ItemReferences = Readonly<Record<PaperColumn, string | null>>;
/** A paper for one customer: what it says, in which language, and the references its table shows. */
export type ChosenPaper = {
  readonly language: string;
  readonly words: PaperWords;
  readonly columns: readonly PaperColumn[];
  readonly references: ReadonlyMap<string, ItemReferences>;
};
/** The paper of a kind for a message in this language; undefined: as every paper is. */
export type ChoosePaper = (kind: PaperKind, language: string) => ChosenPaper | undefined;

/** Every paper as it always is. */
export const plainPapers: ChoosePaper = () => undefined;

type Batch = {
  readonly attachments: readonly StepAttachment[];
  readonly customerIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly today: Day;
};

/**
 * What the papers of a batch of messages say, by customer: one statement where the tenant left its papers alone, and none where nothing of ours goes along;
 * else one more for the criteria, and one for the references.
 */
export async function papersFor(
  db: Queryable,
  { attachments, customerIds, itemIds, today }: Batch,
): Promise<(customerId: string) => ChoosePaper> {
  const templates = attachments.some((each) => each === 'statement' || each === 'interest-note') ? await paperTemplates(db) : [];
  if (templates.length === 0) return () => plainPapers;
  const byKind = new Map<PaperKind, PaperTemplate>(templates.map((each) => [each.kind, each]));
  const criteria = templates.flatMap(({ variants }) => variants.flatMap((variant) => variant.criteria ?? []));
  const meeting = await customersMeeting(db, criteria, customerIds, today);
  const shows = templates.some(({ columns, variants }) =>
    [columns, ...variants.map((each) => each.columns)].some((all) => all.length > 0),
  );
  const references = shows ? await referencesOf(db, itemIds) : new Map<string, ItemReferences>();
  return (customerId) => (kind, language) => {
    const template = byKind.get(kind);
    if (!template) return undefined;
    const chosen = choosePaper(
      template,
      language,
      (criterion) => criterion === null || (meeting.get(JSON.stringify(criterion))?.has(customerId) ?? false),
    );
    return { ...chosen, references };
  };
}

type Criterion = PaperTemplate['variants'][number]['criteria'];

/**
 * What a paper says to a customer of this language: as the words of a step are chosen, but for what it says of itself in French and in English, which it never
 * lacks. Without a word of its own in either it stays in the language of its message.
 */
export function choosePaper(
  { fr, en, columns, variants }: Pick<PaperTemplate, 'fr' | 'en' | 'columns' | 'variants'>,
  language: string,
  fits: (criterion: Criterion) => boolean,
): Pick<ChosenPaper, 'language' | 'words' | 'columns'> {
  const own = { fr: { ...fr, columns }, en: { ...en, columns }, variants };
  const chosen = chooseAmong(own, language, { fits: ({ criteria }) => fits(criteria), says: () => true });
  const { title, opening, closing } = chosen.words;
  const says = [title, opening, closing].some((words) => words?.trim());
  return { language: says ? chosen.language : language, words: { title, opening, closing }, columns: chosen.words.columns };
}

/** What these items are known by elsewhere, by item: one statement. */
export async function referencesOf(db: Queryable, itemIds: readonly string[]): Promise<Map<string, ItemReferences>> {
  const rows = await db.rows<ItemReferences & { id: string }>(sql`
    select id, purchase_order as "purchase-order", reference, business_unit as "business-unit"
    from receivables.item
    where id = any(${[...itemIds]}::uuid[])
      and (purchase_order is not null or reference is not null or business_unit is not null)
  `);
  return new Map(rows.map(({ id, ...references }) => [id, references]));
}
