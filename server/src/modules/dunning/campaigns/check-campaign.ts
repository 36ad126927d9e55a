import { languages, type Language, textsIn } from '@quitus/texts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { checkTemplate, problemWords } from '../messages/check-template.ts';
import { refuse } from '../refusals.ts';
import { criteriaProblem } from '../scenarios/check-steps.ts';
import { type Campaign, type CampaignBody, type CampaignKind, wordsOf } from './campaign.ts';

/** What keeps a campaign from being confirmed: a code, and its sentence in each language. */
export type CampaignProblem = { readonly code: string; readonly words: Readonly<Record<Language, string>> };

/** What keeps a campaign from being confirmed; empty when nothing does. */
export async function campaignProblems(db: Queryable, campaign: Campaign): Promise<CampaignProblem[]> {
  const problems = [...wordsProblems(campaign)];
  if (campaign.kind === 'bank-details') {
    const { iban } = await db.one<{ iban: string | null }>(
      sql`select iban from identity.entity where id = ${campaign.entityId}::uuid`,
    );
    if (iban === null) problems.push(said('no-iban', (language) => textsIn(language).campaigns.problems['no-iban']));
  }
  return problems;
}

/** Refuses a campaign that cannot be confirmed, with the first reason. */
export async function assertConfirmable(db: Queryable, campaign: Campaign): Promise<void> {
  const [first] = await campaignProblems(db, campaign);
  if (first) throw refuse('campaign.incomplete', { problemFr: first.words.fr, problemEn: first.words.en });
}

/** Refuses what no campaign of the kind can hold: criteria that ask of nothing, a day that is to come, a day or a paper where there is no account. */
export function assertBody(kind: CampaignKind, body: CampaignBody, today: string): void {
  for (const criteria of [body.criteria, ...body.texts.map((variant) => variant.criteria)]) {
    const problem = criteria ? criteriaProblem(criteria) : undefined;
    if (problem) throw refuse('campaign.criteria-invalid', problem);
  }
  if ((kind === 'balance-confirmation') !== (body.asOf !== null)) throw refuse('campaign.day-misplaced');
  if (body.asOf !== null && body.asOf > today) throw refuse('campaign.day-to-come', { day: body.asOf });
  if (body.attachStatement && kind !== 'statement' && kind !== 'balance-confirmation') throw refuse('campaign.states-nothing');
}

// Words of one language are enough: the others fall back on them, as those of a step do. What was begun must be finished.
function wordsProblems(campaign: Campaign): CampaignProblem[] {
  const { fr, en, variants } = wordsOf(campaign);
  const all = [{ language: 'fr', ...fr }, { language: 'en', ...en }, ...variants];
  const written = all.filter((words) => words.subject?.trim() || words.body?.trim());
  if (written.length === 0) return [said('words-missing', (language) => textsIn(language).campaigns.problems['words-missing'])];
  if (!written.some((words) => words === all[0] || words === all[1]))
    return [said('words-missing', (language) => textsIn(language).campaigns.problems['words-missing'])];
  const names = (language: string, reader: Language): string =>
    new Intl.DisplayNames(reader, { type: 'language' }).of(language) ?? language;
  return written.flatMap(({ language, subject, body }) =>
    checkTemplate({
      channel: 'e-mail',
      reference: 'due-date',
      grave: false,
      campaign: campaign.kind,
      language,
      subject,
      body,
      script: null,
    }).problems.map((problem) => said(problem.code, (reader) => `${names(language, reader)}: ${problemWords(problem, reader)}`)),
  );
}

function said(code: string, words: (language: Language) => string): CampaignProblem {
  // The cast: every language is given its sentence.
  return {
    code,
    words: Object.fromEntries(languages.map((language) => [language, words(language)])) as Record<Language, string>,
  };
}
