import { textsIn } from '@quitus/texts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../server/src/platform/database/index.ts';
import { barriers, gridOverflow, startApp } from './browser.ts';

const app = startApp({ customers: 200, items: 4_000 });
const storyMs = 120_000;
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name });

/** How many actions each tab of the agenda has, all portfolios together. */
async function counted(): Promise<{ toConfirm: number; toDo: number; confirmed: number }> {
  const { toConfirm, toDo, confirmed } = await app.api('GET /actions/counters', { query: {} });
  const both = (counter: { due: number; scheduled: number }) => counter.due + counter.scheduled;
  return { toConfirm: both(toConfirm), toDo: both(toDo), confirmed: both(confirmed) };
}

/** The step with the most reminders to confirm that is no formal notice. */
async function busiestStep(): Promise<{ stepId: string; step: string; count: number }> {
  const { steps } = await app.api('GET /actions', { query: { state: 'to-confirm', limit: 1 } });
  const busiest = steps.filter((step) => !step.grave).toSorted((left, right) => right.count - left.count)[0];
  if (!busiest) throw new Error('nothing is to confirm');
  return busiest;
}

/** The letter of an outcome, then Enter. */
async function twoKeys(page: Page, letter: string): Promise<void> {
  await page.getByRole('group', { name: 'Résultat de l’appel' }).waitFor();
  await page.keyboard.press(letter);
  await page.getByRole('button', { name: 'Enregistrer et continuer' }).waitFor();
  await page.keyboard.press('Enter');
}

/** In focus mode, on to an action of the round. */
async function passTo(page: Page, rows: readonly { readonly customerName: string }[], place: number): Promise<void> {
  for (let passed = 0; passed <= place; passed += 1) {
    await page
      .getByText(new RegExp(`^${passed + 1} sur `))
      .first()
      .waitFor();
    await page.getByRole('heading', { name: rows[passed]?.customerName ?? '' }).waitFor();
    if (passed < place) await page.keyboard.press('ArrowRight');
  }
}

/** The customers and tasks of the list that do not read whole: longer than the two lines they have. */
function cutShort(page: Page): Promise<string[]> {
  return page.evaluate<
    string[]
  >(`[...document.querySelectorAll('[role="grid"] .a-line > .a-both, [role="grid"] .a-lines > .q-step')]
    .filter((words) => words.scrollHeight > words.parentElement.clientHeight + 1 || words.scrollWidth > words.clientWidth)
    .map((words) => words.textContent)`);
}

