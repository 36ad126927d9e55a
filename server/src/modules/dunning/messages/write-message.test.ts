import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDecimal } from '../../../kernel/money.ts';
import { isSafeLink, renderBlocks } from './body-blocks.ts';
import { formatIn } from './message-format.ts';
import { paymentCode, paymentDetails } from './payment-details.ts';
import { type Claim, type Occasion, reminderFields } from './reminder-fields.ts';
import { sampleClaim, sampleOccasion, sampleParties } from './sample-message.ts';
import { renderScript, renderSubject, renderText } from './template.ts';
import { type MessageToWrite, writeMessage } from './write-message.ts';

const parties = sampleParties('business');
const payment = paymentDetails(parties.entity, 'EUR', []);
if (typeof payment === 'string') throw new Error('the sample has an account');
const message = (body: string, more: Partial<MessageToWrite> = {}): MessageToWrite => ({
  channel: 'e-mail',
  words: { subject: 'Compte {{ customer.code }} – {{ net }}', body, script: null },
  language: 'fr',
  parties,
  claim: sampleClaim({ grave: false }),
  payment,
  ...more,
});
const named = (name: string): MessageToWrite['parties'] => ({ ...parties, customer: { ...parties.customer, name } });

describe('the body language', () => {
  test('bold, italic, links, lists, paragraphs and line breaks are what a body may hold; anything else is words', () => {
    const blocks = renderBlocks(
      'Un **mot** et *un autre*, [ici](https://sorbier.example/a).\nÀ la ligne.\n\n- un\n- deux\n\n1. d’abord\n2. ensuite\n\n# pas un titre\n\n<b>pas du HTML</b>\n\n    pas du code\n\n![pas une image](https://sorbier.example/i.png)',
      {},
    );
    expect(blocks).toEqual([
      {
        kind: 'paragraph',
        runs: [
          { text: 'Un ' },
          { text: 'mot', bold: true },
          { text: ' et ' },
          { text: 'un autre', italic: true },
          { text: ', ' },
          { text: 'ici', link: 'https://sorbier.example/a' },
          { text: '.\nÀ la ligne.' },
        ],
      },
      { kind: 'list', ordered: false, items: [[{ text: 'un' }], [{ text: 'deux' }]] },
      { kind: 'list', ordered: true, items: [[{ text: 'd’abord' }], [{ text: 'ensuite' }]] },
      { kind: 'paragraph', runs: [{ text: '# pas un titre' }] },
      { kind: 'paragraph', runs: [{ text: '<b>pas du HTML</b>' }] },
      { kind: 'paragraph', runs: [{ text: 'pas du code' }] },
      { kind: 'paragraph', runs: [{ text: '!' }, { text: 'pas une image', link: 'https://sorbier.example/i.png' }] },
    ]);
  });

  test('a customer named **x** <b>[a](javascript:) is written as that name, in every form of the message', () => {
    const name = '**x** <b>[a](javascript:alert(1))</b> _y_ `z` \\ {{ net }}';
    const { text, html, subject } = writeMessage(
      message('Bonjour {{ customer.name }},', {
        parties: named(name),
        words: { subject: '{{ customer.name }}', body: 'Bonjour {{ customer.name }},', script: null },
      }),
    );
    expect(subject).toBe(name);
    expect(text).toContain(`Bonjour ${name},`);
    expect(html).toContain('Bonjour **x** &lt;b&gt;[a](javascript:alert(1))&lt;/b&gt; _y_ `z` \\ {{ net }},');
    expect(html).not.toContain('<b>');
    expect(html).not.toContain('href');
  });

  const nasty = fc.string({
    unit: fc.constantFrom(...'*_[]()<>&"\'`#-+1.!\\|~{}%\n\r\t \u0000\u0001\uE000\uE001\uE0020aé:/'),
    maxLength: 40,
  });
  test('no value is ever read as markup, whatever it holds: its characters come out as they are', () => {
    fc.assert(
      fc.property(
        nasty,
        fc.constantFrom(
          '{{ v }}',
          'a {{ v }} b',
          '**{{ v }}**',
          '- {{ v }}',
          '[t](https://x.example/{{ v }})',
          '{% capture c %}{{ v }}{% endcapture %}{{ c }}',
          '{{ v | raw }}',
        ),
        (value, body) => {
          const cleaned = reminderFields(named(value), sampleClaim({ grave: false }), 'fr')['customer'];
          // The cast: the fields are data, and this one is a record of texts.
          const { name } = cleaned as { name: string };
          const blocks = renderBlocks(body, { v: name });
          const words = blocks
            .map((block) =>
              'runs' in block
                ? block.runs.map((run) => run.text).join('')
                : 'items' in block
                  ? block.items
                      .flat()
                      .map((run) => run.text)
                      .join('')
                  : '',
            )
            .join('\n');
          if (!body.includes('[t]')) expect(words.replaceAll(/\s/g, '')).toContain(name.replaceAll(/\s/g, ''));
          for (const block of blocks) {
            const runs = 'runs' in block ? block.runs : 'items' in block ? block.items.flat() : [];
            for (const run of runs) if (run.link !== undefined) expect(isSafeLink(run.link)).toBe(true);
          }
          expect(blocks.every((block) => block.kind === 'paragraph' || block.kind === 'list')).toBe(true);
        },
      ),
    );
  });

  test('a name with line breaks breaks neither a header nor a paragraph (T67)', () => {
    const wicked = named('Aubépine\r\nBcc: autre@aubepine.example\u2028Suite\u0085fin');
    const { subject, text } = writeMessage(
      message('Bonjour {{ customer.name }},', {
        parties: wicked,
        words: { subject: '{{ customer.name }}', body: 'Bonjour {{ customer.name }},', script: null },
      }),
    );
    expect(subject).toBe('Aubépine Bcc: autre@aubepine.example Suite fin');
    expect(text?.split('\n')[0]).toBe('Bonjour Aubépine Bcc: autre@aubepine.example Suite fin,');
  });

  test('links lead to the web, to a mailbox or to a telephone, and nowhere else', () => {
    for (const good of ['https://sorbier.example/a?b=1', 'http://x.example', 'mailto:compta@sorbier.example', 'tel:+33240000000'])
      expect(isSafeLink(good)).toBe(true);
    for (const bad of [
      'javascript:alert(1)',
      'JaVaScript:x',
      'data:text/html,x',
      '//x.example',
      '/a',
      'https://',
      'https:// x',
      'ftp://x',
      'https://x"onclick=',
      '',
      'file:///etc',
    ])
      expect(isSafeLink(bad)).toBe(false);
    const { html, text } = writeMessage(message('[payer](javascript:alert(1)) ou [écrire](mailto:{{ entity.email }})'));
    expect(html).not.toContain('javascript:');
    expect(html).toContain('href="mailto:compta@sorbier.example"');
    expect(text).toContain('payer ou écrire (compta@sorbier.example)');
  });

  test('what a condition leaves empty leaves no gap', () => {
    const { text } = writeMessage(
      message(
        'Un.\n\n{% if count == 99 %}Jamais.{% endif %}\n\nDeux.{% if count == 99 %}\nJamais.{% endif %}\n\n{{ interest }}\n\nTrois.',
      ),
    );
    expect(text).toContain('Un.\n\nDeux.\n\nTrois.');
  });

  test('a body without the table of items, or without the way to pay, gets them; one that names a table twice gets it once', () => {
    const { text } = writeMessage(message('Bonjour.'));
    expect(text).toContain('FA-2026-0112');
    expect(text).toContain('FR76 3000');
    const twice = writeMessage(message('{{ statement }}\n\n{{ statement }}')).text ?? '';
    expect(twice.split('FA-2026-0112')).toHaveLength(2);
  });
});

