import { libraryKeys } from '@quitus/contract';
import { type Language, languages } from '@quitus/texts';
import { expect, test } from 'vitest';
import { smsLength } from '../../messages/index.ts';
import { fieldsNamed } from '../messages/template.ts';
import type { Claim, Occasion, Parties } from '../messages/reminder-fields.ts';
import { writeMessage } from '../messages/write-message.ts';
import { stepProblems } from './check-steps.ts';
import { libraryDraft } from './library.ts';
import { isBeside, type LibraryKey, type NewStep } from './scenario.ts';

const parties: Parties = {
  entity: {
    name: 'Atelier Sorbier',
    legalName: 'Atelier Sorbier SAS',
    legalId: '552100554',
    vatNumber: 'FR64552100554',
    country: 'FR',
    addressLines: ['3 rue du Port'],
    postcode: '44000',
    city: 'Nantes',
    email: 'compta@sorbier.example',
    phone: '+33 2 40 00 00 00',
    iban: 'FR7630006000011234567890189',
    bic: 'AGRIFRPP',
    accountHolder: 'Atelier Sorbier SAS',
  },
  customer: {
    code: 'CLI-004512',
    name: 'Compagnie des Aubépines',
    kind: 'business',
    legalId: '732829320',
    addressLines: ['1 place du Marché'],
    postcode: '35000',
    city: 'Rennes',
  },
  contactName: 'Maud Kerbrat',
  collectorName: 'Alix Morvan',
  managerName: 'Jonas Le Goff',
};
const interest: Occasion['interest'] = {
  rows: [
    {
      itemId: 'F-2026-0117',
      number: 'F-2026-0117',
      principalMinor: 12_345_67n,
      from: '2026-03-02',
      to: '2026-04-05',
      rate: '12.15',
      days: 35,
      amountMinor: 143_82n,
    },
  ],
  interestMinor: 143_82n,
  indemnity: { count: 1, minor: 40_00n, currency: 'EUR' },
  bases: ['C. com. L441-10'],
};

const item = (number: string): Claim['items'][number] => ({
  itemId: number,
  number,
  label: '',
  issuedOn: '2026-01-30',
  dueOn: '2026-03-01',
  daysLate: 35,
  amountMinor: 12_345_67n,
  openMinor: 12_345_67n,
  claimedMinor: 12_345_67n,
});

type Case = { readonly kind?: string; readonly items?: number; readonly country?: string; readonly attached?: number };

function write(step: NewStep, language: Language, { kind = 'business', items = 1, country = 'FR', attached = items }: Case = {}) {
  const listed = Array.from({ length: items }, (_, index) => item(`F-2026-011${index}`));
  const words =
    language === 'fr'
      ? { subject: step.subjectFr, body: step.bodyFr, script: step.scriptFr }
      : { subject: step.subjectEn, body: step.bodyEn, script: step.scriptEn };
  const written = writeMessage({
    channel: step.channel,
    words,
    language,
    parties: {
      ...parties,
      entity: { ...parties.entity, country },
      customer: { ...parties.customer, kind, legalId: kind === 'consumer' ? null : parties.customer.legalId },
    },
    claim: {
      currency: 'EUR',
      items: listed,
      creditsMinor: 0n,
      netMinor: 12_345_67n * BigInt(items),
      on: '2026-04-05',
      grave: step.grave,
      noticeDays: 8,
      level: step.level,
    },
    occasion: {
      previousReminders: ['2026-03-04', '2026-03-11'],
      invoicesAttached: step.attachments?.includes('invoices') ? attached : 0,
      ...(step.showInterest ? { interest } : {}),
      ...(step.reference === 'payment-date' ? { payment: { on: '2026-04-03', amountMinor: 12_345_67n } } : {}),
      ...(step.reference === 'promise-date' ? { promise: { on: '2026-04-03', amountMinor: 12_345_67n } } : {}),
    },
    payment: 'unknown',
  });
  const whole = [written.subject, written.text, written.html, written.script].filter(Boolean).join('\n');
  return { ...written, whole };
}

const everyStep = libraryKeys.flatMap((key) =>
  libraryDraft(key, 'fr').steps.map((step): [string, LibraryKey, NewStep] => [`${key}: ${step.nameEn}`, key, step]),
);
const stepOf = (key: LibraryKey, name: string): NewStep => {
  const step = libraryDraft(key, 'en').steps.find((each) => each.nameEn === name);
  if (!step) throw new Error(`${key} has no step ${name}`);
  return step;
};
const ladderOf = (key: LibraryKey): NewStep[] => libraryDraft(key, 'fr').steps.filter((step) => !isBeside(step));

