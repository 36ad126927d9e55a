import { expect, test } from 'vitest';
import type { Refusal } from '../../../kernel/refusals.ts';
import { sql } from '../../../platform/database/index.ts';
import { type TestTenant, testDatabase } from '../../../platform/testing/index.ts';
import { tester } from '../dunning.fixture.ts';
import { archiveScenario, duplicateScenario, makeDefault, rollBackScenario } from './change-scenario.ts';
import { ensureDefaultScenario } from './default-scenario.ts';
import { discardDraft, draftOf, type DraftState, publishDraft, saveDraft } from './drafts.ts';
import { libraryDraft, libraryScenarios, makeFromLibrary } from './library.ts';
import { createScenario, publishScenario } from './publish-scenario.ts';
import { plainStep as step } from './plain-step.fixture.ts';
import type { NewStep, Scenario, ScenarioDraft } from './scenario.ts';
import { scenarioDifference } from './scenario-difference.ts';
import { listScenarios, scenarioById, scenarioVersions } from './scenario-store.ts';

const databases = testDatabase();
const anne = { ...tester, name: 'Anne' };
const person = '019a0b6c-4c1e-7a52-9d3f-2b7c5e8f1a04';
const louis = { ...tester, name: 'Louis' };
const reader = { language: 'fr' as const, people: new Map<string, string>() };

const draftWith = (steps: readonly NewStep[], more: Partial<ScenarioDraft> = {}): ScenarioDraft => ({
  name: 'Essai',
  catchUp: 'start-at-first',
  minDaysBetween: null,
  floorMinor: null,
  steps,
  ...more,
});
/** The steps of a version as they are given back to be changed. */
const again = (scenario: Pick<Scenario, 'steps'>): NewStep[] => scenario.steps.map(({ position: _place, ...rest }) => rest);

async function given(steps: readonly NewStep[] = [step('Première', 3), step('Deuxième', 10, { level: 2 })]) {
  const tenant = await databases.newTenant();
  const id = await createScenario(tenant.tenantDb, draftWith(steps), anne);
  return { tenant, db: tenant.tenantDb, id };
}
const draft = async ({ tenantDb }: TestTenant, id: string): Promise<DraftState> => {
  const found = await draftOf(tenantDb, id, 'fr');
  if (!found) throw new Error('no draft');
  return found;
};
const refusalOf = (work: Promise<unknown>): Promise<Pick<Refusal, 'code' | 'values'>> =>
  work.then(
    () => ({ code: 'none', values: {} }),
    (error: Refusal) => ({ code: error.code, values: error.values }),
  );

test('a step keeps its channel, sender, recipients, copies, attachments, conditions, repetition and variants', async () => {
  const full = step('Complète', 30, {
    channel: 'registered-letter',
    grave: true,
    sender: 'account-manager',
    recipientRoles: ['cfo', 'accounts-payable'],
    copyRoles: ['legal'],
    copyPeople: ['collector'],
    attachments: ['statement', 'interest-note'],
    conditions: { field: 'country', is: 'is', value: 'FR' },
    showInterest: true,
    repeatEveryDays: 15,
    repeatTimes: 3,
    minimumMinor: 50_00n,
    texts: [
      { language: 'de', label: '', criteria: null, subject: 'Betreff', body: 'Bis zum {{ payBefore }}', script: null },
      {
        language: 'fr',
        label: 'Sud',
        criteria: { field: 'region', is: 'is', value: 'Sud' },
        subject: 'Objet',
        body: 'Mise en demeure, té, avant le {{ payBefore }}',
        script: null,
      },
    ],
  });
  const { db, id } = await given([step('Première', 3), full]);
  const { stepId, position, ...kept } = (await scenarioById(db, id)).steps[1] ?? {};
  expect(kept).toEqual({ ...full, senderPersonId: null });
  expect([typeof stepId, position]).toEqual(['string', 2]);
});

test('what is left out of a step’s delivery is the usual: from the collector, to whoever is written to, once, for everybody', async () => {
  const { db, id } = await given();
  const [first] = (await scenarioById(db, id)).steps;
  expect(first).toMatchObject({
    sender: 'collector',
    recipientRoles: [],
    copyPeople: [],
    attachments: [],
    conditions: null,
    repeatEveryDays: null,
    texts: [],
  });
});

