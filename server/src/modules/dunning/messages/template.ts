import { Liquid, type Template } from 'liquidjs';

/** The fields a template may name. Values are texts ready to print: amounts, dates and counts in the language of the message. */
export type ReminderFields = {
  readonly customer: {
    readonly name: string;
    readonly code: string;
    readonly kind: string;
    readonly identity: string;
    readonly legalId: string;
  };
  readonly contact: { readonly name: string };
  readonly entity: {
    readonly name: string;
    readonly country: string;
    readonly identity: string;
    readonly email: string;
    readonly phone: string;
    readonly iban: string;
    readonly bic: string;
    readonly accountHolder: string;
  };
  readonly collector: { readonly name: string };
  readonly items: readonly {
    readonly number: string;
    readonly issuedOn: string;
    readonly dueOn: string;
    readonly daysLate: number;
    readonly amount: string;
    readonly paid: string;
    readonly open: string;
    readonly claimed: string;
  }[];
  readonly count: number;
  readonly total: string;
  readonly credits: string;
  readonly net: string;
  readonly currency: string;
  readonly oldestDaysLate: number;
  readonly today: string;
  readonly payBefore: string;
  readonly reference: string;
  readonly statement: string;
  readonly payment: string;
};

/** Where the table of items and the way to pay stand in a body; no person can type these. */
export const markers = { statement: '\u0001statement\u0001', payment: '\u0001payment\u0001' } as const;

// Templates are written by users: no file of ours can be read from one, only own properties, and bounded work.
const bounds = { templates: {}, ownPropertyOnly: true, parseLimit: 50_000, renderLimit: 500, memoryLimit: 5_000_000 } as const;
const plain = new Liquid(bounds);
const escaped = new Liquid({ ...bounds, outputEscape: 'escape' });

const known: Readonly<Record<string, readonly string[] | true>> = {
  customer: ['name', 'code', 'kind', 'identity', 'legalId'],
  contact: ['name'],
  entity: ['name', 'country', 'identity', 'email', 'phone', 'iban', 'bic', 'accountHolder'],
  collector: ['name'],
  items: ['number', 'issuedOn', 'dueOn', 'daysLate', 'amount', 'paid', 'open', 'claimed'],
  count: true,
  total: true,
  credits: true,
  net: true,
  currency: true,
  oldestDaysLate: true,
  today: true,
  payBefore: true,
  reference: true,
  statement: true,
  payment: true,
};

// Parsed once: a run renders the same few texts tens of thousands of times.
const parsed = new Map<string, Template[]>();
function parse(template: string): Template[] {
  let tree = parsed.get(template);
  if (!tree) {
    tree = plain.parse(template);
    if (parsed.size > 500) parsed.clear();
    parsed.set(template, tree);
  }
  return tree;
}

/** The fields a template names that no message has; throws what is wrong with its syntax. */
export function unknownFields(template: string): string[] {
  const unknown = plain.globalVariableSegmentsSync(parse(template)).filter(([root, ...rest]) => {
    const parts = typeof root === 'string' && Object.hasOwn(known, root) ? known[root] : undefined;
    if (parts === undefined) return true;
    if (parts === true) return rest.length > 0;
    const field = rest.find((segment) => typeof segment === 'string');
    return field !== undefined && !['size', 'first', 'last', ...parts].includes(field);
  });
  return [...new Set(unknown.map((segments) => segments.map(String).join('.')))];
}

/** What is wrong with a template, for the person who wrote it; undefined when nothing is. */
export function templateProblem(template: string): string | undefined {
  try {
    const unknown = unknownFields(template);
    return unknown.length > 0 ? unknown.join(', ') : undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : 'Liquid';
  }
}

/** A subject on one line: neither a customer's name nor a template can break a header (T67). */
export function renderSubject(template: string, fields: ReminderFields): string {
  return renderText(template, fields)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, (space) => (space.includes('\u00a0') ? '\u00a0' : ' '))
    .trim()
    .slice(0, 250);
}

/** A body as plain text, its markers in place. */
export function renderText(template: string, fields: ReminderFields): string {
  return String(plain.renderSync(parse(template), fields));
}

/** A body with every value escaped for HTML, its markers in place. The template's own text is escaped by the layout's rule: it holds no markup. */
export function renderEscaped(template: string, fields: ReminderFields): string {
  return String(escaped.renderSync(escaped.parse(escapeOutsideTags(template)), fields));
}

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

// What stands between Liquid's own braces is code and must stay as it is.
function escapeOutsideTags(template: string): string {
  return template
    .split(/(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/)
    .map((part, index) => (index % 2 === 1 ? part : escapeHtml(part)))
    .join('');
}
