import type { OutputOf } from '@quitus/contract/client';
import type { Channel } from '@quitus/ui';

export type ActionList = OutputOf<'GET /actions'>;
export type Action = ActionList['rows'][number];
export type ActionItem = OutputOf<'GET /actions/{id}'>['listed'][number];
export type Preview = OutputOf<'GET /actions/{id}/preview'>;
export type ActionChange = Action['allowedActions'][number];
type StepChannel = Action['channel'];

/** The channel of a step as the design system names it. */
export function channelOf(channel: StepChannel): Channel {
  return channel === 'e-mail' ? 'email' : channel;
}

/** Whether a step leaves as a written message, which can be shown before it does. */
export function isWritten(channel: StepChannel): boolean {
  return channel !== 'call' && channel !== 'task' && channel !== 'hand-over';
}

/** A telephone number as an address one presses to call. */
export const callTo = (phone: string): string => `tel:${phone.replaceAll(/[^\d+]/g, '')}`;

/** Whether a person may do this to an action now. */
export function allows(action: Pick<Action, 'allowedActions'>, change: ActionChange): boolean {
  return action.allowedActions.includes(change);
}

/** What to look at before saying yes, beside the step being formal, which has its own mark. */
export function cautionsOf(action: Pick<Action, 'cautions'>): Action['cautions'] {
  return action.cautions.filter((caution) => caution.code !== 'grave');
}
