import { type Language, textsIn } from '@quitus/texts';
import { mostSmsSegments, smsLength, smsView } from '../../messages/index.ts';
import type { CampaignKind } from '../campaigns/campaign.ts';
import type { StepChannel, StepReference } from '../scenarios/scenario.ts';
import { isSafeLink } from './body-blocks.ts';
import { campaignsNaming, fieldNamed, laidOut, notForStep, isKnownPath } from './field-catalogue.ts';
import { sampleFields } from './sample-message.ts';
import { faultOf, type TemplateFault, faultWords } from './template-fault.ts';
import { fieldsNamed, oneLine, renderScript, renderSubject, renderText, templateFault } from './template.ts';

/** A text as somebody writes it, with what its step is. */
export type TemplateToCheck = {
  readonly channel: StepChannel;
  readonly reference: StepReference;
  readonly grave: boolean;
  readonly level?: number | undefined;
  readonly showInterest?: boolean | undefined;
  /** It is no step's: the kind of the campaign it is of. */
  readonly campaign?: CampaignKind | undefined;
  /** It is a paper's: its title, its opening, and as its script its closing. */
  readonly paper?: boolean | undefined;
  /** Of the text: formal words are known in French and English. */
  readonly language: string;
  readonly subject: string | null;
  readonly body: string | null;
  readonly script: string | null;
};

type Place = 'subject' | 'body' | 'script';
type ProblemCode = keyof ReturnType<typeof textsIn>['templates']['problems'];
type WarningCode = keyof ReturnType<typeof textsIn>['templates']['warnings'];
/** Something to correct, or to look at; `detail` is what its sentence names: a field, an address, a count. */
export type Finding<Code extends string> = {
  readonly code: Code;
  readonly at: Place;
  readonly detail: string;
  /** Of a text that cannot be read or run. */
  readonly fault?: TemplateFault;
};
export type TemplateReport = {
  /** Nothing with one of these is published. */
  readonly problems: readonly Finding<ProblemCode>[];
  readonly warnings: readonly Finding<WarningCode>[];
  readonly unknownFields: readonly string[];
  /** Characters of the text as it would read; for a text message, with the messages it is paid as. */
  readonly length: number;
  readonly segments: number | null;
  readonly sms: ReturnType<typeof smsView> | null;
};

/** Everything a text could get wrong, tried on an invented debtor of each kind. */
export function checkTemplate(template: TemplateToCheck): TemplateReport {
  const parts = (['subject', 'body', 'script'] as const).flatMap((at) => {
    const text = template[at];
    return text?.trim() ? [{ at, text }] : [];
  });
  const read = parts.map((part) => ({ ...part, ...readFields(part.text) }));
  const problems: Finding<ProblemCode>[] = read.flatMap(({ at, text, syntax, named }) => [
    ...(syntax === undefined ? [] : [{ code: 'syntax' as const, at, detail: syntax.detail, fault: syntax }]),
    ...named.filter((path) => !isKnownPath(path)).map((detail) => ({ code: 'unknown-field' as const, at, detail })),
    ...named.flatMap((path) => misplaced(path, at, template)),
    ...(at === 'body' || (template.paper && at === 'script') ? unsafeLinks(text, at) : []),
  ]);
  const named = new Set(read.flatMap((part) => part.named));
  const broken = read.some((part) => part.syntax !== undefined);
  const said = broken ? undefined : asRead(template);
  const sms = template.channel === 'sms' && said ? smsLength(said.body) : undefined;
  return {
    problems: [...problems, ...missing(template), ...(said ? noticeProblems(template, said, named) : [])],
    warnings: said ? warningsOf(template, said, named, sms) : [],
    unknownFields: [...named].filter((path) => !isKnownPath(path)),
    length: (sms?.text ?? said?.body ?? '').length,
    segments: sms?.segments ?? null,
    sms: sms ? smsView(sms) : null,
  };
}