describe('figures', () => {
  const amounts = fc.bigInt({ min: 1n, max: 10n ** 12n });
  const currencies = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CHF');
  const claims = fc
    .record({ currency: currencies, amounts: fc.array(fc.tuple(amounts, amounts), { minLength: 1, maxLength: 20 }) })
    .map(({ currency, amounts: of }): Claim => {
      const items = of.map(([claimedMinor, paid], place) => ({
        itemId: String(place),
        number: `F-${place}`,
        label: '',
        issuedOn: '2026-01-30',
        dueOn: '2026-03-01',
        daysLate: 35,
        amountMinor: claimedMinor + paid,
        openMinor: claimedMinor,
        claimedMinor,
      }));
      return {
        currency,
        items,
        creditsMinor: 0n,
        netMinor: items.reduce((sum, item) => sum + item.claimedMinor, 0n),
        on: '2026-04-05',
        grave: true,
        noticeDays: 8,
      };
    });
  const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

  test.each(['fr', 'en', 'de', 'es', 'it', 'nl', 'pl'])(
    'every amount of a message in %s is the stored one, to the minor unit, in text, HTML and on paper (T65)',
    (language) => {
      fc.assert(
        fc.property(claims, (claim) => {
          const mail = writeMessage(message('{{ net }}', { claim, language }));
          const letter = writeMessage(message('{{ net }}', { claim, language, channel: 'letter' })).letter;
          const written = (minor: bigint): string => formatIn(language).money(minor, claim.currency);
          for (const item of claim.items) {
            expect(digitsOf(written(item.claimedMinor))).toBe(digitsOf(toDecimal(item.claimedMinor, claim.currency)));
            expect(mail.text).toContain(written(item.claimedMinor));
            expect(mail.html).toContain(written(item.amountMinor));
            expect(mail.html).toContain(written(item.claimedMinor));
          }
          expect(letter?.statement.groups[0]?.rows.map((row) => row.at(-1))).toEqual(
            claim.items.map((item) => written(item.claimedMinor)),
          );
          expect(letter?.statement.totals.at(-1)?.[1]).toBe(written(claim.netMinor));
          expect(mail.subject).toContain(written(claim.netMinor));
        }),
        { numRuns: 40 },
      );
    },
  );

  test('a claim in yen or dinars has their decimals and their sign, never the euro’s (T12)', () => {
    const claim = { ...sampleClaim({ grave: false }), currency: 'JPY' };
    // Our own capital, at the foot, is in euros.
    const { entity, ...others } = sampleParties('business');
    const parties = { ...others, entity: { ...entity, capitalMinor: null, capitalCurrency: null } };
    const { text, html } = writeMessage(message('{{ net }}', { claim, parties, payment: 'unknown' }));
    expect(text).toContain('¥');
    for (const part of [text, html]) expect(part).not.toContain('€');
  });

  test('an account is shown for its own currency and those it is said to take, and for no other (T63)', () => {
    const entity = { ...parties.entity, currency: 'EUR' };
    expect(paymentDetails(entity, 'EUR', [])).toMatchObject({ iban: 'FR76 3000 6000 0112 3456 7890 189' });
    expect(paymentDetails(entity, 'USD', [])).toBe('other-currency');
    expect(paymentDetails(entity, 'USD', ['USD'])).toMatchObject({ iban: 'FR76 3000 6000 0112 3456 7890 189' });
    expect(paymentDetails({ ...entity, iban: null }, 'USD', [])).toBe('unknown');
  });

  test('the code to pay with says who, where, how much and what for, and exists for euros only', () => {
    expect(paymentCode(payment, { minor: 1600_00n, currency: 'EUR' }, 'C-00417')).toBe(
      'BCD\n002\n1\nSCT\nAGRIFRPP\nAtelier Sorbier SAS\nFR7630006000011234567890189\nEUR1600.00\n\n\nC-00417',
    );
    expect(paymentCode(payment, { minor: 1600_00n, currency: 'USD' }, 'C-00417')).toBeUndefined();
    expect(paymentCode(payment, { minor: 0n, currency: 'EUR' }, 'C-00417')).toBeUndefined();
  });
});