test.each(libraryKeys)(
  '%s reads without a tag left over, in French and in English, for one invoice and for several, for any debtor',
  (key) => {
    for (const step of libraryDraft(key, 'fr').steps)
      for (const language of languages)
        for (const kind of ['business', 'public', 'consumer', 'unknown'])
          for (const [items, country] of [[1, 'FR'] as const, [3, 'FR'] as const, [2, 'BE'] as const]) {
            const { whole, subject } = write(step, language, { kind, items, country });
            // oxlint-disable-next-line no-control-regex -- the marks of a template are control characters
            expect(whole).not.toMatch(/\{\{|\{%|%\}|\}\}|undefined|null|\u0001|[\uE000\uE001]/);
            expect((subject ?? '').length).toBeLessThan(80);
          }
  },
);

test.each(libraryKeys)('%s says the same in both languages: the same fields in each text', (key) => {
  // How many there are and whom one greets is said differently in each.
  const named = (text: string | null): string[] =>
    [...new Set(fieldsNamed(text ?? ''))].filter((field) => field !== 'count' && field !== 'contact.name').toSorted();
  for (const step of libraryDraft(key, 'fr').steps) {
    expect([step.nameFr, named(step.subjectFr)]).toEqual([step.nameFr, named(step.subjectEn)]);
    expect([step.nameFr, named(step.bodyFr)]).toEqual([step.nameFr, named(step.bodyEn)]);
    expect([step.nameFr, named(step.scriptFr)]).toEqual([step.nameFr, named(step.scriptEn)]);
  }
});

test.each(libraryKeys)('%s keeps the French rules of the no-break space and of the apostrophe', (key) => {
  for (const step of libraryDraft(key, 'fr').steps)
    for (const text of [step.subjectFr, step.bodyFr, step.scriptFr, step.nameFr]) {
      const spoken = (text ?? '').replaceAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, '');
      expect(spoken).not.toMatch(/ [:;?!»€]|« |[a-z]'[a-zéè]/);
    }
});

test('no scenario of the library has anything that would keep it from being published', () => {
  for (const key of libraryKeys) {
    expect({ key, problems: stepProblems(libraryDraft(key, 'fr').steps) }).toEqual({ key, problems: [] });
  }
});

test('everything waits for a yes or is done by a person until somebody decides otherwise', () => {
  for (const [name, , step] of everyStep) expect([name, step.automation]).not.toEqual([name, 'automatic']);
});

test('a text message fits two segments in the seven-bit alphabet, names who writes, and tells no amount', () => {
  const texts = everyStep.filter(([, , step]) => step.channel === 'sms');
  expect(texts.length).toBeGreaterThanOrEqual(3);
  for (const [name, , step] of texts)
    for (const language of languages) {
      const { text = '' } = write(step, language);
      const { segments, encoding } = smsLength(text);
      expect([name, encoding, segments <= 2]).toEqual([name, 'gsm-7', true]);
      expect(text).toMatch(/^Atelier Sorbier/);
      expect(text).not.toMatch(/€|345/);
    }
});

test('no text says that invoices are attached unless every one of them is', () => {
  const told: string[] = [];
  for (const [name, , step] of everyStep)
    for (const language of languages)
      for (const items of [1, 3]) {
        const says = (attached: number): boolean =>
          /\bjoint|attached|enclosed/i.test(write(step, language, { items, attached }).text ?? '');
        expect([name, language, items, says(0), says(items - 1)]).toEqual([name, language, items, false, false]);
        if (says(items)) told.push(`${name} ${language} ${items}`);
      }
  // Two texts say it, in two languages, of one invoice and of several.
  expect(told).toHaveLength(8);
});