/** The sentence of a problem, in a reader's language. */
export function problemWords({ code, detail, fault }: Finding<ProblemCode>, language: Language): string {
  const words = textsIn(language).templates;
  if (fault) return faultWords(fault, language);
  const said = words.problems[code];
  if (typeof said === 'string') return said;
  return said(
    code === 'field-not-on-channel' ||
      code === 'field-not-for-step' ||
      code === 'field-not-for-campaign' ||
      code === 'field-not-on-paper'
      ? labelOf(detail, language)
      : detail,
  );
}

/** The sentence of a warning, in a reader's language. */
export function warningWords({ code, detail }: Finding<WarningCode>, language: Language): string {
  const words = textsIn(language).templates.warnings;
  if (code === 'sms-long') return words['sms-long'](Number(detail));
  if (code === 'sms-unicode') return words['sms-unicode'](detail);
  return code === 'block-missing' ? words['block-missing'](labelOf(detail, language)) : words[code];
}

function labelOf(path: string, language: Language): string {
  const labels: Readonly<Record<string, string>> = textsIn(language).templates.fields;
  return labels[path] ?? path;
}

function readFields(text: string): { named: readonly string[]; syntax?: TemplateFault } {
  try {
    const named = fieldsNamed(text);
    const endless = runFault(text);
    return endless === undefined ? { named } : { named, syntax: endless };
  } catch (error) {
    return { named: [], syntax: known(error) };
  }
}

/** What is wrong with a text, for the person who wrote it: what it names, how it reads, and whether it runs to its end; undefined when nothing is. */
export function textFault(text: string): TemplateFault | undefined {
  return templateFault(text) ?? runFault(text);
}

// Run for a debtor of each kind: a text that loops for ever, or doubles itself, reads well, and would keep every message of its step from leaving.
function runFault(text: string): TemplateFault | undefined {
  try {
    for (const kind of ['business', 'public', 'consumer']) renderText(text, sampleFields('fr', { grave: false }, kind));
    return undefined;
  } catch (error) {
    return known(error);
  }
}

// A fault of ours is no fault of the text.
function known(error: unknown): TemplateFault {
  const fault = faultOf(error);
  if (!fault) throw error;
  return fault;
}

function misplaced(path: string, at: Place, template: TemplateToCheck): Finding<ProblemCode>[] {
  const field = fieldNamed(path);
  if (template.campaign && field && !campaignsNaming(field).includes(template.campaign))
    return [{ code: 'field-not-for-campaign', at, detail: path }];
  const block = path === 'statement' || path === 'payment' || path === 'interest';
  // Its table and how to pay are where they always are; what is given back of a payment or a promise has none.
  if (template.paper)
    return block || notForStep(path, template) !== undefined ? [{ code: 'field-not-on-paper', at, detail: path }] : [];
  // `payment` beside `payment.date`: the one is a block, the other a value.
  if (block && (at !== 'body' || !laidOut.includes(template.channel)))
    return [{ code: 'field-not-on-channel', at, detail: path }];
  const why = template.campaign ? undefined : notForStep(path, template);
  return why === undefined ? [] : [{ code: why === 'channel' ? 'field-not-on-channel' : 'field-not-for-step', at, detail: path }];
}

// What stands between the brackets of a link, to its last one: an address with a space in it is none, and would be read as words.
const linked = /\]\((?:\s*<([^<>\n]*)>|((?:\{\{[^}]*\}\}|\([^()]*\)|[^()])*))/g;
const title = /\s+(?:"[^"]*"|'[^']*')$/;

// In a link's address a field may stand for a part of it, never for its beginning.
function unsafeLinks(text: string, at: Place): Finding<ProblemCode>[] {
  return [...text.matchAll(linked)].flatMap((match) => {
    const address = (match[1] ?? match[2] ?? '').trim().replace(title, '');
    return isSafeLink(address.replaceAll(/\{\{[^}]*\}\}/g, 'x')) && !address.startsWith('{{')
      ? []
      : [{ code: 'unsafe-link' as const, at, detail: address }];
  });
}

const isWritten = (channel: StepChannel): boolean => channel === 'sms' || laidOut.includes(channel);

