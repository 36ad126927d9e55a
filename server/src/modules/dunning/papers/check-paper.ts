import { type Language, textsIn } from '@quitus/texts';
import { checkTemplate, type Finding, problemWords } from '../messages/check-template.ts';
import { faultWords } from '../messages/template-fault.ts';
import { refuse } from '../refusals.ts';
import { criteriaProblem } from '../scenarios/check-steps.ts';
import type { PaperTemplate, PaperWords } from './paper.ts';

type Problem = ReturnType<typeof checkTemplate>['problems'][number];
const partOf = { subject: 'title', body: 'opening', script: 'closing' } as const;

/** Refuses words that cannot be read, that name what a paper has no value for, or that lead nowhere: the first, with its language, its part and its line. */
export function assertPaper(paper: Pick<PaperTemplate, 'fr' | 'en' | 'variants'>): void {
  for (const { criteria } of paper.variants) {
    const problem = criteria ? criteriaProblem(criteria) : undefined;
    if (problem) throw refuse('paper.criteria-invalid', problem);
  }
  for (const { language, ...words } of [{ language: 'fr', ...paper.fr }, { language: 'en', ...paper.en }, ...paper.variants]) {
    const [problem] = checkPaperWords(words, language);
    if (!problem) continue;
    const part = partOf[problem.at];
    const line = lineOf(problem, words[part] ?? '');
    throw refuse('paper.words-refused', {
      problemFr: sentence(problem, { language, part, line }, 'fr'),
      problemEn: sentence(problem, { language, part, line }, 'en'),
      part,
      line,
      problem: problem.detail,
    });
  }
}

/** What is wrong with the words of a paper in one language. */
export function checkPaperWords({ title, opening, closing }: PaperWords, language: string): readonly Problem[] {
  return checkTemplate({
    channel: 'letter',
    reference: 'due-date',
    grave: false,
    paper: true,
    language,
    subject: title,
    body: opening,
    script: closing,
  }).problems;
}

type Where = { readonly language: string; readonly part: keyof PaperWords; readonly line: number };

function sentence(problem: Problem, { language, part, line }: Where, reader: Language): string {
  const name = new Intl.DisplayNames(reader, { type: 'language' }).of(language) ?? language;
  const said =
    problem.code === 'unknown-field'
      ? faultWords({ code: 'unknown-field', detail: problem.detail, line }, reader)
      : problemWords(problem, reader);
  return textsIn(reader).templates.papers.problem(name, textsIn(reader).templates.papers[part], said);
}

// A text that can be read does not say where a field stands: the first line that names it.
function lineOf({ detail, fault }: Finding<string>, text: string): number {
  if (fault?.line) return fault.line;
  const at = text.split('\n').findIndex((line) => line.includes(detail));
  return at < 0 ? 1 : at + 1;
}