test('the forty euros are named to businesses and public buyers alone, each by their own law', () => {
  for (const [name, , step] of everyStep)
    for (const language of languages) {
      const said = (kind: string, country = 'FR'): string => {
        const { text = '', letter } = write({ ...step, showInterest: false }, language, { kind, country });
        return [text, ...(letter?.footer ?? [])].join('\n');
      };
      for (const kind of ['consumer', 'unknown']) {
        // The public sector's scenario speaks public law whoever follows it; it is for public buyers.
        if (name.startsWith('public-sector')) continue;
        expect([name, kind, /40 €|40\u00a0€|€40|L441-10|L2192/.test(said(kind))]).toEqual([name, kind, false]);
      }
      expect(said('public')).not.toContain('L441-10');
      expect(said('business', 'BE')).not.toMatch(/L441-10|D441-5/);
      if (step.level >= 2 && step.channel === 'e-mail' && !name.startsWith('consumer') && !name.startsWith('public')) {
        expect([name, said('business')]).toEqual([name, expect.stringMatching(/40\u00a0€|€40/)]);
        expect(said('business')).toContain('L441-10');
      }
    }
});

test('the public sector is asked where the invoice stands on Chorus Pro, reminded of interest and 40 € that run by right, and gets registered mail last', () => {
  for (const language of languages) {
    const [courtesy, first] = ['Check before the due date', 'First reminder'].map((name) =>
      write(stepOf('public-sector', name), language),
    );
    for (const message of [courtesy, first]) expect(message?.text).toContain('Chorus Pro');
    const second = write(stepOf('public-sector', 'Reminder to the authorising officer'), language, { kind: 'public' }).text;
    for (const part of ['L2192-13', 'D2192-35', '40']) expect(second).toContain(part);
  }
  const channels = ladderOf('public-sector').map((step) => step.channel);
  expect(channels.indexOf('registered-letter')).toBe(channels.length - 1);
  const spoken = ladderOf('public-sector').flatMap((step) => [step.bodyFr, step.bodyEn, step.scriptFr, step.scriptEn]);
  expect(spoken.join('\n')).not.toMatch(/L441-10|D441-5/);
});

test('a private person hears nothing of trade law or costs, is offered instalments before anything formal, and the notice rests on the Civil Code', () => {
  const spoken = ladderOf('consumer').flatMap((step) => [
    step.subjectFr,
    step.bodyFr,
    step.subjectEn,
    step.bodyEn,
    step.scriptFr,
    step.scriptEn,
  ]);
  expect(spoken.join('\n')).not.toMatch(/L441-10|D441-5|L2192|40 €|40\\u00a0€|€40/);
  expect(stepOf('consumer', 'Second reminder').bodyFr).toContain('plusieurs versements');
  for (const language of languages) {
    const notice = write(stepOf('consumer', 'Formal notice'), language, { kind: 'consumer' }).text;
    for (const article of ['1344', '1231-6']) expect(notice).toContain(article);
  }
  expect(stepOf('consumer', 'Telephone call').scriptFr).toContain('de 10\u00a0h à 13\u00a0h');
});

test('a formal notice demands, gives a date and names who claims from whom, its invoices, its legal basis; it never names a bailiff nor borrows from a court', () => {
  const notices = everyStep.filter(([, , step]) => step.grave && step.channel !== 'hand-over');
  expect(notices).toHaveLength(6);
  for (const [name, , step] of notices)
    for (const language of languages) {
      const { subject = '', text = '' } = write(step, language, { items: 3 });
      expect([name, subject]).toEqual([name, expect.stringMatching(/MISE EN DEMEURE|FORMAL NOTICE/)]);
      for (const part of [
        'Compagnie des Aubépines',
        'Atelier Sorbier SAS',
        '552100554',
        '3 rue du Port',
        'F-2026-0110',
        'F-2026-0112',
        '1344',
      ])
        expect([name, text]).toEqual([name, expect.stringContaining(part)]);
      expect(text).toMatch(/mettons en demeure de nous payer|formal notice to pay us/i);
      expect(text).toContain(language === 'fr' ? '13 avril 2026' : '13 April 2026');
    }
  for (const [name, , step] of everyStep)
    for (const text of [step.subjectFr, step.bodyFr, step.scriptFr, step.subjectEn, step.bodyEn, step.scriptEn])
      expect([name, text ?? '']).toEqual([
        name,
        expect.not.stringMatching(/huissier|commissaire de justice|bailiff|saisie|seizure|fichage|Banque de France/i),
      ]);
});

test('interest is laid out in a formal notice only when there is some to state', () => {
  const notice = stepOf('risky-payer', 'Formal notice');
  expect(write(notice, 'fr').text).toContain('12,15');
  expect(write({ ...notice, showInterest: false }, 'fr').text).not.toContain('décompte');
});

