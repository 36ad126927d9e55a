import type { Criteria } from '@quitus/contract';
import type { Language } from '@quitus/texts';
import { Refusal } from '../../../kernel/refusals.ts';
import { checkCriteria } from '../../../platform/criteria/index.ts';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { sentenceOf } from '../../../platform/http/problems.ts';
import { customerFields } from '../../customers/index.ts';
import { mostSmsSegments, smsLength } from '../../messages/index.ts';
import { checkTemplate, problemWords, textFault } from '../messages/check-template.ts';
import { notForStep } from '../messages/field-catalogue.ts';
import { faultValues } from '../messages/template-fault.ts';
import { fieldsNamed } from '../messages/template.ts';
import { refuse } from '../refusals.ts';
import { isBeside, type NewStep, type StepChannel } from './scenario.ts';

type ErrorCode = Parameters<typeof refuse>[0];
type Values = Readonly<Record<string, string | number>>;
type Found = { readonly field: string; readonly code: string; readonly severity?: 'warning'; readonly values?: Values };
/** What is wrong with a step, or worth a look: which step (from 0), which field, and the values its sentence names. */
export type StepProblem = {
  readonly step: number;
  readonly field: string;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly values: Values;
};

const withSubject: readonly StepChannel[] = ['e-mail', 'internal', 'letter', 'registered-letter', 'registered-e-letter'];
const withBody: readonly StepChannel[] = [...withSubject, 'sms'];
const carrying: readonly StepChannel[] = ['e-mail', 'letter', 'registered-letter', 'registered-e-letter'];

/**
 * Everything that keeps steps from being put in force, and what to look at, in their order: levels that fall, a grave step that leaves by itself
 * or too early, a message without words in both languages, a template naming nothing, criteria that ask of nothing, a sender who is not there.
 * `members` are the people of the organisation; left out, senders are not looked up.
 */
export function stepProblems(steps: readonly NewStep[], members?: ReadonlySet<string>): StepProblem[] {
  const ladder = steps.filter((step) => !isBeside(step));
  const last = ladder.findLast((step) => step.enabled);
  return steps.flatMap((step, index) => {
    const before = ladder[ladder.indexOf(step) - 1];
    const found = [
      ...formOf(step, steps.slice(0, index)),
      ...placeOf(step, { before, isLast: step === last }),
      ...wordsOf(step),
      ...noticeIn(step),
      ...unreached(step, ladder),
      ...audienceOf(step, members),
    ];
    return found.map((one): StepProblem => ({
      ...one,
      severity: one.severity ?? 'error',
      step: index,
      values: { step: step.nameFr, stepFr: step.nameFr, stepEn: step.nameEn, field: one.field, ...one.values },
    }));
  });
}

/** Refuses steps that could not work. Who a named sender is, is not looked up. */
export function assertSteps(steps: readonly NewStep[]): void {
  throwFirst(stepProblems(steps));
}

/** Refuses steps that could not be put in force in this organisation. */
export async function assertPublishable(db: Queryable, steps: readonly NewStep[]): Promise<void> {
  throwFirst(stepProblems(steps, await membersFor(db, steps)));
}

/** Refuses what no version can hold, finished or not: two steps of one identity, a grave step that leaves by itself, half a repetition. */
export function assertForm(steps: readonly NewStep[]): void {
  steps.forEach((step, index) => {
    const [first] = formOf(step, steps.slice(0, index));
    if (first) throw refuse(first.code, { step: step.nameFr, stepFr: step.nameFr, stepEn: step.nameEn, field: first.field });
  });
}

/** The members of the organisation, when a step names one as its sender. */
export async function membersFor(db: Queryable, steps: readonly NewStep[]): Promise<ReadonlySet<string>> {
  if (!steps.some((step) => step.sender === 'person')) return new Set();
  const members = await db.rows<{ id: string }>(sql`select person_id as id from identity.membership`);
  return new Set(members.map((member) => member.id));
}

function throwFirst(problems: readonly StepProblem[]): void {
  const first = problems.find((problem) => problem.severity === 'error');
  // The cast: a problem that is no warning has the code of a refusal; a test makes each of them.
  if (first) throw refuse(first.code as ErrorCode, first.values);
}

// The words that make a formal notice (Civil Code, art. 1344), in both languages; announcing one is none.
const noticeWords = /mett(?:ons|ez|ent) en demeure|vaut mise en demeure|give (?:you )?formal notice|is (?:a|our) formal notice/i;

