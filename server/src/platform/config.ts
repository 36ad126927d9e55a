import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { refusals } from '../kernel/refusals.ts';

/** What the installation was told, checked: the environment and the options common to all commands. */
export type Config = {
  /** Yours, when given; else the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly port: number;
  /** How the outside reaches us, without a slash at its end. */
  readonly baseUrl: string;
  /** Signs and encrypts what must survive a restart; see `secretKey`. */
  readonly secretKey: string | undefined;
  /** Keys of before: what they sealed can still be opened, nothing new is sealed with them. */
  readonly formerSecretKeys: readonly string[];
  readonly smtpUrl: string | undefined;
  readonly imapUrl: string | undefined;
  /** `host:port` pairs that webhooks may reach although their address is not public or their scheme is plain http. */
  readonly outboundAllow: readonly string[];
  /** What a key may ask in a minute, on each server; 0 for no limit. */
  readonly requestsPerMinute: number;
  /** Proxies whose word is taken for where a request comes from: addresses and networks. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: LogLevel;
  /** Where metrics and health answer, apart from the product; absent: nowhere. Without token on the loopback alone. */
  readonly metricsPort: number | undefined;
  readonly metricsToken: string | undefined;
  /** Between “not ready any more” and closing the door, so that a balancer has time to look elsewhere. */
  readonly stopDelaySeconds: number;
};

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Options of the command line that say the same as a variable: they win. */
export type ConfigOptions = { readonly data?: string | undefined; readonly port?: string | undefined };

export type Environment = Readonly<Record<string, string | undefined>>;

export const refuse = refusals({ 'config.invalid': 'invalid', 'config.secret-key-missing': 'invalid' });

/** Reads the environment, whole and once; everything wrong in it is refused together, as variable → what is wrong. */
export function readConfig(options: ConfigOptions = {}, environment: Environment = process.env): Config {
  const problems: Record<string, string> = {};
  // An empty variable is one that was not set: compose files and shells leave such.
  const given = (name: string): string | undefined => environment[name]?.trim() || fromFile(name);
  // A secret may lie in a file of its own, as containers and systemd hand them over: NAME_FILE in the place of NAME.
  const fromFile = (name: string): string | undefined => {
    const path = maySitInFile.has(name) ? environment[`${name}_FILE`]?.trim() : undefined;
    if (!path) return undefined;
    try {
      return readFileSync(path, 'utf8').trim() || undefined;
    } catch {
      problems[`${name}_FILE`] = 'file-unreadable';
      return undefined;
    }
  };
  const checked = (name: string, problem: string, fits: (value: string) => boolean, value = given(name)): string | undefined => {
    if (value === undefined || fits(value)) return value;
    problems[name] = problem;
    return undefined;
  };

  const databaseUrl = checked('DATABASE_URL', 'postgresql-url', (value) => hasProtocol(value, 'postgresql:', 'postgres:'));
  const port = Number(checked('PORT', 'port', isPort, options.port ?? given('PORT')) ?? 4400);
  const config: Config = {
    // A folder given explicitly is meant, whatever the environment of the shell says.
    databaseUrl: options.data === undefined ? databaseUrl : undefined,
    dataDir: resolve(options.data ?? given('QUITUS_DATA') ?? 'data'),
    port,
    baseUrl: (checked('QUITUS_BASE_URL', 'http-url', isBaseUrl) ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    secretKey: checked('QUITUS_SECRET_KEY', 'too-short', (value) => value.length >= 32),
    formerSecretKeys: (checked('QUITUS_SECRET_KEY_FORMER', 'too-short', areLongEnough) ?? '').split(',').filter(Boolean),
    smtpUrl: checked('QUITUS_SMTP_URL', 'smtp-url', (value) => hasProtocol(value, 'smtp:', 'smtps:')),
    imapUrl: checked('QUITUS_IMAP_URL', 'imap-url', (value) => hasProtocol(value, 'imap:', 'imaps:')),
    outboundAllow: (checked('QUITUS_OUTBOUND_ALLOW', 'host-port-list', areHostPorts) ?? '')
      .split(',')
      .map(trimmed)
      .filter(Boolean),
    requestsPerMinute: Number(checked('QUITUS_REQUESTS_PER_MINUTE', 'count', isCount) ?? 600),
    trustedProxies: (checked('QUITUS_TRUSTED_PROXIES', 'network-list', areNetworks) ?? '')
      .split(',')
      .map(trimmed)
      .filter(Boolean),
    logLevel: logLevels.find((level) => level === checked('QUITUS_LOG', 'log-level', isLogLevel)) ?? 'warn',
    metricsPort: numberOr(undefined, checked('QUITUS_METRICS_PORT', 'port', isPort)),
    metricsToken: checked('QUITUS_METRICS_TOKEN', 'token-too-short', (value) => value.length >= 16),
    stopDelaySeconds: numberOr(
      0,
      checked('QUITUS_STOP_DELAY', 'seconds', (value) => /^\d{1,3}$/.test(value)),
    ),
  };
  if (Object.keys(problems).length > 0) throw refuse('config.invalid', problems);
  return config;
}

const maySitInFile = new Set([
  'DATABASE_URL',
  'QUITUS_SECRET_KEY',
  'QUITUS_SECRET_KEY_FORMER',
  'QUITUS_SMTP_URL',
  'QUITUS_IMAP_URL',
  'QUITUS_METRICS_TOKEN',
]);

function numberOr<Otherwise>(otherwise: Otherwise, value: string | undefined): number | Otherwise {
  return value === undefined ? otherwise : Number(value);
}

function hasProtocol(value: string, ...protocols: readonly string[]): boolean {
  return protocols.includes(URL.parse(value)?.protocol ?? '');
}

function isBaseUrl(value: string): boolean {
  const url = URL.parse(value);
  return hasProtocol(value, 'http:', 'https:') && url?.search === '' && url.hash === '';
}

function areLongEnough(value: string): boolean {
  return value.split(',').every((one) => one.length >= 32);
}

function trimmed(value: string): string {
  return value.trim();
}

function areHostPorts(value: string): boolean {
  return value.split(',').every((one) => /^([a-z0-9.-]+|\[[0-9a-f:]+\]):\d{1,5}$/.test(one.trim()));
}

function areNetworks(value: string): boolean {
  return value.split(',').every((one) => ipaddr.isValidCIDR(one.trim()) || (ipaddr.isValid(one.trim()) && /[.:]/.test(one)));
}

function isCount(value: string): boolean {
  return /^\d{1,7}$/.test(value);
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
}

function isLogLevel(value: string): boolean {
  return logLevels.some((level) => level === value);
}
