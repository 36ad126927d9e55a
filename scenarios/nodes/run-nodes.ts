import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '../../server/src/platform/database/index.ts';
import { newLoad, type Tally } from './load.ts';
import { newNode, type Node } from './node.ts';
import type { Site } from './site.ts';

export type NodesRun = {
  readonly tally: Tally;
  readonly kills: number;
  /** Exit codes of the orderly end. */
  readonly exits: readonly (number | null)[];
  readonly logs: string;
};

export type NodesOptions = {
  readonly site: Site;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether to go on; asked between two kills. */
  readonly goOn: (kills: number) => boolean;
  /** At most so long between two kills. */
  readonly betweenKillsMs: number;
  readonly tell?: (words: string) => void;
};

/** Two `serve` and two `work` on one PostgreSQL under a mixed load, one of them killed again and again; then all is worked off and ended in order. */
export async function runNodes({
  site,
  environment,
  goOn,
  betweenKillsMs,
  tell = () => undefined,
}: NodesOptions): Promise<NodesRun> {
  const nodes = await Promise.all(
    (['serve', 'serve', 'work', 'work'] as const).map((kind) =>
      newNode(kind, { QUITUS_REQUESTS_PER_MINUTE: '0', ...environment }),
    ),
  );
  try {
    await Promise.all(nodes.map((node) => node.start()));
    const load = newLoad(site, nodes);
    let working = true;
    const loops = [
      async () => {
        await load.importFile();
        await load.chase();
      },
      async () => {
        await load.importFile();
        await load.promise();
      },
      () => load.write(),
      () => load.read(),
    ].map(async (work) => {
      while (working) await work();
    });
    let kills = 0;
    try {
      for (; goOn(kills); kills += 1) {
        await pause(100 + Math.random() * betweenKillsMs);
        const node = nodes[kills % nodes.length];
        await node?.kill();
        await node?.start();
        tell(`${kills + 1} kills, ${load.tally.files} files, ${load.tally.unanswered} unanswered`);
      }
    } finally {
      working = false;
      await Promise.all(loops);
    }
    await load.chase();
    await untilQuiet(site);
    const exits = await Promise.all(nodes.map((node) => node.stop()));
    return { tally: load.tally, kills, exits, logs: nodes.map((node) => node.log()).join('') };
  } finally {
    await Promise.all(nodes.map((node: Node) => node.kill().catch(() => undefined)));
  }
}

const quietMs = 90_000;

// What was claimed by a killed node is given back by the next one that looks; a temporary refusal is tried again after a while.
async function untilQuiet({ db }: Site): Promise<void> {
  for (const until = performance.now() + quietMs; performance.now() < until; await pause(200)) {
    const { left } = await db.one<{ left: number }>(sql`
      select (select count(*) from messages.message where state in ('waiting', 'claimed', 'calling'))::int
        + (select count(*) from intake.import where state = 'reading')::int as left
    `);
    if (left === 0) return;
  }
}
