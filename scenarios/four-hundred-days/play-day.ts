import { addDays } from '../../server/src/kernel/days.ts';
import { judgeMorning, newsOfLedger } from './ledger.ts';
import { does } from './machine-day.ts';
import { peopleAct } from './people.ts';
import { verifyLedger } from './verify-end.ts';
import { verifyMessages } from './verify-messages.ts';
import { foresee, type Foreseen, verifyExplained, verifyForeseen } from './verify-run.ts';
import type { Victims } from './victims.ts';
import { count, itIs, type World } from './world.ts';

/**
 * One day of the company: the night's ledger, the run, what people do, what leaves; each thing that leaves is looked at before
 * anything else happens. Answers what is foreseen for tomorrow, when somebody asked: then nothing happens before tomorrow's run.
 */
export async function playDay(
  world: World,
  victims: Victims | undefined,
  played: number,
  foreseen?: Foreseen,
): Promise<Foreseen | undefined> {
  const { chance, clock } = world;
  const weekend = isWeekend(clock.day);
  itIs(world, '05:45');
  if (!foreseen) await (weekend ? judgeMorning(world) : newsOfLedger(world));
  itIs(world, '06:15');
  await runs(world, victims, foreseen);
  itIs(world, '08:40');
  await peopleAct(world, weekend);
  itIs(world, '09:10');
  if (!weekend && chance.happens(0.7)) await does(world, victims, 'confirm');
  itIs(world, '11:05');
  if (chance.happens(0.9)) await sends(world, victims);
  itIs(world, chance.oneOf(['14:30', '17:30', '22:15', '23:50']) ?? '14:30');
  if (chance.happens(0.5)) await sends(world, victims);
  if (played % 50 === 49) await verifyLedger(world);
  return played % 9 === 0 && !isWeekend(addDays(clock.day, 1)) ? foresee(world) : undefined;
}

const isWeekend = (day: string): boolean => Temporal.PlainDate.from(day).dayOfWeek > 5;

async function runs(world: World, victims: Victims | undefined, foreseen: Foreseen | undefined): Promise<void> {
  if (!foreseen && isOff(world)) return count(world, 'days without a run');
  await does(world, victims, 'run');
  if (foreseen) await verifyForeseen(world, foreseen);
  if (world.chance.happens(0.12)) await verifyExplained(world);
}

async function sends(world: World, victims: Victims | undefined): Promise<void> {
  await does(world, victims, 'send');
  await verifyMessages(world);
}

/** The machine is off: for a day, two, or ten. */
function isOff({ chance, clock }: World): boolean {
  if (clock.day < clock.offUntil) return true;
  if (!chance.happens(0.02)) return false;
  clock.offUntil = addDays(clock.day, chance.oneOf([1, 1, 2, 2, 10]) ?? 1);
  return true;
}