test('a draft is saved unfinished, says what keeps it from being published, and the version in force does not move', async () => {
  const { tenant, db, id } = await given();
  const current = await scenarioById(db, id);
  const unfinished = [...again(current), step('Troisième', 20, { level: 1, bodyEn: null, bodyFr: 'Bonjour {{ nobody }}' })];
  await saveDraft(db, id, { ...draftWith(unfinished, { name: 'Essai neuf' }), changedAt: null }, louis);
  const saved = await draft(tenant, id);
  expect(saved).toMatchObject({ name: 'Essai neuf', version: 0, state: 'draft', basedOn: 1, author: 'Louis', outdated: false });
  expect(saved.problems.map(({ step: place, field, code }) => [place, field, code])).toEqual([
    [2, 'level', 'scenario.steps-out-of-order'],
    [2, 'bodyEn', 'scenario.text-missing'],
    [2, 'bodyFr', 'scenario.template-invalid'],
  ]);
  expect(saved.problems[1]?.words).toContain('Il manque à «\u00a0Troisième\u00a0»\u00a0: texte anglais');
  expect(await refusalOf(publishDraft(db, id, {}, louis))).toMatchObject({ code: 'scenario.steps-out-of-order' });
  expect(await scenarioById(db, id)).toMatchObject({ name: 'Essai', version: 1, draft: { author: 'Louis', basedOn: 1 } });
  expect((await scenarioById(db, id)).steps).toEqual(current.steps);
});

test('a draft somebody else saved meanwhile is not written over: the refusal says who and when', async () => {
  const { tenant, db, id } = await given();
  const steps = again(await scenarioById(db, id));
  await saveDraft(db, id, { ...draftWith(steps), changedAt: null }, anne);
  const read = await draft(tenant, id);
  await saveDraft(db, id, { ...draftWith([...steps, step('De Louis', 30, { level: 3 })]), changedAt: read.changedAt }, louis);
  const mine = { ...draftWith(steps), changedAt: read.changedAt };
  const refused = await refusalOf(saveDraft(db, id, mine, anne));
  expect(refused).toMatchObject({ code: 'scenario.draft-changed', values: { by: 'Louis' } });
  expect(await refusalOf(saveDraft(db, id, { ...mine, changedAt: null }, anne))).toMatchObject({
    code: 'scenario.draft-changed',
  });
  expect(await refusalOf(publishDraft(db, id, { changedAt: read.changedAt }, anne))).toMatchObject({
    code: 'scenario.draft-changed',
  });
  expect((await draft(tenant, id)).steps).toHaveLength(3);
});

test('a draft published or thrown away meanwhile does not come back by saving it', async () => {
  const { tenant, db, id } = await given();
  const steps = again(await scenarioById(db, id));
  await saveDraft(db, id, { ...draftWith(steps), changedAt: null }, anne);
  const { changedAt } = await draft(tenant, id);
  await discardDraft(db, id, louis);
  expect(await refusalOf(saveDraft(db, id, { ...draftWith(steps), changedAt }, anne))).toMatchObject({
    code: 'scenario.no-draft',
  });
  expect(await refusalOf(discardDraft(db, id, anne))).toMatchObject({ code: 'scenario.no-draft' });
  expect(await draftOf(db, id, 'fr')).toBeUndefined();
});

test('publishing a draft makes the next version, with its note and what it came from, and leaves no draft', async () => {
  const { db, id } = await given();
  const steps = again(await scenarioById(db, id));
  await saveDraft(db, id, { ...draftWith([...steps, step('Troisième', 20, { level: 2 })]), changedAt: null }, louis);
  const published = await publishDraft(db, id, { note: 'Une étape de plus' }, anne);
  expect(published).toMatchObject({
    version: 2,
    state: 'published',
    basedOn: 1,
    note: 'Une étape de plus',
    author: 'Anne',
    draft: null,
  });
  expect(published.steps.map((one) => one.stepId).slice(0, 2)).toEqual(steps.map((one) => one.stepId));
  const versions = await scenarioVersions(db, id);
  expect(versions.map(({ version, state, basedOn, steps: count }) => [version, state, basedOn, count])).toEqual([
    [2, 'published', 1, 3],
    [1, 'superseded', null, 2],
  ]);
});

test('a step keeps its identity from draft to draft and into force; one of elsewhere, and a sender who is nobody here, are not kept', async () => {
  const { tenant, db, id } = await given();
  const foreign = [step('Ailleurs', 3, { stepId: person, sender: 'person', senderPersonId: person })];
  await saveDraft(db, id, { ...draftWith(foreign), changedAt: null }, anne);
  const first = await draft(tenant, id);
  expect(first.steps[0]?.stepId).not.toBe(person);
  expect(first.steps[0]?.senderPersonId).toBeNull();
  expect(first.problems.map((problem) => problem.code)).toEqual(['scenario.sender-missing']);
  const mended = again(first).map((one) => ({ ...one, sender: 'shared' as const }));
  await saveDraft(db, id, { ...draftWith(mended), changedAt: first.changedAt }, anne);
  const published = await publishDraft(db, id, {}, anne);
  expect(published.steps[0]?.stepId).toBe(first.steps[0]?.stepId);
});

