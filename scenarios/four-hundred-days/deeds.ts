import { confirmActions, runDaily } from '../../server/src/modules/dunning/index.ts';
import { type Delivery, sendQueue } from '../../server/src/modules/messages/index.ts';
import type { TenantDatabase } from '../../server/src/platform/database/index.ts';
import { type Clock, machine, person } from './world.ts';

/** What the machine does in a day and may be killed in the middle of. */
export const deedNames = ['run', 'confirm', 'send'] as const;
export type DeedName = (typeof deedNames)[number];

/** Does one of them, wherever: here, or in a program of its own. */
export async function perform(
  name: DeedName,
  db: TenantDatabase,
  { day, now }: Pick<Clock, 'day' | 'now'>,
  delivery: Delivery,
): Promise<void> {
  if (name === 'run') await runDaily(db, { date: day, actor: machine, now });
  else if (name === 'confirm') await confirmActions(db, { all: true }, { actor: person, now });
  else await sendQueue(db, delivery, { connections: 4 });
}