describe('what lateness adds', () => {
  const occasion: Occasion = { interest: sampleOccasion.interest };
  test('interest is shown line by line below the items, with the 40 € an invoice, and the amount to pay stays the principal', () => {
    const { text } = writeMessage(message('{{ statement }}', { occasion }));
    expect(text).toContain('Montant à régler\u00a0: 1\u202f600,00\u00a0€');
    expect(text).toContain(
      '- FA-2026-0112 · 02/03/2026 – 05/04/2026 · 1\u202f280,50\u00a0€ × 12,15\u00a0% × 35\u00a0j = 14,92\u00a0€',
    );
    expect(text).toContain('Pénalités de retard\u00a0: 19,17\u00a0€');
    expect(text).toContain('Indemnité forfaitaire de recouvrement, 2\u00a0×\u00a040,00\u00a0€\u00a0: 80,00\u00a0€');
    expect(text).toContain('Montant avec pénalités et indemnité\u00a0: 1\u202f699,17\u00a0€');
  });
  test('a message that has none to show says nothing of it', () => {
    const { text, html } = writeMessage(message('{{ statement }}\n\n{{ interest }}\n\n{{ interestTotal }}'));
    for (const part of [text, html]) expect(part).not.toMatch(/Pénalités|Indemnité/);
  });
  test('an indemnity in euros is never added to a claim in dollars (T48)', () => {
    const claim = { ...sampleClaim({ grave: false }), currency: 'USD' };
    const { text } = writeMessage(message('{{ amountWithInterest }}', { claim, occasion, payment: 'unknown' }));
    expect(text).toContain('1\u202f619,17\u00a0$');
    expect(text).toContain('80,00\u00a0€');
    expect(text).not.toContain('1\u202f699,17');
  });
});