describe('a day of reminders, from the run to the mailbox', () => {
  let page: Page;
  let chosen: Awaited<ReturnType<typeof busiestStep>>;

  beforeAll(async () => {
    // The story does not wait ten minutes, nor for Monday.
    await app.api('PUT /settings/{key}', { params: { key: 'recall.minutes' }, body: { value: 0 } });
    await app.api('PUT /settings/{key}', { params: { key: 'contact.window' }, body: { value: 'always' } });
    page = await app.open('/agenda');
  }, storyMs);
  afterAll(() => page?.close());

  test('the run of the day makes actions and says what it left out, and why', { timeout: storyMs }, async () => {
    expect(await counted()).toEqual({ toConfirm: 0, toDo: 0, confirmed: 0 });
    await heading(page, 'Agenda').waitFor();
    await page.getByText('Rien à faire ici').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lancer le plan du jour' }).click();
    const report = page.getByRole('complementary', { name: 'Passage du jour' });
    await report.getByText('Écartées, et pourquoi').waitFor();
    const [run] = (await app.api('GET /runs', { query: { limit: 1 } })).rows;
    const reasons: Readonly<Record<string, string>> = textsIn('fr').dunning.reasons;
    const leftOut = Object.keys(run?.skipped ?? {});
    expect(leftOut.length).toBeGreaterThan(0);
    for (const reason of leftOut) await report.getByText(reasons[reason] ?? reason, { exact: true }).waitFor();
    const made = await counted();
    expect(made.toConfirm).toBeGreaterThan(5);
    expect(made.toDo).toBeGreaterThan(0);
    await tab(page, new RegExp(`À confirmer\\s*${made.toConfirm}`)).waitFor();
    expect(await barriers(page)).toEqual([]);
    await report.getByRole('button', { name: 'Fermer' }).click();
  });

  test(
    'each tab has its own columns, customers and tasks read whole, and nothing scrolls sideways',
    { timeout: storyMs },
    async () => {
      for (const [name, phones] of [
        [/^À confirmer/, 0],
        [/^À faire/, 1],
      ] as const) {
        await tab(page, name).click();
        await page.getByRole('grid').locator('.a-both').first().waitFor();
        expect(await page.getByRole('columnheader', { name: 'Téléphone' }).count()).toBe(phones);
        expect(await cutShort(page)).toEqual([]);
        expect(await gridOverflow(page)).toBe(0);
      }
    },
  );

  test('one reminder is read exactly as it would leave before anyone says yes', { timeout: storyMs }, async () => {
    chosen = await busiestStep();
    await tab(page, /À confirmer/).click();
    await page
      .getByRole('group', { name: 'Toutes les étapes' })
      .getByRole('button', { name: new RegExp(chosen.step) })
      .click();
    const { rows } = await app.api('GET /actions', { query: { state: 'to-confirm', stepId: chosen.stepId, limit: 1 } });
    const first = rows[0];
    if (!first) throw new Error('the step has no action');
    await page.getByRole('row').filter({ hasText: first.customerName }).first().click();
    const panel = page.getByRole('complementary', { name: `Action ${first.customerName}` });
    const preview = await app.api('GET /actions/{id}/preview', { params: { id: first.id } });
    const { listed } = await app.api('GET /actions/{id}', { params: { id: first.id } });
    await panel.getByText(preview.subject ?? '', { exact: true }).waitFor();
    const letter = panel.frameLocator('iframe');
    for (const item of listed) await letter.getByText(item.number).first().waitFor();
    await panel
      .getByRole('table', { name: 'Relevé' })
      .getByText(listed[0]?.number ?? '')
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  test('all the reminders of a step are confirmed, their number and amount in the button', { timeout: storyMs }, async () => {
    const before = await counted();
    const button = page.getByRole('button', { name: new RegExp(`^Confirmer ${chosen.count} messages? · [\\d\\s]+,\\d\\d`) });
    await button.click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByText('messages rejoignent la file d’envoi').waitFor();
    expect(await barriers(page)).toEqual([]);
    await dialogue.getByRole('button', { name: /^Confirmer/ }).click();
    await page.getByText(new RegExp(`^${chosen.count}\\smessages? confirmés?\\.`)).waitFor();
    const after = await counted();
    expect(after.confirmed).toBe(chosen.count);
    expect(after.toConfirm).toBe(before.toConfirm - chosen.count);
    await tab(page, /Sur le départ/).click();
    await page.getByText(new RegExp(`^${chosen.count}\\slignes?$`)).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('one of them is taken back while it has not left', { timeout: storyMs }, async () => {
    await page.getByRole('row').nth(1).click();
    await page.getByRole('complementary').getByRole('button', { name: 'Rappeler' }).click();
    await page.getByText(/^Rappelée\s: rien ne part pour/).waitFor();
    expect((await counted()).confirmed).toBe(chosen.count - 1);
  });

  test('what waits is sent, and the mailbox shows every mail as its reader sees it', { timeout: storyMs }, async () => {
    const sending = chosen.count - 1;
    await page.goto(`${app.base}/messages?tab=to-come`);
    await page.getByRole('button', { name: 'Envoyer ce qui attend' }).click();
    await page.getByRole('dialog').getByText('Mode test').waitFor();
    await page.getByRole('button', { name: new RegExp(`^Envoyer ${sending}\\s`) }).click();
    await page.getByText(/^\d+\smessages? partis?\./).waitFor();
    expect(await barriers(page)).toEqual([]);
    const mails = await app.api('GET /mailbox', { query: {} });
    // The made-up company has a wrong address here and there: such a message fails and says so, it is not lost.
    const failed = await app.api('GET /messages', { query: { state: 'failed', limit: 1 } });
    expect(mails.total + failed.total).toBe(sending);
    expect(mails.total).toBeGreaterThan(0);
    await tab(page, /Boîte locale/).click();
    await page.getByText(new RegExp(`^${mails.total}\\smessages? · ${mails.total}\\snon lus?$`)).waitFor();
    const list = page.getByRole('list', { name: 'Courrier' });
    await list.getByRole('button').first().click();
    const pane = page.getByRole('region', { name: 'Boîte locale' });
    const message = await app.api('GET /messages/{id}', { params: { id: mails.rows[0]?.messageId ?? '' } });
    expect(message.listed.length).toBeGreaterThan(0);
    for (const item of message.listed) await pane.frameLocator('iframe').getByText(item.number).first().waitFor();
    expect(await barriers(page)).toEqual([]);
    if (mails.total > 1) {
      await page.keyboard.press('ArrowDown');
      await pane.getByRole('heading', { name: mails.rows[1]?.subject ?? '' }).waitFor();
    }
    await pane.getByText('En-têtes').click();
    await pane.getByRole('table', { name: 'En-têtes' }).getByText('message-id').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test('beside an open message the list does not scroll sideways', { timeout: storyMs }, async () => {
    const [message] = (await app.api('GET /messages', { query: { show: 'gone', limit: 1 } })).rows;
    await page.goto(`${app.base}/messages?tab=gone&open=${message?.id ?? ''}`);
    await page.getByRole('complementary').waitFor();
    await page.getByRole('grid').getByRole('row').nth(1).waitFor();
    expect(await gridOverflow(page)).toBe(0);
  });

  test('a second run of the day creates nothing', { timeout: storyMs }, async () => {
    const before = await counted();
    await page.goto(`${app.base}/agenda`);
    await page.getByRole('button', { name: 'Lancer le plan du jour' }).click();
    await page.getByText(/^Le plan du jour était déjà fait/).waitFor();
    expect(await counted()).toEqual(before);
    expect((await app.api('GET /messages', { query: { show: 'to-come', limit: 1 } })).total).toBe(0);
  });

  test('in focus mode each customer takes two keys: the outcome, then Enter', { timeout: storyMs }, async () => {
    const { rows } = await app.api('GET /actions', { query: { state: 'to-do', limit: 500 } });
    const place = rows.findIndex((row, at) => row.channel === 'call' && rows[at + 1]?.channel === 'call');
    const [first, second] = rows.slice(place);
    if (place < 0 || !first || !second) throw new Error('there are not two calls to make, one after the other');
    await page.goto(`${app.base}/agenda`);
    await page
      .getByRole('row')
      .filter({ hasText: rows[0]?.customerName ?? '' })
      .first()
      .waitFor();
    await page.keyboard.press('f');
    await passTo(page, rows, place);
    await page.getByRole('button', { name: 'V Va vérifier' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await twoKeys(page, 'v');
    await page.getByText('1 traité').waitFor();
    expect((await app.api('GET /actions/{id}', { params: { id: first.id } })).action.state).toBe('done');
    const { entries } = await app.api('GET /customers/{id}/timeline', {
      params: { id: first.customerId },
      query: { kinds: 'call' },
    });
    expect(entries[0]?.code).toBe('will-check');

    // Nobody answered: the call is written down, and comes back the next working day.
    await page.getByRole('heading', { name: second.customerName }).waitFor();
    await twoKeys(page, 'n');
    await page.getByText('2 traités').waitFor();
    const { action } = await app.api('GET /actions/{id}', { params: { id: second.id } });
    expect(action.state).toBe('to-do');
    expect(action.plannedOn > second.plannedOn).toBe(true);
    await page.keyboard.press('Escape');
    await heading(page, 'Agenda').waitFor();
  });

  test('a task has its own outcomes: done, impossible with why, later with the day', { timeout: storyMs }, async () => {
    const { rows } = await app.api('GET /actions', { query: { state: 'to-do', due: true, limit: 500 } });
    const place = rows.findIndex((row) => row.channel === 'call');
    const action = rows[place];
    if (!action) throw new Error('nothing is to do');
    const became = async () => (await app.api('GET /actions/{id}', { params: { id: action.id } })).action;
    await app.db.run(sql`update dunning.action set channel = 'task' where id = ${action.id}`);
    const open = async () => {
      await page.goto(`${app.base}/agenda?state=due&show=focus`);
      await passTo(page, rows, place);
      await page.getByRole('group', { name: 'Résultat de la tâche' }).waitFor();
    };
    await open();
    expect(await page.getByRole('button', { name: 'P Promesse de règlement' }).count()).toBe(0);
    await page.keyboard.press('l');
    await page.getByLabel('À reprendre le').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 traité').waitFor();
    expect(await became()).toMatchObject({ state: 'to-do' });
    expect((await became()).plannedOn > action.plannedOn).toBe(true);
    await app.db.run(sql`update dunning.action set planned_on = ${action.plannedOn}::date where id = ${action.id}`);

    await open();
    await page.keyboard.press('x');
    await page.getByLabel('Pourquoi est-ce impossible ?').waitFor();
    await page.keyboard.type('Le dossier est aux archives.');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('1 traité').waitFor();
    expect(await became()).toMatchObject({ state: 'skipped' });
    await app.db.run(sql`update dunning.action set channel = 'call', state = 'to-do' where id = ${action.id}`);
    await page.keyboard.press('Escape');
    await heading(page, 'Agenda').waitFor();
  });

  test('a promise heard on the telephone pauses exactly what the call claimed', { timeout: storyMs }, async () => {
    const { rows } = await app.api('GET /actions', { query: { state: 'to-do', due: true, limit: 50 } });
    const place = rows.findIndex((row) => row.channel === 'call' && !row.promised && !row.disputed);
    const action = rows[place];
    if (!action) throw new Error('no call is left without a promise or a dispute');
    const { listed } = await app.api('GET /actions/{id}', { params: { id: action.id } });
    await page.goto(`${app.base}/agenda?state=due&show=focus`);
    await passTo(page, rows, place);
    await twoKeys(page, 'p');
    await page.getByText('1 traité').waitFor();
    const promises = await app.api('GET /promises', { query: { customerId: action.customerId, show: 'open' } });
    const made = promises.rows.find((promise) => promise.author === 'Camille Morel');
    expect(made?.items.map((item) => [item.itemId, item.amount]).toSorted()).toEqual(
      listed
        .filter((item) => !item.claimed.startsWith('-'))
        .map((item) => [item.id, item.claimed])
        .toSorted(),
    );
  });

  test('the next sixty days stand in a calendar, each day with its list', { timeout: storyMs }, async () => {
    await page.goto(`${app.base}/agenda?tab=plan`);
    const plan = await app.api('GET /plan', { query: { limit: 1 } });
    const day = plan.byDay[0]?.date ?? '';
    const count = plan.byDay.filter((each) => each.date === day).reduce((sum, each) => sum + each.count, 0);
    await page
      .getByRole('group', { name: 'Actions prévues, jour par jour' })
      .getByRole('button', { name: new RegExp(`: ${count}\\sactions?$`) })
      .first()
      .click();
    await page.getByText(new RegExp(`^${count}\\slignes?$`)).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  test(
    'messages to come are of two kinds, told apart: those in the queue, and those the plan foresees',
    { timeout: storyMs },
    async () => {
      const from = (await app.api('GET /agenda/counters', { query: {} })).today;
      const foreseen = await app.api('GET /plan', { query: { from, days: 60, messages: true, limit: 1 } });
      expect(foreseen.byDay.every(({ channel }) => !['call', 'task', 'hand-over'].includes(channel))).toBe(true);
      await page.goto(`${app.base}/messages?tab=to-come`);
      const kinds = page.getByRole('radiogroup', { name: 'Quels messages à venir' });
      await kinds.getByText(/^En file d’attente/).waitFor();
      await kinds.getByText('Prévus dans les 60 jours').click();
      await page.getByText('Rien de tout cela n’est encore rédigé ni en file d’attente.').waitFor();
      await page.getByText(new RegExp(`^${foreseen.total}\\slignes`)).waitFor();
      expect(await barriers(page)).toEqual([]);
    },
  );

  test('a call is a press away from its line, and each line says why it stands where it does', { timeout: storyMs }, async () => {
    const { rows } = await app.api('GET /actions', { query: { state: 'to-do', limit: 100 } });
    const row = rows.find(({ recipient }) => recipient?.phone);
    if (!row) throw new Error('nobody to do has a telephone');
    await page.goto(`${app.base}/agenda`);
    const line = page.getByRole('row').filter({ hasText: row.customerName }).first();
    const link = line.getByRole('link', { name: row.recipient?.phone ?? '' });
    expect(await link.getAttribute('href')).toBe(`tel:${row.recipient?.phone?.replaceAll(/[^\d+]/g, '')}`);
    await line.getByRole('button', { name: /Pourquoi/ }).click();
    await page.getByText(row.rankReason.replaceAll(/\s/g, ' ')).first().waitFor();
  });
});

test(
  'an answer is read where the overview counts it, treated, and the way back pauses the customer again',
  { timeout: storyMs },
  async () => {
    const replies = async () => (await app.api('GET /agenda/counters', { query: {} })).replies;
    const { rows } = await app.api('GET /customers', { query: { limit: 1, sort: '-overdue' } });
    const customer = rows[0];
    if (!customer) throw new Error('no customer owes anything');
    const before = await replies();
    await app.api('POST /holds', { body: { customerId: customer.id, reason: 'reply', note: 'Le virement part vendredi.' } });
    const waiting = await replies();
    expect(waiting).toBeLessThanOrEqual(before + 1);
    const page = await app.open('/');
    await page.getByRole('button', { name: /réponses? à lire/ }).click();
    await tab(page, new RegExp(`Réponses\\s*${waiting}`)).waitFor();
    await page.getByText(new RegExp(`Notées à la main\\s*${waiting}`)).click();
    await page.getByText(customer.name).first().waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByText(customer.name).first().click();
    const panel = page.getByRole('complementary', { name: `Réponse ${customer.name}` });
    await panel.getByText('Derniers échanges').waitFor();
    expect(await barriers(page)).toEqual([]);
    await panel.getByRole('button', { name: /Traitée/ }).click();
    await tab(page, waiting > 1 ? new RegExp(`Réponses\\s*${waiting - 1}`) : /^Réponses$/).waitFor();
    expect(await replies()).toBe(waiting - 1);
    await page.getByRole('button', { name: 'Annuler l’action' }).click();
    await tab(page, new RegExp(`Réponses\\s*${waiting}`)).waitFor();
    expect(await replies()).toBe(waiting);
    await page.close();
  },
);

test('what went wrong opens from the alerts', { timeout: storyMs }, async () => {
  const [customer] = (await app.api('GET /customers', { query: { limit: 1, sort: '-overdue' } })).rows;
  if (!customer) throw new Error('no customer owes anything');
  const { today } = await app.api('GET /agenda/counters', { query: {} });
  await app.api('POST /customers/{id}/calls', {
    params: { id: customer.id },
    body: { outcome: 'call-back', comment: 'après la paie', callBackOn: today },
  });
  const page = await app.open('/agenda?tab=alerts');
  const disputes = await app.api('GET /disputes', { query: { show: 'overdue' } });
  const { disputesOverdue, alerts, callBacksDue, brokenPromises, bouncedContacts } = await app.api('GET /agenda/counters', {
    query: {},
  });
  expect(disputes.total).toBe(disputesOverdue);
  expect(alerts).toBeGreaterThan(0);
  await tab(page, new RegExp(`Alertes\\s*${alerts}`)).waitFor();
  for (const [title, count] of [
    ['Rappels téléphoniques à faire', callBacksDue],
    ['Contacts dont l’adresse ne fonctionne plus', bouncedContacts],
    ['Promesses non tenues', brokenPromises],
  ] as const)
    if (count > 0) await page.getByRole('heading', { name: `${title} ${count}` }).waitFor();
  if (disputesOverdue > 0) await page.getByRole('heading', { name: `Litiges en retard ${disputesOverdue}` }).waitFor();
  expect(await barriers(page)).toEqual([]);
  expect(callBacksDue).toBeGreaterThan(0);
  await page.getByRole('list', { name: 'Rappels téléphoniques à faire' }).getByText('après la paie').click();
  await heading(page, customer.name).waitFor();
  await page.getByRole('complementary').getByText('Appel').first().waitFor();
  await page.close();
});

test(
  'on a phone, nothing of the agenda, the messages and the scenarios runs out of the screen',
  { timeout: storyMs },
  async () => {
    const { scenarios } = await app.api('GET /scenarios');
    const addresses = [
      '/agenda',
      '/agenda?tab=to-confirm',
      '/agenda?tab=plan',
      '/messages',
      '/messages?tab=mailbox',
      '/scenarios',
    ];
    for (const address of [...addresses, `/scenarios/${scenarios[0]?.id}`]) {
      const page = await app.open(address, { width: 390 });
      await page.getByRole('heading', { level: 1 }).waitFor();
      const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect(overflow, address).toBe(0);
      expect(await barriers(page), address).toEqual([]);
      await page.close();
    }
  },
);
