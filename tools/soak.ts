import { parseArgs } from 'node:util';
import { openGround } from '../bench/ground.ts';
import { mailServer } from '../server/src/modules/messages/outbox.fixture.ts';
import { runNodes } from '../scenarios/nodes/run-nodes.ts';
import { newSite } from '../scenarios/nodes/site.ts';
import { verdictOf } from '../scenarios/nodes/verdict.ts';

// npm run soak -- [--minutes 10]: two servers and two workers on one PostgreSQL of their own, killed again and again under load; prints a report.
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes takes a number');

const ground = await openGround();
const mail = await mailServer();
try {
  const site = await newSite(ground.database);
  const begun = performance.now();
  const run = await runNodes({
    site,
    environment: {
      DATABASE_URL: ground.server.appUrl,
      QUITUS_SECRET_KEY: 's'.repeat(40),
      QUITUS_SMTP_URL: mail.url,
      QUITUS_LOG: 'error',
    },
    goOn: () => performance.now() - begun < minutes * 60_000,
    betweenKillsMs: 3000,
    tell: (words) => process.stderr.write(`${Math.round((performance.now() - begun) / 1000)} s: ${words}\n`),
  });
  const verdict = await verdictOf(site, run.tally, mail.timesTaken());
  const { faults, written, ...tally } = run.tally;
  console.log(
    JSON.stringify(
      { minutes, kills: run.kills, exits: run.exits, mails: mail.taken.length, written: written.length, ...tally },
      null,
      2,
    ),
  );
  for (const one of verdict) console.log(`${one.ok ? '✓' : '✗'} ${one.name}: ${one.detail}`);
  for (const fault of faults) console.log(`✗ answered 5xx: ${fault}`);
  if (run.logs) console.log(`last of the logs: ${run.logs.slice(-2000)}`);
  process.exitCode = verdict.every((one) => one.ok) && run.exits.every((code) => code === 0) ? 0 : 1;
} finally {
  await mail.close();
  await ground.close();
}
