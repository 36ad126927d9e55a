import type { Texts } from '@quitus/texts';
import { readTag } from './liquid.ts';

type TagWords = Texts['templates']['editor']['tags'];

// Conditions one can insert, and the words they are shown by.
export const conditions = {
  business: "customer.kind == 'business'",
  public: "customer.kind == 'public'",
  consumer: "customer.kind == 'consumer'",
  single: 'count == 1',
  allAttached: 'invoicesAttached == count',
  french: "entity.country == 'FR'",
  interest: "interestTotal != ''",
  credits: "credits != ''",
} as const;
export type ConditionName = keyof typeof conditions;

/** What a chip shows of a tag, and whether it is a field or turns the text one way or another. */
export function tagLabel(
  raw: string,
  words: TagWords,
  labels: ReadonlyMap<string, string>,
): { label: string; kind: 'field' | 'condition' } {
  const { kind, path, inner } = readTag(raw);
  if (kind === 'field') return { label: (path === undefined ? undefined : labels.get(path)) ?? inner, kind };
  const [, verb = '', what = ''] = /^(\w+)\s*([\s\S]*)$/.exec(inner) ?? [];
  if (verb.startsWith('end')) return { label: words.end, kind };
  if (verb === 'else') return { label: words.else, kind };
  if (verb === 'if' || verb === 'unless' || verb === 'elsif' || verb === 'for')
    return { label: words[verb](conditionWords(what, words)), kind };
  return { label: inner, kind };
}

function conditionWords(what: string, words: TagWords): string {
  return what
    .trim()
    .split(/\s+(and|or)\s+/)
    .map((part, place) => {
      if (place % 2 === 1) return part === 'and' ? words.and : words.or;
      const known = (Object.keys(conditions) as ConditionName[]).find((name) => conditions[name] === part);
      return known === undefined ? part : words[known];
    })
    .join(' ');
}
