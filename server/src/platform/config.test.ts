import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { secretKey } from './secret-key.ts';

describe('what the installation is told', () => {
  test('nothing at all is enough: a folder, a port, this machine', () => {
    expect(readConfig({}, {})).toEqual({
      databaseUrl: undefined,
      dataDir: resolve('data'),
      port: 4400,
      baseUrl: 'http://localhost:4400',
      secretKey: undefined,
      formerSecretKeys: [],
      outboundAllow: [],
      smtpUrl: undefined,
      imapUrl: undefined,
      requestsPerMinute: 600,
      trustedProxies: [],
      logLevel: 'warn',
      metricsPort: undefined,
      metricsToken: undefined,
      stopDelaySeconds: 0,
    });
  });

  test('each variable has its place', () => {
    const environment = {
      DATABASE_URL: 'postgresql://quitus@db.example/quitus',
      QUITUS_DATA: '/srv/quitus',
      PORT: '8080',
      QUITUS_BASE_URL: 'https://quitus.example/',
      QUITUS_SECRET_KEY: 'x'.repeat(32),
      QUITUS_SECRET_KEY_FORMER: `${'y'.repeat(32)},${'z'.repeat(40)}`,
      QUITUS_SMTP_URL: 'smtps://mail.example:465',
      QUITUS_IMAP_URL: 'imaps://mail.example',
      QUITUS_OUTBOUND_ALLOW: 'localhost:9000, 10.0.0.5:8443',
      QUITUS_LOG: 'debug',
      QUITUS_METRICS_PORT: '9464',
      QUITUS_METRICS_TOKEN: 'm'.repeat(16),
      QUITUS_STOP_DELAY: '5',
    };
    expect(readConfig({}, environment)).toEqual({
      databaseUrl: 'postgresql://quitus@db.example/quitus',
      dataDir: '/srv/quitus',
      port: 8080,
      baseUrl: 'https://quitus.example',
      secretKey: 'x'.repeat(32),
      formerSecretKeys: ['y'.repeat(32), 'z'.repeat(40)],
      outboundAllow: ['localhost:9000', '10.0.0.5:8443'],
      smtpUrl: 'smtps://mail.example:465',
      imapUrl: 'imaps://mail.example',
      requestsPerMinute: 600,
      trustedProxies: [],
      logLevel: 'debug',
      metricsPort: 9464,
      metricsToken: 'm'.repeat(16),
      stopDelaySeconds: 5,
    });
  });

  test('a secret may lie in a file of its own, as containers hand it over; the variable itself wins', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'quitus-secret-'));
    try {
      const file = join(folder, 'key');
      await writeFile(file, `${'f'.repeat(40)}\n`);
      expect(readConfig({}, { QUITUS_SECRET_KEY_FILE: file }).secretKey).toBe('f'.repeat(40));
      expect(readConfig({}, { QUITUS_SECRET_KEY_FILE: file, QUITUS_SECRET_KEY: 'v'.repeat(32) }).secretKey).toBe('v'.repeat(32));
      expect(() => readConfig({}, { QUITUS_SECRET_KEY_FILE: join(folder, 'absent') })).toThrow(
        expect.objectContaining({ values: { QUITUS_SECRET_KEY_FILE: 'file-unreadable' } }),
      );
      // Not a secret: a file of that name means nothing.
      expect(readConfig({}, { PORT_FILE: file }).port).toBe(4400);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('a data folder given on the command line wins over the database of the environment', () => {
    const config = readConfig(
      { data: '/tmp/trial', port: '5000' },
      { DATABASE_URL: 'postgresql://db.example/quitus', PORT: '80', QUITUS_DATA: '/srv' },
    );
    expect(config).toMatchObject({ databaseUrl: undefined, dataDir: '/tmp/trial', port: 5000 });
  });

  test('an empty variable is one that was not set', () => {
    expect(readConfig({}, { DATABASE_URL: '', PORT: ' ', QUITUS_LOG: '' })).toMatchObject({
      databaseUrl: undefined,
      port: 4400,
      requestsPerMinute: 600,
      trustedProxies: [],
      logLevel: 'warn',
    });
  });

  test('everything wrong is told at once', () => {
    const environment = {
      DATABASE_URL: 'mysql://db.example',
      PORT: '99999',
      QUITUS_BASE_URL: 'quitus.example',
      QUITUS_SECRET_KEY: 'short',
      QUITUS_SMTP_URL: 'mail.example:25',
      QUITUS_IMAP_URL: 'https://mail.example',
      QUITUS_OUTBOUND_ALLOW: '10.0.0.0/8',
      QUITUS_LOG: 'loud',
    };
    expect(() => readConfig({}, environment)).toThrow(
      expect.objectContaining({
        code: 'config.invalid',
        values: {
          DATABASE_URL: 'postgresql-url',
          PORT: 'port',
          QUITUS_BASE_URL: 'http-url',
          QUITUS_SECRET_KEY: 'too-short',
          QUITUS_SMTP_URL: 'smtp-url',
          QUITUS_IMAP_URL: 'imap-url',
          QUITUS_OUTBOUND_ALLOW: 'host-port-list',
          QUITUS_LOG: 'log-level',
        },
      }),
    );
  });
});

describe('the secret of the installation', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secret-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is made once, the same for all who start at that moment, and readable by its owner alone', async () => {
    const config = readConfig({ data: join(folder, 'new') }, {});
    const keys = new Set(await Promise.all([secretKey(config), secretKey(config), secretKey(config)]));
    expect(keys.size).toBe(1);
    expect([...keys][0]?.length).toBeGreaterThanOrEqual(43);
    expect(await secretKey(config)).toBe([...keys][0]);
    expect((await stat(join(folder, 'new', 'secret-key'))).mode & 0o077).toBe(0);
  });

  test('is yours when you gave one', async () => {
    const given = 'given '.repeat(8);
    expect(await secretKey(readConfig({ data: folder }, { QUITUS_SECRET_KEY: given }))).toBe(given.trim());
  });

  test('must be given with a database of your own: several machines share it', async () => {
    await expect(secretKey(readConfig({}, { DATABASE_URL: 'postgresql://db.example/quitus' }))).rejects.toMatchObject({
      code: 'config.secret-key-missing',
    });
  });
});