/** A text that puts somebody on notice in a step that is not said to be formal: it could leave by itself, and its days are not kept. */
function noticeIn(step: NewStep): Found[] {
  if (step.grave || !carrying.includes(step.channel)) return [];
  const field = (['subjectFr', 'bodyFr', 'subjectEn', 'bodyEn'] as const).find((one) => noticeWords.test(step[one] ?? ''));
  return field === undefined ? [] : [{ severity: 'warning', field, code: 'scenario.notice-not-grave' }];
}

/** A formal step that no reminder in writing comes before: whoever was reminded of nothing never gets there. */
function unreached(step: NewStep, ladder: readonly NewStep[]): Found[] {
  const place = ladder.indexOf(step);
  if (place < 0 || !step.grave || !step.enabled) return [];
  const reminds = ladder
    .slice(0, place)
    .some((other) => other.enabled && !other.grave && withBody.includes(other.channel) && other.channel !== 'internal');
  return reminds ? [] : [{ severity: 'warning', field: 'grave', code: 'scenario.grave-unreached' }];
}

type FormFault = Found & { readonly code: ErrorCode };

function formOf(step: NewStep, earlier: readonly NewStep[]): FormFault[] {
  const twice = step.stepId !== undefined && earlier.some((other) => other.stepId === step.stepId);
  const repeats = [step.repeatEveryDays ?? null, step.repeatTimes ?? null];
  const faults: (FormFault | false)[] = [
    twice && { field: 'stepId', code: 'scenario.step-twice' },
    step.grave && step.automation === 'automatic' && { field: 'automation', code: 'scenario.grave-automatic' },
    isBeside(step) &&
      (step.level !== 0 || step.grave) && { field: step.grave ? 'grave' : 'level', code: 'scenario.beside-ladder' },
    repeats.filter((one) => one === null).length === 1 && {
      field: repeats[0] === null ? 'repeatEveryDays' : 'repeatTimes',
      code: 'scenario.repeat-incomplete',
    },
  ];
  return faults.filter((fault): fault is FormFault => fault !== false);
}

function placeOf(step: NewStep, { before, isLast }: { before: NewStep | undefined; isLast: boolean }): Found[] {
  const repeats = (step.repeatEveryDays ?? null) !== null;
  const falls = before !== undefined && step.level < before.level && !isBeside(step);
  const beforeDue = step.grave && step.reference === 'due-date' && step.offsetDays < 0;
  return [
    ...(falls
      ? [
          {
            field: 'level',
            code: 'scenario.steps-out-of-order' as const,
            values: { before: before.nameFr, beforeFr: before.nameFr, beforeEn: before.nameEn },
          },
        ]
      : []),
    ...(beforeDue ? [{ field: 'grave', code: 'scenario.grave-before-due' as const }] : []),
    ...(repeats && isBeside(step) ? [{ field: 'repeatEveryDays', code: 'scenario.beside-ladder' as const }] : []),
    ...(repeats && !isBeside(step) && step.enabled && !isLast
      ? [{ field: 'repeatEveryDays', code: 'scenario.repeat-not-last' as const }]
      : []),
    ...(step.channel === 'hand-over' && !(step.grave && step.automation === 'manual')
      ? [{ field: step.grave ? 'automation' : 'grave', code: 'scenario.hand-over-by-hand' as const }]
      : []),
  ];
}

function wordsOf(step: NewStep): Found[] {
  const base = [
    ...(withSubject.includes(step.channel) ? (['subjectFr', 'subjectEn'] as const) : []),
    ...(withBody.includes(step.channel) ? (['bodyFr', 'bodyEn'] as const) : []),
  ];
  const missing: Found[] = base
    .filter((field) => !step[field]?.trim())
    .map((field) => ({ field, code: 'scenario.text-missing' as const }));
  const texts: [string, string | null][] = [
    ...(['subjectFr', 'subjectEn', 'bodyFr', 'bodyEn', 'scriptFr', 'scriptEn'] as const).map((field): [string, string | null] => [
      field,
      step[field],
    ]),
    ...(step.texts ?? []).flatMap((text, index) =>
      (['subject', 'body', 'script'] as const).map((part): [string, string | null] => [`texts.${index}.${part}`, text[part]]),
    ),
  ];
  return [
    ...missing,
    ...variantsWithoutWords(step),
    ...texts.flatMap(([field, text]): Found[] => {
      const fault = text ? textFault(text) : undefined;
      if (fault) return [{ field, code: 'scenario.template-invalid', values: faultValues(fault) }];
      const misplaced = fieldsNamed(text ?? '').find((path) => notForStep(path, step) !== undefined);
      return misplaced ? [{ field, code: 'scenario.field-misplaced', values: { problem: misplaced } }] : [];
    }),
    ...(step.channel === 'sms' ? longTexts(texts) : []),
    ...refusedWords(step),
  ];
}

