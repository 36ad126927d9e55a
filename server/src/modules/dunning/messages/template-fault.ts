import { type Language, textsIn } from '@quitus/texts';

/** What is wrong with a template, in a word its reader's language has a sentence for; `detail` is what the sentence names. */
export type TemplateFault = {
  readonly code: keyof ReturnType<typeof textsIn>['templates']['faults'];
  readonly detail: string;
  /** Counted from 1; null when it is of no one line. */
  readonly line: number | null;
};
export type TemplatePlace = 'subject' | 'body' | 'script';

/** Tags that would take in another template: there is none to take in. */
export const tagsOfOtherTemplates = ['include', 'render', 'layout', 'block'] as const;
const otherTemplate = 'takes in another template: ';

/** The error such a tag is answered with when it is read. */
export function otherTemplateError(tag: string): Error {
  return new Error(`${otherTemplate}${tag}`);
}

/** A text grew beyond any message. */
export class TooLong extends Error {
  constructor() {
    super('the text is too long');
    this.name = 'TooLong';
  }
}

// The engine's sentences, as it writes them; the piece of the template is their only group.
const said: readonly (readonly [RegExp, TemplateFault['code']])[] = [
  [/^takes in another template: (.*)$/s, 'other-template'],
  [/^undefined filter: (.*)$/s, 'unknown-filter'],
  [/^tag "(?!\{)(.*)" not found$/s, 'unknown-tag'],
  [/^(?:tag|output|raw) (.*) not closed$/s, 'not-closed'],
  [/(?:limit exceeded|the text is too long)$/s, 'too-much'],
];

/** The fault an error of reading or running a template tells of; undefined when the error is no template's. */
export function faultOf(error: unknown): TemplateFault | undefined {
  if (error instanceof TemplateFailure) return error.fault;
  if (!(error instanceof Error)) return undefined;
  const place = /, line:(\d+), col:\d+$/.exec(firstLine(error.message));
  const plain = firstLine(error.message).replace(/, line:\d+, col:\d+$/, '');
  for (const [pattern, code] of said) {
    const found = pattern.exec(plain);
    if (found) return { code, detail: (found[1] ?? '').replaceAll(/^"|"$/g, ''), line: lineOf(place) };
  }
  return place ? { code: 'unreadable', detail: plain, line: lineOf(place) } : undefined;
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';
const lineOf = (place: RegExpExecArray | null): number | null => (place ? Number(place[1]) : null);

/** A fault as a sentence. */
export function faultWords({ code, detail, line }: TemplateFault, language: Language): string {
  const words = textsIn(language).templates;
  return line === null ? `${words.faults[code](detail)}.` : words.faultOnLine(words.faults[code](detail), line);
}

/** Both languages of a fault, for a refusal. */
export function faultValues(fault: TemplateFault): { problem: string; problemFr: string; problemEn: string; line: number } {
  return { problem: fault.detail, problemFr: faultWords(fault, 'fr'), problemEn: faultWords(fault, 'en'), line: fault.line ?? 0 };
}

/** A template that could be read could not be run on the data of one message. */
export class TemplateFailure extends Error {
  readonly at: TemplatePlace;
  readonly fault: TemplateFault;

  constructor(at: TemplatePlace, fault: TemplateFault, cause: unknown) {
    super(`${at}: ${fault.code} ${fault.detail}`, { cause });
    this.name = 'TemplateFailure';
    this.at = at;
    this.fault = fault;
  }
}

/** Runs one part of a message; a template that fails says where. Any other error passes as it is. */
export function runPart<T>(at: TemplatePlace, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const fault = faultOf(error);
    if (!fault) throw error;
    throw new TemplateFailure(at, fault, error);
  }
}
