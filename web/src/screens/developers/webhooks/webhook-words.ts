import type { DeliveryRow, WebhookView } from '@quitus/contract';
import type { Tone } from '@quitus/ui';

export type { DeliveryRow, DeliveryView, WebhookView } from '@quitus/contract';
export type DeliveryState = DeliveryRow['state'];

export const deliveryStates = ['waiting', 'calling', 'delivered', 'failed'] as const satisfies readonly DeliveryState[];
export const stateTones: Record<DeliveryState, Tone> = {
  waiting: 'waiting',
  calling: 'current',
  delivered: 'settled',
  failed: 'late',
};

/** How an endpoint does: sending, refused by its receiver, or switched off. */
export function healthOf(webhook: Pick<WebhookView, 'enabled' | 'failingSince'>): 'well' | 'failing' | 'off' {
  if (!webhook.enabled) return 'off';
  return webhook.failingSince === null ? 'well' : 'failing';
}
export const healthTones = { well: 'settled', failing: 'late', off: 'neutral' } as const;

/** The part of an address that tells it from others, without its scheme. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** All of one subject, as a subscription writes it: `promises.*`. */
export const allOf = (area: string) => `${area}.*`;
export const everything = '*';

/** The subscription after an area was ticked or unticked whole: its kinds one by one make room for the area. */
export function withArea(kinds: readonly string[], area: string, on: boolean): string[] {
  const others = kinds.filter((kind) => !kind.startsWith(`${area}.`));
  return on ? [...others, allOf(area)] : others;
}

/** The subscription after one kind was ticked or unticked; `all` are the kinds of its area. All of them ticked are the area. */
export function withKind(kinds: readonly string[], kind: string, on: boolean, all: readonly string[]): string[] {
  const area = kind.slice(0, kind.indexOf('.'));
  const others = kinds.filter((each) => !each.startsWith(`${area}.`));
  const before = kinds.includes(allOf(area)) ? all : all.filter((each) => kinds.includes(each));
  const ticked = all.filter((each) => (each === kind ? on : before.includes(each)));
  return ticked.length === all.length ? [...others, allOf(area)] : [...others, ...ticked];
}

/** JSON with its members one under the other; what is no JSON as it came. */
export function laidOut(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