test('a draft begun before somebody published is refused, unless it is to replace that version whole', async () => {
  const { tenant, db, id } = await given();
  const steps = again(await scenarioById(db, id));
  await saveDraft(db, id, { ...draftWith(steps.slice(0, 1)), changedAt: null }, louis);
  await publishScenario(db, id, 1, draftWith([...steps, step('D’Anne', 30, { level: 3 })]), anne);
  expect((await draft(tenant, id)).outdated).toBe(true);
  expect(await refusalOf(publishDraft(db, id, {}, louis))).toMatchObject({
    code: 'scenario.draft-outdated',
    values: { version: 2, basedOn: 1 },
  });
  const published = await publishDraft(db, id, { overNewer: true }, louis);
  expect([published.version, published.basedOn, published.steps.length]).toEqual([3, 1, 1]);
  // Nothing of what was replaced is lost.
  expect((await scenarioById(db, id, 2)).steps).toHaveLength(3);
});

test('of two who publish at once one does and the other is told', async () => {
  const { db, id } = await given();
  const steps = again(await scenarioById(db, id));
  const outcomes = await Promise.all(
    [anne, louis].map((by) => refusalOf(publishScenario(db, id, 1, draftWith(steps, { note: by.name }), by))),
  );
  expect(outcomes.map((one) => one.code).toSorted()).toEqual(['none', 'scenario.changed-meanwhile']);
  await saveDraft(db, id, { ...draftWith(steps), changedAt: null }, anne);
  const drafts = await Promise.all([anne, louis].map((by) => refusalOf(publishDraft(db, id, {}, by))));
  expect(drafts.map((one) => one.code).toSorted()).toEqual(['none', 'scenario.no-draft']);
  expect((await scenarioById(db, id)).version).toBe(3);
});

test('rolling back publishes the earlier steps under their own identities, so that what was done stays done; the name stays today’s', async () => {
  const { db, id } = await given();
  const first = await scenarioById(db, id);
  await publishScenario(db, id, 1, draftWith([step('Toute autre', 40)], { name: 'Essai renommé' }), louis);
  const back = await rollBackScenario(db, id, { version: 1, note: 'La précédente était trop douce' }, anne);
  expect(back).toMatchObject({ version: 3, basedOn: 1, name: 'Essai renommé', note: 'La précédente était trop douce' });
  expect(back.steps).toEqual(first.steps);
  expect(await refusalOf(rollBackScenario(db, id, { version: 3 }, anne))).toMatchObject({ code: 'scenario.version-current' });
  expect(await refusalOf(rollBackScenario(db, id, { version: 9 }, anne))).toMatchObject({ code: 'scenario.version-unknown' });
});

test('the difference between two versions names each change, before and after, in the reader’s words', async () => {
  const { db, id } = await given([step('A', 3), step('B', 10), step('C', 20), step('D', 30), step('E', 40)]);
  const before = await scenarioById(db, id);
  const [a, b, c, , e] = again(before);
  const changed: NewStep[] = [
    {
      ...a!,
      offsetDays: 5,
      channel: 'letter',
      copyPeople: ['account-manager'],
      conditions: { field: 'kind', is: 'is', value: 'business' },
    },
    e!,
    { ...b!, bodyFr: 'Autre {{ statement }}', enabled: false },
    c!,
    step('Neuve', 40, { reference: 'payment-date', level: 0 }),
  ];
  const after = await publishScenario(db, id, 1, draftWith(changed, { minDaysBetween: 7 }), anne);
  const { changes, steps, words } = scenarioDifference(before, after, reader);
  expect(changes.map(({ field, before: was, after: is }) => [field, was, is])).toEqual([
    ['minDaysBetween', 'le réglage général', '7'],
  ]);
  expect(steps.map((one) => [one.name, one.kind, one.moved, one.positionBefore, one.positionAfter])).toEqual([
    ['A', 'changed', false, 1, 1],
    ['E', 'changed', true, 5, 2],
    ['B', 'changed', false, 2, 3],
    ['Neuve', 'added', false, null, 5],
    ['D', 'removed', false, 4, null],
  ]);
  expect(words).toEqual([
    'Scénario, jours au moins entre deux messages\u00a0: le réglage général devient 7',
    '«\u00a0A\u00a0», jour\u00a0: J+3 devient J+5',
    '«\u00a0A\u00a0», canal\u00a0: E-mail devient Lettre',
    '«\u00a0A\u00a0», copies aux collègues\u00a0: personne devient le commercial du compte',
    '«\u00a0A\u00a0», conditions\u00a0: toujours devient Type de client est Entreprise',
    'L’étape «\u00a0E\u00a0» passe de la place 5 à la place 2',
    '«\u00a0B\u00a0» est désactivée',
    '«\u00a0B\u00a0»\u00a0: texte français modifié',
    'Nouvelle étape «\u00a0Neuve\u00a0» (paiement +40\u00a0j)',
    'L’étape «\u00a0D\u00a0» est retirée',
  ]);
  expect(scenarioDifference(after, after, reader)).toEqual({ changes: [], steps: [], words: [] });
});

