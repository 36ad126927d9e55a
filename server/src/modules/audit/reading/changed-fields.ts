import { type Language, textsIn } from '@quitus/texts';

/** One value an event tells, before and after, as texts. */
export type ChangedField = {
  readonly field: string;
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
};
type Details = Readonly<Record<string, unknown>>;

/**
 * What an event tells as a list of fields. `before` and `after` are set side by side, and only what differs is told; everything else that
 * stands beside them was not there before.
 */
export function changedFields(details: Details, language: Language): ChangedField[] {
  const { before, after, ...others } = details;
  const told = Object.entries(others).map(([field, value]) => ({ field, before: undefined, after: value }));
  const changes = 'before' in details || 'after' in details ? sideBySide(before, after, others) : [];
  // “before” beside a plain “key” and “after”: what changed is what the key names.
  return [...told, ...changes]
    .map(({ field, before: from, after: to }) => ({
      field,
      label: labelOf(field, language),
      before: textOf(from, language),
      after: textOf(to, language),
    }))
    .filter((change) => change.before !== change.after);
}

function sideBySide(before: unknown, after: unknown, others: Details): { field: string; before: unknown; after: unknown }[] {
  if (!isRecord(before) && !isRecord(after)) {
    const key = others['key'];
    return [{ field: typeof key === 'string' ? key : 'value', before, after }];
  }
  const [from, to] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  // A change names only what it sets: what is not in it stayed as it was, unless everything was taken away.
  const fields = after === undefined || before === undefined ? { ...from, ...to } : to;
  return Object.keys(fields).map((field) => ({ field, before: from[field], after: after === undefined ? undefined : to[field] }));
}

/** The name of a field: its own in the reader's language, or the code's split into words. */
export function labelOf(field: string, language: Language): string {
  const known: Readonly<Record<string, string>> = textsIn(language).audit.fields;
  if (Object.hasOwn(known, field)) return known[field] ?? field;
  const words = field
    .replaceAll(/[_.-]+/g, ' ')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: unknown, language: Language): string | null {
  const { yes, no } = textsIn(language).audit;
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => textOf(one, language) ?? '').join(', ');
  if (!isRecord(value)) return null;
  const parts = Object.entries(value).flatMap(([field, one]) => {
    const text = textOf(one, language);
    return text === null ? [] : [`${labelOf(field, language)}: ${text}`];
  });
  return parts.length === 0 ? null : parts.join('; ');
}

function isRecord(value: unknown): value is Details {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
