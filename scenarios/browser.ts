import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { createClient } from '@quitus/contract/client';
import type { Language } from '@quitus/texts';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium as playwright, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildApplication, type House, startWorkers } from '../server/src/application.ts';
import { demo } from '../server/src/modules/demo/index.ts';
import { businessToday, createOwnerLink, createTenant } from '../server/src/modules/identity/index.ts';
import { type Environment, readConfig } from '../server/src/platform/config.ts';
import type { TenantDatabase } from '../server/src/platform/database/index.ts';
import { testDatabase } from '../server/src/platform/testing/index.ts';
import { builtWeb } from './built-web.ts';

type View = {
  readonly language?: Language;
  readonly width?: number;
  /** Nobody is signed in. */
  readonly stranger?: boolean;
};

/** The whole product running for one test file: a server on its own database, a made-up company, an owner signed in. */
export type App = {
  readonly base: string;
  readonly tenantId: number;
  /** The company's own data, for what no person could prepare in a test's time. */
  readonly db: TenantDatabase;
  /** The API as the owner, for what a story needs to know or to prepare. */
  readonly api: ReturnType<typeof createClient>;
  /** A signed-in page at an address, French and 1440 wide unless told; an error of its own scripts fails the test that closes it. */
  open(address: string, view?: View): Promise<Page>;
};

const password = 'une phrase assez longue';
const startMs = 300_000;
const sessionCookie = 'quitus_session';

/** By how many pixels the page's grid scrolls sideways. */
export function gridOverflow(page: Page): Promise<number> {
  return page.evaluate<number>(`(() => {
    const grid = document.querySelector('[role="grid"]');
    return grid.scrollWidth - grid.clientWidth;
  })()`);
}

/** Starts a headless browser. The flags made for one picture a process are left out: several pages share it. */
export async function openBrowser(): Promise<Browser> {
  const unwanted = new Set(['--single-process', '--disable-web-security']);
  const quiet = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((arg) => !unwanted.has(arg)), ...quiet],
  });
}

type Running = {
  readonly base: string;
  readonly tenantId: number;
  readonly token: string;
  readonly browser: Browser;
  stop(): Promise<void>;
};

type Started = {
  readonly customers?: number;
  readonly items?: number;
  /** What the installation is told, as variables. */
  readonly environment?: Environment;
  /** Work is done in the background too: events are sealed, webhooks sent. */
  readonly workers?: boolean;
};

/** At the top of a test file: the product with a small made-up company (or an empty one), until the file ends. Its members may be used from `beforeAll` on. */
export function startApp({ customers = 60, items = 2_000, environment = {}, workers = false }: Started = {}): App {
  const test = testDatabase();
  let running: Running | undefined;
  const current = (): Running => {
    if (!running) throw new Error('the product runs from beforeAll on');
    return running;
  };

  beforeAll(async () => {
    const [browser, web] = await Promise.all([openBrowser(), builtWeb()]);
    const now = () => Temporal.Now.instant();
    // By name and known beforehand: links and passkeys are made for this address.
    const port = await freePort();
    const base = `http://localhost:${port}`;
    const config = { ...readConfig({}, environment), baseUrl: base, logLevel: 'silent' as const };
    const house: House = { database: test.database, config, now };
    const { tenant } = await createTenant(test.database, { name: 'demo', isDemo: true });
    const today = businessToday({ timeZone: 'Europe/Paris' }, now());
    if (customers > 0) await demo(test.database, { tenantId: tenant.id, now: now(), today, customers, items, language: 'fr' });
    const application = await buildApplication(house, web);
    await application.listen({ port, host: '127.0.0.1' });
    const working = workers ? await startWorkers(house) : undefined;
    const link = await createOwnerLink(test.database, tenant.id, now());
    running = {
      base,
      browser,
      tenantId: tenant.id,
      token: await signUp(base, link),
      stop: async () => {
        await browser.close();
        await working?.stop();
        await application.close();
      },
    };
  }, startMs);

  afterAll(async () => running?.stop());

  return {
    get base() {
      return current().base;
    },
    get tenantId() {
      return current().tenantId;
    },
    get db() {
      return test.database.tenant(current().tenantId);
    },
    get api() {
      const { base, token } = current();
      return createClient({ base, headers: () => ({ cookie: `${sessionCookie}=${token}` }) });
    },
    open: (address, view) => openPage(current(), address, view ?? {}),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = createServer();
    asking.once('error', reject);
    asking.listen(0, '127.0.0.1', () => {
      const address = asking.address();
      asking.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

async function signUp(base: string, token: string): Promise<string> {
  const answer = await fetch(`${base}/api/v1/owner`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name: 'Camille Morel', email: 'camille@sorbier.example', password, language: 'fr' }),
  });
  const cookie = answer.headers.getSetCookie().find((each) => each.startsWith(`${sessionCookie}=`));
  if (!cookie) throw new Error(`the owner is not signed in: ${answer.status} ${await answer.text()}`);
  return cookie.slice(sessionCookie.length + 1, cookie.indexOf(';'));
}

async function openPage(
  { base, browser, token }: Running,
  address: string,
  { language = 'fr', width = 1440, stranger = false }: View,
): Promise<Page> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height: 900 },
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  if (!stranger) await context.addCookies([{ name: sessionCookie, value: token, url: base }]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  // What our own policy stops is a fault of ours: a style without its nonce, a script in a page.
  page.on('console', (said) => {
    if (said.text().includes('Content Security Policy')) faults.push(said.text());
  });
  page.on('close', () => expect(faults, 'errors of the page').toEqual([]));
  await page.addInitScript(`localStorage.setItem('quitus.language', '${language}')`);
  await page.goto(base + address);
  return page;
}

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** What stands in the way of people with disabilities on a page, by axe's rules: one line each; none is right. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  // axe is a script loaded into the page: its answer has no type here.
  const found = (await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((found) => found.violations)",
  )) as Violation[];
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help} (${node.target.join(' ')})`));
}
