import { readFile } from 'node:fs/promises';
import { languages, textsIn } from '@quitus/texts';
import { beforeAll, expect, test } from 'vitest';
import { startApp } from './browser.ts';

const app = startApp();
const walkMs = 240_000;
const doors = new Set(['/sign-in', '/welcome', '/invitation', '/reset']);
// Only for a person who must set up a second step: others are sent to the overview.
const notForThem = new Set(['/set-up']);

// A stranger is told so by the server, and a link without its secret that it is none: the browser writes both down.
const unknownHere = (said: string, place: string) => doors.has(place) && /status of (401|404|409|410|422)/.test(said);

/** Every address of the product, from the web app's own list, with something that exists behind each. */
async function addresses(): Promise<string[]> {
  const source = await readFile(new URL('../web/src/router.tsx', import.meta.url), 'utf8');
  const paths = [...source.matchAll(/ path: '([^']+)'/g)].map(([, path]) => path ?? '').filter((path) => !notForThem.has(path));
  const [customers, imports, scenarios, webhooks] = await Promise.all([
    app.api('GET /customers', { query: { limit: 1 } }),
    app.api('GET /imports', { query: { limit: 1 } }),
    app.api('GET /scenarios'),
    app.api('GET /webhooks'),
  ]);
  const ids: Readonly<Record<string, string | undefined>> = {
    '/customers/$id': customers.rows[0]?.id,
    '/imports/$id': imports.rows[0]?.id,
    '/scenarios/$id': scenarios.scenarios[0]?.id,
    '/settings/webhooks/$id': webhooks.rows[0]?.id,
  };
  return paths.map((path) => path.replace('$id', ids[path] ?? 'nothing of this kind'));
}

beforeAll(async () => {
  await app.api('POST /webhooks', {
    body: { url: 'https://hooks.sorbier.example/quitus', kinds: ['intake.applied'], enabled: false },
  });
});

test.each(languages)(
  'every place of the product opens at once from its address, its words with it (%s)',
  async (language) => {
    await app.api('PATCH /session', { body: { language } });
    const places = await addresses();
    expect(places.length).toBeGreaterThan(20);
    expect(places.filter((place) => place.includes('nothing'))).toEqual([]);
    const wrong: string[] = [];
    for (const place of places) {
      // A browsing context of its own: nothing is kept from the place before.
      const page = await app.open('/mark.svg', { language, stranger: doors.has(place) });
      page.on('pageerror', (error) => wrong.push(`${place}: ${error.message}`));
      page.on(
        'console',
        (said) => said.type() === 'error' && !unknownHere(said.text(), place) && wrong.push(`${place}: ${said.text()}`),
      );
      await page.goto(app.base + place);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      const lang = await page.locator('html').getAttribute('lang');
      const text = await page.locator('body').innerText();
      if (lang !== language) wrong.push(`${place}: speaks ${lang}`);
      if (/undefined|\[object/.test(text)) wrong.push(`${place}: a word is missing`);
      if (text.includes(textsIn(language).common.error.page)) wrong.push(`${place}: says that it failed`);
      await page.context().close();
    }
    expect(wrong).toEqual([]);
  },
  walkMs,
);

test('changing the language on a screen changes every word of it, and of the next one', async () => {
  await app.api('PATCH /session', { body: { language: 'fr' } });
  const page = await app.open('/account');
  await page.getByRole('heading', { level: 1, name: textsIn('fr').account.title }).waitFor();
  await page.getByLabel('Langue des écrans').selectOption('en');
  await page.getByRole('heading', { level: 1, name: textsIn('en').account.title }).waitFor();
  await page
    .getByRole('link', { name: textsIn('en').shell.places.quality })
    .first()
    .click();
  await page.getByText(textsIn('en').quality.screen.score).first().waitFor();
  await page.close();
});