function missing({ channel, subject, body, paper }: TemplateToCheck): Finding<ProblemCode>[] {
  // A paper says what it always says where it is given no words.
  if (!isWritten(channel) || paper) return [];
  return [
    ...(channel !== 'sms' && !subject?.trim() ? [{ code: 'subject-missing' as const, at: 'subject' as const, detail: '' }] : []),
    ...(body?.trim() ? [] : [{ code: 'words-missing' as const, at: 'body' as const, detail: '' }]),
  ];
}

type Read = { readonly subject: string; readonly body: string; readonly script: string };

function asRead(template: TemplateToCheck, kind = 'business'): Read | undefined {
  const fields = sampleFields(template.language, template, kind);
  try {
    return {
      subject: template.subject ? renderSubject(template.subject, fields) : '',
      body: template.body
        ? template.channel === 'sms'
          ? oneLine(renderText(template.body, fields))
          : renderText(template.body, fields)
        : '',
      script: template.script ? renderScript(template.script, fields) : '',
    };
  } catch {
    // What cannot be run is told as it is read.
    return undefined;
  }
}

// The layout sees to the parties, the items, the way to pay; these two only the writer can.
function noticeProblems(template: TemplateToCheck, said: Read, named: ReadonlySet<string>): Finding<ProblemCode>[] {
  if (!template.grave || !laidOut.includes(template.channel) || template.channel === 'internal' || !template.body?.trim())
    return [];
  const words =
    template.language === 'fr'
      ? /mise\s+en\s+demeure|mettons\s+en\s+demeure/i
      : template.language === 'en'
        ? /formal\s+notice/i
        : undefined;
  return [
    ...(words && !words.test(`${said.subject}\n${said.body}`)
      ? [{ code: 'notice-words' as const, at: 'body' as const, detail: '' }]
      : []),
    ...(named.has('payBefore') ? [] : [{ code: 'notice-demand' as const, at: 'body' as const, detail: '' }]),
  ];
}

const interestFields = ['interest', 'interestTotal', 'indemnityTotal', 'amountWithInterest'];

function warningsOf(
  template: TemplateToCheck,
  said: Read,
  named: ReadonlySet<string>,
  sms: ReturnType<typeof smsLength> | undefined,
): Finding<WarningCode>[] {
  const found: Finding<WarningCode>[] = [];
  const add = (code: WarningCode, at: Place, detail = ''): void => void found.push({ code, at, detail });
  if (said.subject.length > 78 && !template.paper) add('long-subject', 'subject');
  if (sms) {
    if (!named.has('entity.name') && !named.has('entity.identity')) add('sms-no-sender', 'body');
    if (sms.segments > mostSmsSegments) add('sms-long', 'body', String(sms.segments));
    if (sms.forcing.length > 0) add('sms-unicode', 'body', sms.forcing.join(' '));
  }
  const consumer = asRead(template, 'consumer');
  if (consumer && speaksOfBusinessDues(`${consumer.subject}\n${consumer.body}\n${consumer.script}`))
    add('consumer-mention', 'body');
  if (template.showInterest === false && interestFields.some((path) => named.has(path))) add('interest-not-shown', 'body');
  if (laidOut.includes(template.channel) && template.body?.trim())
    for (const block of blocksAdded(template)) if (!named.has(block)) add('block-missing', 'body', block);
  return found;
}

// What a text forgot is added to its end; nobody is asked for a payment who has just made one, or in a campaign.
function blocksAdded({ campaign, channel, reference, paper }: TemplateToCheck): readonly string[] {
  if (paper) return [];
  if (campaign !== undefined)
    return campaignsNaming({ name: 'statement', group: 'blocks' }).includes(campaign) ? ['statement'] : [];
  return channel === 'internal' || reference === 'payment-date' ? ['statement'] : ['statement', 'payment'];
}

/** Whether words tell of what late payment costs a business: a consumer never owes it (C. com. L441-10, D441-5). */
export function speaksOfBusinessDues(text: string): boolean {
  return /L\.?\s?441-10|D\.?\s?441-5|\b40\s?€|€\s?40\b|indemnité forfaitaire de recouvrement|fixed recovery compensation/i.test(
    text,
  );
}