describe('channels', () => {
  test('a text message is one line without tables, a script keeps its lines', () => {
    const sms = writeMessage(message('{{ entity.name }}\u00a0:\n{{ net }} échus.\n{{ statement }}', { channel: 'sms' }));
    expect(sms.text).toBe('Atelier Sorbier\u00a0: 1\u202f600,00\u00a0€ échus.');
    expect(sms.html).toBeUndefined();
    expect(renderScript('1. Un\n\n\n2. {{ v }}\n', { v: 'a\nb' })).toBe('1. Un\n\n2. a\nb');
  });
  test('a letter is data for paper: whose, to whom, what, how to pay; no HTML', () => {
    const { letter, html, text } = writeMessage(
      message('Madame, Monsieur,\n\n{{ statement }}\n\n{{ payment }}', {
        channel: 'registered-letter',
        postal: ['Menuiserie Aubépine', '1 place du Marché', '35000 Rennes'],
      }),
    );
    expect(html).toBeUndefined();
    expect(text).toContain('Madame, Monsieur,');
    expect(letter).toMatchObject({
      language: 'fr',
      recipient: ['Menuiserie Aubépine', '1 place du Marché', '35000 Rennes'],
      placeAndDate: 'Nantes, le 5 avril 2026',
      mention: 'LETTRE RECOMMANDÉE AVEC AVIS DE RÉCEPTION',
      subject: 'Compte C-00417 – 1\u202f600,00\u00a0€',
      blocks: [{ kind: 'paragraph' }, { kind: 'statement' }, { kind: 'payment' }],
    });
    expect(letter?.payment.code).toContain('EUR1600.00');
  });
  test('an internal message asks a colleague for no payment and says that the customer does not get it', () => {
    const { text } = writeMessage(message('{{ customer.name }} ne répond plus.', { channel: 'internal' }));
    expect(text).toContain('FA-2026-0112');
    expect(text).not.toContain('IBAN');
    expect(text).toContain('le client ne le reçoit pas');
  });
  test('where one pays for several accounts, the items stand account by account with the total of each', () => {
    const base = sampleClaim({ grave: false });
    const items = base.items.map((item, place) => ({ ...item, customerCode: `A${place}`, customerName: `Site ${place}` }));
    const { text, html } = writeMessage(message('{{ statement }}', { claim: { ...base, items } }));
    expect(text).toContain('Site 0 · A0\n- FA-2026-0112');
    expect(text).toContain('Total du compte\u00a0: 364,90\u00a0€\nTotal des pièces\u00a0: 1\u202f645,40\u00a0€');
    expect(html).toContain('Site 1 · A1');
  });
  test('a formal notice by mail that forgot whom it is given to names them at its head', () => {
    const { text } = writeMessage(message('Nous vous mettons en demeure.', { claim: sampleClaim({ grave: true }) }));
    expect(text?.startsWith('Menuiserie Aubépine (SIREN\u00a0732\u00a0829\u00a0320)\n1 place du Marché\n35000 Rennes')).toBe(
      true,
    );
  });
});

