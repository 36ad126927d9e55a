/** A tag of Liquid as it is written: a field between {{ }}, a condition or a loop between {% %}. */
export const liquidTag = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;

export interface LiquidWords {
  readonly kind: 'field' | 'condition';
  /** The path of a plain field: "customer.name"; undefined for anything with a filter, an index or a condition. */
  readonly path: string | undefined;
  /** What stands between its braces. */
  readonly inner: string;
}

/** What a tag says. */
export function readTag(raw: string): LiquidWords {
  const inner = raw.replace(/^\{[{%]-?\s*/, '').replace(/\s*-?[}%]\}$/, '');
  return { kind: raw.startsWith('{%') ? 'condition' : 'field', path: /^[A-Za-z][\w.]*$/.test(inner) ? inner : undefined, inner };
}

/** A text and its tags in turn: whole tags at odd places. */
export function splitTags(text: string): string[] {
  return text.split(/(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/);
}
