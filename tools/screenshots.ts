import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';

// Looks at pages as people see them and lets axe judge them:
//   node tools/screenshots.ts '/gallery' '/gallery?tab=list' [--base http://localhost:4400] [--answers answers.json] [--axe]
// Without --base it serves web/dist itself; `answers` then holds what the API would answer: { "GET /session": {…} }.

const { values: options, positionals: addresses } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string' },
    answers: { type: 'string' },
    out: { type: 'string', default: 'screenshots' },
    widths: { type: 'string', default: '1440,390' },
    schemes: { type: 'string', default: 'light,dark' },
    languages: { type: 'string', default: 'fr,en' },
    /** Keys pressed before the picture: `Control+k`, several separated by spaces. */
    press: { type: 'string', default: '' },
    /** A selector clicked before the picture. */
    click: { type: 'string', default: '' },
    /** The content of a cookie header, to be signed in: `quitus_session=…`. */
    cookie: { type: 'string', default: '' },
    /** Added to the names of the pictures. */
    name: { type: 'string', default: '' },
    axe: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
  },
});

const dist = join(import.meta.dirname, '../web/dist');
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

// The strictest policy the pages must live under.
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

async function serveDist(answers: Record<string, unknown>): Promise<{ base: string; close: () => void }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://local');
    response.setHeader('content-security-policy', policy);
    if (pathname.startsWith('/api/')) {
      const answer = answers[`${request.method} ${pathname.replace('/api/v1', '')}`];
      response.writeHead(answer === undefined ? 401 : 200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(answer ?? { type: 'about:blank', title: 'Sign in first.', status: 401, code: 'session.required' }),
      );
      return;
    }
    const file = extname(pathname) === '' ? 'index.html' : normalize(pathname);
    readFile(join(dist, file)).then(
      (bytes) => response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { base: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

interface View {
  readonly base: string;
  readonly address: string;
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly language: string;
}

async function openPage(browser: Browser, view: View): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: view.width, height: view.width < 600 ? 844 : 900 },
    colorScheme: view.scheme,
    locale: view.language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...(options.cookie === '' ? {} : { extraHTTPHeaders: { cookie: options.cookie } }),
  });
  page.on('pageerror', (error) => console.error(`  page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) console.error(`  console: ${message.text()}`);
  });
  // Signed in, the language and colours are those the server keeps: here they are those of the picture.
  await page.route('**/api/v1/session', async (route) => {
    const response = await route.fetch();
    if (route.request().method() !== 'GET' || !response.ok()) return route.fulfill({ response });
    const session = (await response.json()) as { user: object };
    return route.fulfill({
      response,
      json: { ...session, user: { ...session.user, language: view.language, colorScheme: 'auto' } },
    });
  });
  await page.addInitScript(`localStorage.setItem('quitus.language', '${view.language}')`);
  await page.goto(view.base + view.address, { waitUntil: 'networkidle' });
  await page.evaluate('document.fonts.ready.then(() => true)');
  for (const keys of options.press.split(' ').filter(Boolean)) await page.keyboard.press(keys);
  if (options.click !== '') await page.click(options.click);
  await page.waitForLoadState('networkidle');
  // Pictures of transitions are of no use; even without motion a popover needs a frame to find its place.
  await page.waitForTimeout(250);
  return page;
}

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

async function judge(page: Page): Promise<readonly Violation[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  // axe is a script loaded into the page: its answer has no type here.
  const found = (await page.evaluate(
    "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((found) => found.violations)",
  )) as Violation[];
  // An open menu stands at the end of the body so that nothing clips it: outside the landmarks on purpose.
  return found.filter(
    ({ id, nodes }) => id !== 'region' || !nodes.every((node) => node.target.join(' ') === 'div[data-portal="true"]'),
  );
}

async function look(browser: Browser, view: View): Promise<number> {
  const page = await openPage(browser, view);
  const name = `${view.address.replaceAll(/[^\w]+/g, '-').replaceAll(/^-|-$/g, '') || 'home'}${options.name && `-${options.name}`}-${view.width}-${view.scheme}-${view.language}`;
  await page.screenshot({ path: join(options.out, `${name}.png`), fullPage: options.full });
  const violations = options.axe ? await judge(page) : [];
  console.log(`${name}.png${options.axe ? `  axe: ${violations.length}` : ''}`);
  for (const { id, impact, help, nodes } of violations) {
    console.log(`  ${impact} ${id}: ${help}`);
    for (const node of nodes.slice(0, 4))
      console.log(`    ${node.target.join(' ')}\n      ${node.failureSummary.replaceAll('\n', ' ')}`);
  }
  await page.close();
  return violations.length;
}

await mkdir(options.out, { recursive: true });
const answers = options.answers ? (JSON.parse(await readFile(options.answers, 'utf8')) as Record<string, unknown>) : {};
const served = options.base ? { base: options.base, close: () => undefined } : await serveDist(answers);
const quiet = '--disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
// Made for one picture per process: here several pages share a browser, and its security is part of what is looked at.
const unwanted = new Set(['--single-process', '--disable-web-security']);
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: [...chromium.args.filter((arg) => !unwanted.has(arg)), ...quiet.split(' ')],
});
let violations = 0;
for (const address of addresses) {
  for (const width of options.widths.split(',').map(Number)) {
    for (const scheme of options.schemes.split(',')) {
      for (const language of options.languages.split(',')) {
        violations += await look(browser, {
          base: served.base,
          address,
          width,
          scheme: scheme === 'dark' ? 'dark' : 'light',
          language,
        });
      }
    }
  }
}
await browser.close();
served.close();
if (violations > 0) process.exitCode = 1;