// Links that lead astray, and a formal notice that is none: what only the whole text of one language tells.
function refusedWords(step: NewStep): Found[] {
  const said = [
    { field: 'bodyFr', language: 'fr', subject: step.subjectFr, body: step.bodyFr, script: step.scriptFr },
    { field: 'bodyEn', language: 'en', subject: step.subjectEn, body: step.bodyEn, script: step.scriptEn },
    ...(step.texts ?? []).map((text, index) => ({ field: `texts.${index}.body`, ...text })),
  ];
  const { channel, reference, grave, level } = step;
  return said.flatMap(({ field, language, subject, body, script }): Found[] => {
    const { problems } = checkTemplate({ channel, reference, grave, level, language, subject, body, script });
    const first = problems.find(
      (one) => one.code === 'unsafe-link' || one.code === 'notice-words' || one.code === 'notice-demand',
    );
    if (!first) return [];
    const values = { problemFr: problemWords(first, 'fr'), problemEn: problemWords(first, 'en') };
    return [{ field, code: 'scenario.words-refused', values }];
  });
}

function variantsWithoutWords(step: NewStep): Found[] {
  return (step.texts ?? []).flatMap((text, index): Found[] => {
    const lacking = [
      ...(withSubject.includes(step.channel) && !text.subject?.trim() ? ['subject'] : []),
      ...(withBody.includes(step.channel) && !text.body?.trim() ? ['body'] : []),
    ];
    return lacking.map((part) => ({ field: `texts.${index}.${part}`, code: 'scenario.text-missing' }));
  });
}

function longTexts(texts: readonly [string, string | null][]): Found[] {
  return texts.flatMap(([field, text]): Found[] => {
    const segments = text && /body/i.test(field) ? smsLength(aboutAsPrinted(text)).segments : 0;
    return segments > mostSmsSegments ? [{ severity: 'warning', field, code: 'scenario.text-long', values: { segments } }] : [];
  });
}

// A template is not a message yet: a name, an amount or a date is printed where a tag stands.
function aboutAsPrinted(template: string): string {
  return template.replaceAll(/\{%[\s\S]*?%\}/g, '').replaceAll(/\{\{[\s\S]*?\}\}/g, 'x'.repeat(14));
}

function audienceOf(step: NewStep, members: ReadonlySet<string> | undefined): Found[] {
  const criteria: [string, Criteria | null][] = [
    ['conditions', step.conditions ?? null],
    ...(step.texts ?? []).map((text, index): [string, Criteria | null] => [`texts.${index}.criteria`, text.criteria]),
  ];
  const senderId = step.senderPersonId ?? null;
  const noSender = step.sender === 'person' && (senderId === null || (members !== undefined && !members.has(senderId)));
  return [
    ...(noSender ? [{ field: 'senderPersonId', code: 'scenario.sender-missing' as const }] : []),
    ...criteria.flatMap(([field, one]): Found[] => {
      const problem = one ? criteriaProblem(one) : undefined;
      return problem ? [{ field, code: 'scenario.criteria-invalid', values: problem }] : [];
    }),
    ...((step.attachments ?? []).length > 0 && !carrying.includes(step.channel)
      ? [{ field: 'attachments', code: 'scenario.attachments-not-carried' as const }]
      : []),
    ...(step.channel === 'registered-e-letter'
      ? [{ severity: 'warning' as const, field: 'channel', code: 'scenario.consent-needed' }]
      : []),
  ];
}

/** What is wrong with criteria over customers, in both languages; undefined when nothing is. */
export function criteriaProblem(criteria: Criteria): { problemFr: string; problemEn: string } | undefined {
  try {
    checkCriteria(criteria, customerFields);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const said = (language: Language): string => sentenceOf(language, error.code, error.values);
    return { problemFr: said('fr'), problemEn: said('en') };
  }
}
