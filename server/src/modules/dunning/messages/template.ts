import { Liquid, type Template } from 'liquidjs';
import { isKnownPath } from './field-catalogue.ts';
import { faultOf, otherTemplateError, tagsOfOtherTemplates, type TemplateFault, TooLong } from './template-fault.ts';

/** Where the table of items, the way to pay and the table of interest stand in a body; no person can type these. */
export const markers = {
  statement: '\uE002statement\uE002',
  payment: '\uE002payment\uE002',
  interest: '\uE002interest\uE002',
} as const;

/** A field that stands for a block when it is printed, and has values of its own. */
export type MarkerField = { readonly marker: string };

/** The fields a template may name. Values are texts ready to print: amounts, dates and counts in the language of the message. */
export type TemplateFields = Readonly<Record<string, unknown>>;

// Templates are written by users: no file of ours can be read from one, only own properties, and bounded work.
const bounds = { templates: {}, ownPropertyOnly: true, parseLimit: 50_000, renderLimit: 500, memoryLimit: 5_000_000 } as const;

// A value never meets Markdown: it is put aside, and a mark nobody can type stands where it goes. Rendering is synchronous, so one list serves.
let values: string[] = [];
const engine = new Liquid({
  ...bounds,
  outputEscape: (value: unknown) => {
    const text = printed(value);
    if (text === '') return '';
    values.push(text);
    return `\uE000${values.length - 1}\uE001`;
  },
});
// It would let a value pass as it is.
engine.registerFilter('raw', (value: unknown) => value);
const strict = new Liquid({ ...bounds, strictFilters: true });
// A text stands alone: these would look for a file, and fail only as they run.
for (const liquid of [engine, strict])
  for (const tag of tagsOfOtherTemplates)
    liquid.registerTag(tag, {
      parse: () => {
        throw otherTemplateError(tag);
      },
      render: () => '',
    });

function printed(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && 'marker' in value && typeof value.marker === 'string') return value.marker;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return Array.isArray(value) ? value.map(printed).filter(Boolean).join(', ') : '';
}

// Parsed once: a run renders the same few texts tens of thousands of times.
const parsed = new Map<string, Template[]>();
function parse(template: string): Template[] {
  let tree = parsed.get(template);
  if (!tree) {
    tree = engine.parse(template);
    if (parsed.size > 500) parsed.clear();
    parsed.set(template, tree);
  }
  return tree;
}

/** The fields a template names, each as its path ("customer.name", "items.number"); throws what is wrong with its syntax. */
export function fieldsNamed(template: string): string[] {
  // Parsed by the strict engine: a filter that does not exist is a mistake too.
  const tree = strict.parse(template);
  const paths = strict.globalVariableSegmentsSync(tree).map(pathOf);
  // What a loop over the items calls one of them is an item.
  const loops = new Set([...template.matchAll(/\{%-?\s*for\s+(\w+)\s+in\s+items\b/g)].map((match) => match[1]));
  const within = strict
    .variableSegmentsSync(tree)
    .filter(([root, ...rest]) => typeof root === 'string' && loops.has(root) && rest.length > 0)
    .map(([, ...rest]) => `items.${pathOf(rest)}`);
  return [...new Set([...paths, ...within])].filter((path) => path !== 'forloop' && !path.startsWith('forloop.'));
}

function pathOf(segments: readonly unknown[]): string {
  return segments
    .filter((segment, place) => typeof segment === 'string' && (place === 0 || !/^(size|first|last)$/.test(segment)))
    .join('.');
}

/** The fields a template names that no message has; throws what is wrong with its syntax. */
export function unknownFields(template: string): string[] {
  return fieldsNamed(template).filter((path) => !isKnownPath(path));
}

/** What is wrong with a template as it is read; undefined when nothing is. */
export function templateFault(template: string): TemplateFault | undefined {
  try {
    const unknown = unknownFields(template);
    return unknown.length > 0 ? { code: 'unknown-field', detail: unknown.join(', '), line: null } : undefined;
  } catch (error) {
    const fault = faultOf(error);
    if (!fault) throw error;
    return fault;
  }
}

/** A template's own words with its values put aside: `source` has a mark for each of `values`. The same words come out for every debtor whose message takes the same turns. */
export type Filled = { readonly source: string; readonly values: readonly string[] };

/** Runs a template, its values put aside. */
export function fill(template: string, fields: TemplateFields): Filled {
  values = [];
  const tree = parse(template);
  const source = String(engine.renderSync(tree, fields));
  return { source, values };
}

// Far beyond any message; a letter of a thousand items is a tenth of it.
const longest = 2_000_000;

/** A text with its values in place. A value captured within the template may hold marks of earlier ones. Throws when it grows beyond any message: each capture may double the one before. */
export function settled(text: string, of: readonly string[]): string {
  return settledWithin({ left: longest }, text, of);
}

function settledWithin(room: { left: number }, text: string, of: readonly string[]): string {
  room.left -= text.length;
  if (room.left < 0) throw new TooLong();
  if (!text.includes('\uE000')) return text;
  return text.replaceAll(/\uE000(\d+)\uE001/g, (_mark, place: string) =>
    settledWithin(room, of[Number(place)] ?? '', of.slice(0, Number(place))),
  );
}

/** A template as plain text: subjects, text messages, scripts. */
export function renderText(template: string, fields: TemplateFields): string {
  const filled = fill(template, fields);
  return withoutMarkers(settled(filled.source, filled.values));
}

/** A subject on one line: neither a customer's name nor a template can break a header (T67). */
export function renderSubject(template: string, fields: TemplateFields): string {
  return oneLine(renderText(template, fields)).slice(0, 250);
}

/** A script to speak: it keeps its lines. */
export function renderScript(template: string, fields: TemplateFields): string {
  return renderText(template, fields)
    .split('\n')
    .map((line) => oneLine(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** A text on one line without control characters; no-break spaces stay. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, (space) =>
      /[\u00a0\u202f]/.test(space) ? (space.match(/[\u00a0\u202f]/)?.[0] ?? ' ') : ' ',
    )
    .trim();
}

/** A value of the data as a message may hold it: on one line, no control character, none of our marks. */
export function clean(text: string): string {
  return /[\p{Cc}\p{Zl}\p{Zp}\uE000-\uE002]/u.test(text)
    ? text
        .replaceAll(/[\uE000-\uE002]/g, '')
        .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .trim()
    : text.trim();
}

function withoutMarkers(text: string): string {
  return text.includes('\uE002') ? text.replaceAll(/\uE002[a-z]+\uE002/g, '') : text;
}
