import type { ApiKeyView, KeyScope } from '@quitus/contract';
import { formatDay, formatInstant } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { isoDay } from '@quitus/ui';

export type { ApiKeyView } from '@quitus/contract';
export type KeyRight = ApiKeyView['permissions'][number];

/** Every right a key may have, from the least to the most. */
export const keyRights = [
  'read',
  'comment',
  'resolve',
  'work',
  'import',
  'manage',
  'administer',
  'audit',
] as const satisfies readonly KeyRight[];

/** Names by their ids: of entities and of collectors. */
export type NamesById = ReadonlyMap<string, string>;

/** What a key sees, in words: "Sorbier Nord · Agence Lyon". */
export function scopeWords(texts: Texts, scope: KeyScope, names: NamesById): string {
  const known = (ids: readonly string[] | null | undefined) => ids?.map((id) => names.get(id) ?? id.slice(0, 8)) ?? [];
  const { keys } = texts.developers;
  const collectors = known(scope.collectors);
  const parts = [
    ...known(scope.entities),
    ...(scope.agencies ?? []),
    ...(collectors.length > 0 ? [`${keys.collectors} ${collectors.join(', ')}`] : []),
    ...(scope.salesReps && scope.salesReps.length > 0 ? [`${keys.salesReps} ${scope.salesReps.join(', ')}`] : []),
  ];
  return parts.length === 0 ? keys.everything : parts.join(' · ');
}

/** How a key begins, short enough for a list: what tells it from the others is at the end. */
export function shortPrefix(prefix: string): string {
  const start = prefix.slice(0, prefix.indexOf('_') + 1);
  return `${start}…${prefix.replace(/-$/, '').slice(-8)}…`;
}

/** When a key was used last, in words. */
export function lastUsed(texts: Texts, language: Language, key: Pick<ApiKeyView, 'lastUsedAt'>): string {
  return key.lastUsedAt === null ? texts.developers.keys.neverUsed : formatInstant(language, key.lastUsedAt);
}

/** The networks typed, one a line or set apart by commas. */
export function networksIn(typed: string): string[] {
  return typed.split(/[\s,;]+/).filter(Boolean);
}

// The server reads them exactly; here only what can be no address at all is told before it is sent.
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]*:[\da-f:.]*)(?:\/\d{1,3})?$/i;

/** The first of the networks that is neither an address nor a block. */
export function wrongNetwork(networks: readonly string[]): string | undefined {
  return networks.find((network) => !address.test(network));
}

/** The end of a day here, as the instant from which a key is no good any more. */
export function endOfDay(day: string): string {
  const end = new Date(`${day}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return end.toISOString();
}

/** The last day through which a key is good, when it ends with a day here; nothing when it ends within one. */
export function lastDayOf(expiresAt: string): string | undefined {
  const end = new Date(expiresAt);
  if (end.getHours() !== 0 || end.getMinutes() !== 0) return undefined;
  end.setDate(end.getDate() - 1);
  return isoDay(end);
}

/** Until when a key is good: its last day, or the very instant. */
export function expiryWords(language: Language, expiresAt: string): string {
  const day = lastDayOf(expiresAt);
  return day === undefined ? formatInstant(language, expiresAt) : formatDay(language, day);
}

/** A call a person can paste into a terminal to see that a key works. */
export function curlLine(base: string, token: string): string {
  return `curl -H 'Authorization: Bearer ${token}' ${base}/api/v1/key`;
}