test('a copy has steps of its own and its source is untouched; its name must be free', async () => {
  const { db, id } = await given();
  const copy = await scenarioById(db, await duplicateScenario(db, id, 'Essai bis', anne));
  const source = await scenarioById(db, id);
  expect(copy.steps.map((one) => [one.nameFr, one.offsetDays])).toEqual(source.steps.map((one) => [one.nameFr, one.offsetDays]));
  expect(copy.steps.some((one) => source.steps.some((other) => other.stepId === one.stepId))).toBe(false);
  expect(await refusalOf(duplicateScenario(db, id, 'Essai', anne))).toMatchObject({ code: 'scenario.name-taken' });
});

test('a scenario is put away only when nobody follows it, or when those who do go to another; its name is then free', async () => {
  const { tenant, db, id } = await given();
  const standard = await db.transaction((tx) => ensureDefaultScenario(tx));
  expect(await refusalOf(archiveScenario(db, standard, undefined, anne))).toMatchObject({ code: 'scenario.archive-default' });
  const customer = await tenant.tenantDb.one<{ id: string }>(sql`
    insert into dunning.assignment (tenant_id, customer_id, scenario_id, locked, author)
    values (${tenant.tenantId}, gen_random_uuid(), ${id}, true, 'Anne') returning customer_id as id
  `);
  await db.run(sql`
    insert into dunning.assignment_rule (tenant_id, id, position, name, scenario_id, criteria, author)
    values (${tenant.tenantId}, gen_random_uuid(), 1, 'Règle', ${id}, '{"field":"country","is":"is","value":"FR"}', 'Anne')
  `);
  expect(await refusalOf(archiveScenario(db, id, undefined, anne))).toMatchObject({
    code: 'scenario.in-use',
    values: { customers: 1, rules: 1 },
  });
  expect(await refusalOf(archiveScenario(db, id, id, anne))).toMatchObject({ code: 'scenario.not-found' });
  expect(await archiveScenario(db, id, standard, anne)).toEqual({ movedCustomers: 1, movedRules: 1 });
  const moved = await db.one(sql`select scenario_id, locked from dunning.assignment where customer_id = ${customer.id}`);
  expect(moved).toEqual({ scenario_id: standard, locked: true });
  expect((await listScenarios(db)).map((one) => one.id)).toEqual([standard]);
  expect(await scenarioById(db, id)).toMatchObject({ archived: true });
  await expect(createScenario(db, draftWith([]), anne)).resolves.toEqual(expect.any(String));
});

test('another scenario becomes the default, and there is never more than one', async () => {
  const { db, id } = await given();
  const standard = await db.transaction((tx) => ensureDefaultScenario(tx));
  expect(await makeDefault(db, id, anne)).toMatchObject({ id, isDefault: true });
  expect((await listScenarios(db)).map((one) => [one.id, one.isDefault])).toEqual([
    [id, true],
    [standard, false],
  ]);
});

test('a scenario is made from the library under its own name, a second one beside it, and the library says so', async () => {
  const { db } = await given();
  const make = (name?: string) => makeFromLibrary(db, { key: 'consumer', name, language: 'fr' }, anne);
  const [first, second, third] = [await make(), await make(), await make('Mes particuliers')];
  const made = await Promise.all([first, second, third].map((id) => scenarioById(db, id)));
  expect(made.map((one) => [one.name, one.libraryKey])).toEqual([
    ['Particuliers', 'consumer'],
    ['Particuliers 2', 'consumer'],
    ['Mes particuliers', 'consumer'],
  ]);
  expect(made[0]?.steps).toHaveLength(libraryDraft('consumer', 'fr').steps.length);
  const library = await libraryScenarios(db, 'en');
  expect(library.map((one) => one.key)).toHaveLength(8);
  expect(library.find((one) => one.key === 'consumer')?.made.map((one) => one.name)).toEqual([
    'Mes particuliers',
    'Particuliers',
    'Particuliers 2',
  ]);
});

test('a sender who is no member of the organisation is refused when it is published', async () => {
  const { db, id } = await given();
  const steps = [step('X', 3, { sender: 'person', senderPersonId: person })];
  expect(await refusalOf(publishScenario(db, id, 1, draftWith(steps), anne))).toMatchObject({
    code: 'scenario.sender-missing',
    values: { stepFr: 'X', field: 'senderPersonId' },
  });
});