test('the tone only grows firmer: courtesy before the due date, one formal notice, nothing after it but the hand-over', () => {
  for (const key of libraryKeys) {
    const ladder = ladderOf(key);
    const levels = ladder.map((step) => step.level);
    expect({ key, levels }).toEqual({ key, levels: levels.toSorted((left, right) => left - right) });
    // Counted from the due date, as one goes through them without a delay.
    const days: number[] = [];
    for (const step of ladder) days.push(step.offsetDays + (step.reference === 'previous-step' ? (days.at(-1) ?? 0) : 0));
    expect({ key, days }).toEqual({ key, days: days.toSorted((left, right) => left - right) });
    for (const step of ladder) expect([key, step.nameEn, step.level === 0]).toEqual([key, step.nameEn, step.offsetDays < 0]);
    const formal = ladder.findIndex((step) => step.grave);
    if (formal >= 0) expect(ladder.slice(formal + 1).filter((step) => step.channel !== 'hand-over')).toEqual([]);
    // The minimum interval of the scenario fits between its steps, or they would push one another.
    const gap = libraryDraft(key, 'fr').minDaysBetween ?? 5;
    const late = days.filter((day) => day > 0);
    late.slice(1).forEach((day, index) => expect([key, day - (late[index] ?? 0) >= Math.min(gap, 2)]).toEqual([key, true]));
  }
});

const promised = { five: 5, eight: 8, fifteen: 15, cinq: 5, huit: 8, quinze: 15 } as const;
test('no reminder that gives days is followed by a formal notice before they are over', () => {
  let looked = 0;
  for (const key of libraryKeys)
    for (const [index, notice] of ladderOf(key).entries()) {
      const before = ladderOf(key)[index - 1];
      if (!notice.grave || notice.channel === 'hand-over' || !before) continue;
      for (const language of ['fr', 'en'] as const) {
        const given = /(?:within|sous) (five|eight|fifteen|cinq|huit|quinze) (?:days|jours)/.exec(
          write(before, language).text ?? '',
        )?.[1];
        if (!given) continue;
        looked += 1;
        // The cast: the pattern names its keys.
        expect([key, notice.reference, notice.offsetDays > promised[given as keyof typeof promised]]).toEqual([
          key,
          'previous-step',
          true,
        ]);
      }
    }
  expect(looked).toBeGreaterThanOrEqual(8);
});

test.each(everyStep)('%s: nothing stands between its closing words and its signature', (_name, _key, step) => {
  for (const language of ['fr', 'en'] as const) {
    const { text, letter } = write(step, language);
    if (!text || step.channel === 'sms' || step.channel === 'internal') continue;
    const [body = ''] = text.split('\n\nAlix Morvan\n');
    expect(body.split('\n\n').at(-1), language).toMatch(/^[^\n]*(,|distinguées\.)$/);
    expect(letter?.blocks.at(-1)?.kind ?? 'paragraph').toBe('paragraph');
  }
});

test('a rejected direct debit is said the next day, and presented again only with the customer’s word', () => {
  const first = stepOf('direct-debit-reject', 'The direct debit was rejected');
  expect(first.offsetDays).toBe(1);
  expect(write(first, 'fr').text).toContain('Votre banque a rejeté votre prélèvement du 01/03/2026.');
  expect(write(first, 'fr').text).toContain('jamais sans votre accord');
  expect(write(first, 'en').text).toContain('never present it again without your agreement');
});

test('the key account’s manager is told before anything grave, and read in copy', () => {
  const ladder = ladderOf('key-account');
  const internal = ladder.findIndex((step) => step.channel === 'internal');
  expect(internal).toBeGreaterThan(0);
  expect(internal).toBeLessThan(ladder.findIndex((step) => step.grave));
  expect(ladder.filter((step) => step.channel === 'e-mail').every((step) => step.copyPeople?.includes('account-manager'))).toBe(
    true,
  );
});

test('the standard scenario keeps its first five steps where they were', () => {
  const first = libraryDraft('standard', 'fr')
    .steps.slice(0, 5)
    .map((step) => [step.level, step.offsetDays, step.channel, step.grave]);
  expect(first).toEqual([
    [0, -5, 'e-mail', false],
    [1, 3, 'e-mail', false],
    [2, 10, 'e-mail', false],
    [2, 20, 'call', false],
    [3, 30, 'e-mail', true],
  ]);
});