describe('what a text forgot', () => {
  const order = (body: string): string[] => {
    const blocks = writeMessage(message(body, { channel: 'letter' })).letter?.blocks ?? [];
    return blocks.map((block) => (block.kind === 'paragraph' ? (block.runs[0]?.text ?? '') : block.kind));
  };
  test.each([
    ['Bonjour,\n\nMerci de régler.\n\nCordialement,', ['Bonjour,', 'Merci de régler.', 'statement', 'payment', 'Cordialement,']],
    [
      'Merci de régler.\n\n{{ payment }}\n\nVeuillez agréer nos salutations.',
      ['Merci de régler.', 'statement', 'payment', 'Veuillez agréer nos salutations.'],
    ],
    ['{{ statement }}\n\nMerci de régler.', ['statement', 'Merci de régler.', 'payment']],
    ['Bonjour,', ['Bonjour,', 'statement', 'payment']],
  ])('%j: what is claimed, then how to pay, then the closing words', (body, blocks) => {
    expect(order(body)).toEqual(blocks);
  });
});

test('a registration is named and set in threes: a SIREN, a SIRET, a number of another country', () => {
  const said = (legalId: string | null, country = 'FR', language = 'fr'): string => {
    const { customer, ...others } = sampleParties('business');
    const fields = reminderFields(
      { ...others, customer: { ...customer, legalId, country } },
      sampleClaim({ grave: false }),
      language,
    );
    return renderText('{{ customer.registration }}', fields).replaceAll('\u00a0', ' ');
  };
  expect(said('732829320')).toBe('SIREN 732 829 320');
  expect(said('73282932000074')).toBe('SIRET 732 829 320 00074');
  expect(said('HRB 12345', 'DE')).toBe('n° HRB 12345');
  expect(said('123456789', 'US', 'en')).toBe('reg. no. 123456789');
  expect(said(null)).toBe('');
});

describe('one message, one language (T64)', () => {
  const body = 'Hallo {{ contact.name }},\n\n{{ statement }}\n\n{{ payBefore }}';
  test.each([
    ['fr', '1\u202f600,00\u00a0€', '01/03/2026', 'Montant à régler', '13 avril 2026'],
    ['en', '€1,600.00', '01/03/2026', 'Amount to pay', '13 April 2026'],
    ['de', '1.600,00\u00a0€', '01.03.2026', 'Amount to pay', '13. April 2026'],
    ['es', '1600,00\u00a0€', '01/03/2026', 'Amount to pay', '13 de abril de 2026'],
    ['it', '1600,00\u00a0€', '01/03/2026', 'Amount to pay', '13 aprile 2026'],
  ])('%s writes %s and %s', (language, net, due, label, before) => {
    const { text, html, subject } = writeMessage(message(body, { language }));
    expect(subject).toContain(net);
    for (const part of [text, html]) for (const words of [net, due, label, before]) expect(part).toContain(words);
    expect(html).toContain(`<html lang="${language}">`);
  });
});

test.each([
  ['fr', 4, 'dans 4\u00a0jours'],
  ['fr', 1, 'dans 1\u00a0jour'],
  ['en', 4, 'in 4\u00a0days'],
  ['en', 1, 'in 1\u00a0day'],
  ['en', 0, 'today'],
])('before it is due an invoice is said in whole words to be so: %s, %i days', (language, days, said) => {
  const claim = sampleClaim({ grave: false });
  const items = claim.items.map((item) => ({ ...item, daysLate: 0 - days }));
  const { text, html } = writeMessage(message('{{ statement }}', { language, claim: { ...claim, items } }));
  for (const part of [text, html]) expect(part).toMatch(new RegExp(`${said}(?![a-z])`));
});

test('subjects have no marks of ours, whatever a template names in them', () => {
  const fields = reminderFields(parties, sampleClaim({ grave: false }), 'fr', sampleOccasion);
  expect(renderSubject('{{ statement }}A{{ payment }}', fields)).toBe('A');
  expect(renderText('{{ payment.amount }} {{ promise.date }} {{ previousReminders }}', fields)).toBe(
    '300,00\u00a0€ 10 avril 2026 5 mars 2026 et 16 mars 2026',
  );
});
