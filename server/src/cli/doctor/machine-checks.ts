import { stat, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Config } from '../../platform/config.ts';
import { openKeyring } from '../../platform/secrets/index.ts';
import { type Found, fail, type Look, ok, warn } from './check.ts';

const gibibyte = 2 ** 30;

/** What can be seen without the database. */
export function machineChecks(config: Config): readonly Look[] {
  return [
    { name: 'node', look: () => (Number(process.versions.node.split('.')[0]) >= 26 ? ok : fail)(process.version) },
    { name: 'memory', look: memory },
    { name: 'disk', look: () => disk(config.dataDir) },
    { name: 'time-zones', look: timeZones },
    { name: 'base-url', look: () => baseUrl(config.baseUrl) },
    { name: 'secret-key', look: () => keyPresent(config) },
    { name: 'mail', look: () => (config.smtpUrl ? mailServer(config.smtpUrl) : warn('QUITUS_SMTP_URL –')) },
  ];
}

function memory(): Found {
  const constrained = process.constrainedMemory();
  const total = Math.min(totalmem(), constrained > 0 ? constrained : totalmem()) / gibibyte;
  return (total < 1 ? warn : ok)(`${total.toFixed(1)} GiB`);
}

async function disk(folder: string): Promise<Found> {
  const { bavail, bsize } = await statfs(folder).catch(() => statfs('.'));
  const free = (Number(bavail) * Number(bsize)) / gibibyte;
  return (free < 1 ? fail : free < 5 ? warn : ok)(`${free.toFixed(1)} GiB`);
}

// A day's length in the year of a change of hour: wrong or missing zone data shows here.
function timeZones(): Found {
  const hours = Temporal.ZonedDateTime.from('2026-03-29T00:00[Europe/Paris]').hoursInDay;
  return (hours === 23 ? ok : fail)(`Europe/Paris 2026-03-29: ${hours} h`);
}

function baseUrl(address: string): Found {
  const { protocol, hostname } = new URL(address);
  return (protocol === 'https:' || hostname === 'localhost' ? ok : warn)(address);
}

async function keyPresent(config: Config): Promise<Found> {
  const { current, byId } = await openKeyring(config);
  const told = `${current.id}${byId.size > 1 ? ` +${byId.size - 1}` : ''}`;
  if (config.secretKey !== undefined || process.platform === 'win32') return ok(told);
  const { mode } = await stat(join(config.dataDir, 'secret-key'));
  return ((mode & 0o077) === 0 ? ok : fail)(told);
}

/** Says hello and goodbye to the mail server, with its password when it has one; no mail leaves. */
async function mailServer(url: string): Promise<Found> {
  const address = new URL(url);
  const connection = new SMTPConnection({
    host: address.hostname,
    port: Number(address.port) || (address.protocol === 'smtps:' ? 465 : 587),
    secure: address.protocol === 'smtps:',
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 10_000,
  });
  const { promise, resolve } = Promise.withResolvers<Found>();
  const where = address.host;
  connection.once('error', (error: Error) => resolve(fail(`${where}: ${error.message.slice(0, 200)}`)));
  connection.connect(() => {
    const greeted = (): void => resolve(connection.secure ? ok(where) : warn(`${where} –TLS`));
    if (!address.username) return greeted();
    const credentials = { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) };
    connection.login({ credentials }, (error) => (error ? resolve(fail(`${where}: ${error.message.slice(0, 200)}`)) : greeted()));
  });
  try {
    return await promise;
  } finally {
    connection.on('error', () => undefined);
    connection.quit();
    connection.close();
  }
}
