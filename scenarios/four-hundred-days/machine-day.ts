import type { DeedName } from './deeds.ts';
import { perform } from './deeds.ts';
import type { Victims } from './victims.ts';
import { count, type World } from './world.ts';

/** Does one of the machine's deeds: most days as it should be, some days twice at once, and some days it is killed first and done again. */
export async function does(world: World, victims: Victims | undefined, deed: DeedName): Promise<void> {
  const { chance } = world;
  const once = (): Promise<void> => perform(deed, world.db, world.clock, world.delivery);
  const how = chance.next();
  if (victims && how < likelihoodOfKill[deed]) await victims.killProgram(world, deed);
  else if (victims && how < likelihoodOfKill[deed] + 0.04) await victims.cutSessions(world, deed);
  else if (how < likelihoodOfKill[deed] + 0.1) {
    count(world, `twice at once: ${deed}`);
    await Promise.all([once(), once()]);
  }
  await once();
}

const likelihoodOfKill: Readonly<Record<DeedName, number>> = { run: 0.02, confirm: 0.02, send: 0.04 };
