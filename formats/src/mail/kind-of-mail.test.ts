import { describe, expect, test } from 'vitest';
import { kindOfMail } from './kind-of-mail.ts';
import { answer, deliveryReport, ourId, ourMessageId, rawMail } from './mails.fixture.ts';
import { originalOf } from './original-of.ts';
import { readIncomingMail } from './read-incoming-mail.ts';

const kind = async (raw: Uint8Array) => kindOfMail(await readIncomingMail(raw));
const fromServer = (subject: string, body: string[], more: string[] = []) =>
  rawMail([
    'Return-Path: <>',
    'From: Mail Delivery Subsystem <mailer-daemon@fai.exemple>',
    'To: relances@atelier-ferrand.exemple',
    `Subject: ${subject}`,
    ...more,
    '',
    ...body,
  ]);

describe('bounces', () => {
  test.each([
    ['failed', '5.1.1', '550 5.1.1 User unknown', 'unknown-address', true],
    ['failed', '5.2.2', '552 5.2.2 Mailbox full', 'mailbox-full', false],
    ['failed', '5.7.1', '550 5.7.1 Message rejected as spam', 'refused', false],
    ['delayed', '4.4.1', 'connect to client.exemple: Connection timed out', 'network', false],
    ['failed', '5.0.0', '550 5.1.1 no such user', 'unknown-address', true],
    ['failed', '5.4.4', 'Host or domain name not found', 'unknown-domain', true],
  ] as const)('%s with %s (%s): %s, address dead: %s', async (action, status, diagnostic, reason, deadAddress) => {
    const raw = deliveryReport(action, status, diagnostic);
    expect(await kind(raw)).toMatchObject({
      kind: 'bounce',
      standard: true,
      recipients: [{ address: 'paule.ott@client.exemple', action, reason, deadAddress }],
      originalIds: [ourMessageId],
    });
    expect(originalOf(await readIncomingMail(raw)).messageIds).toEqual([ourId]);
  });

  test.each([
    [
      'Gmail',
      fromServer(
        'Delivery Status Notification (Failure)',
        ['Delivery to the following recipient failed permanently:', '  paule@client.exemple', '550 5.1.1 User unknown'],
        ['X-Failed-Recipients: paule@client.exemple'],
      ),
    ],
    [
      'qmail',
      fromServer('failure notice', [
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        '<paule@client.exemple>:',
        '550 Unknown user paule',
      ]),
    ],
    [
      'Exchange',
      fromServer('Undeliverable: Relance', [
        'Delivery has failed to these recipients or groups:',
        'paule@client.exemple',
        "The email address you entered couldn't be found.",
        "Remote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'",
      ]),
    ],
    [
      'a French provider',
      fromServer('Echec de la remise de votre message', [
        "Votre message n'a pas pu être remis à paule@client.exemple",
        '550 5.1.1 Adresse d au moins un destinataire invalide : utilisateur inconnu',
      ]),
    ],
  ])('%s without a standard report', async (_, raw) => {
    expect(await kind(raw)).toMatchObject({
      kind: 'bounce',
      standard: false,
      recipients: [{ address: 'paule@client.exemple', action: 'failed', reason: 'unknown-address', deadAddress: true }],
    });
  });

  test('a person who tells of a bounce is a person', async () => {
    expect(
      (await kind(answer([], ['Bonjour, votre dernier mail m’est revenu : undelivered mail returned to sender.']))).kind,
    ).toBe('human');
  });
});

test('a complaint names the recipient who complained and the mail', async () => {
  const raw = rawMail([
    'From: fbl@fai.exemple',
    'Subject: complaint',
    'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'abuse',
    '--b',
    'Content-Type: message/feedback-report',
    '',
    'Feedback-Type: abuse',
    'Original-Rcpt-To: Paule@client.exemple',
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: ${ourMessageId}`,
    'Subject: Relance',
    '',
    'x',
    '--b--',
  ]);
  expect(await kind(raw)).toMatchObject({
    kind: 'complaint',
    feedback: 'abuse',
    recipient: 'paule@client.exemple',
    originalIds: [ourMessageId],
  });
});

describe('absences, with the day of return where it is said', () => {
  test.each([
    [
      'Je suis absente du bureau, de retour le 12 avril. En mon absence : luc@client.exemple',
      '2026-04-12',
      ['luc@client.exemple'],
    ],
    ['Je suis en congés du 9 au 20 mars inclus.', '2026-03-20', []],
    ["Nos bureaux sont fermés jusqu'au 16/03/2026.", '2026-03-16', []],
    ['I am out of the office until March 23rd.', '2026-03-23', []],
    ['I will be back on Monday.', '2026-03-16', []],
    ['I am currently out of the office.', null, []],
  ])('%s', async (text, until, deputies) => {
    expect(await kind(answer(['Auto-Submitted: auto-replied'], [text]))).toMatchObject({
      kind: 'auto-reply',
      absence: { until, deputies },
    });
  });

  test('by the subject alone, or by words that speak of nothing else', async () => {
    const bySubject = rawMail([
      'From: a@client.exemple',
      'Subject: Réponse automatique : Relance',
      '',
      'Je lirai votre message.',
    ]);
    expect((await kind(bySubject)).kind).toBe('auto-reply');
    expect((await kind(answer([], ['Je suis absente cette semaine. En cas d’urgence, appelez le standard.']))).kind).toBe(
      'auto-reply',
    );
  });

  test('who is away and speaks of the invoice wrote an answer', async () => {
    expect((await kind(answer([], ["Je suis absente jusqu'au 12, je paierai la facture à mon retour."]))).kind).toBe('human');
  });
});

test.each([
  [
    'acknowledgement',
    answer(['Auto-Submitted: auto-replied'], ['Votre demande a bien été enregistrée sous le ticket n° 48213.']),
  ],
  [
    'acknowledgement',
    rawMail(['From: no-reply@client.exemple', 'Subject: [Ticket #48213] Relance', '', 'Your request has been received.']),
  ],
  [
    'challenge',
    rawMail([
      'Return-Path: <>',
      'From: paule@client.exemple',
      'Subject: Re: Relance',
      '',
      'Votre message est en attente de remise. Pour prouver que vous êtes humain, cliquez ici : https://x.exemple',
    ]),
  ],
  [
    'newsletter',
    rawMail([
      'From: infos@boutique.exemple',
      'Subject: Promotions',
      'List-Unsubscribe: <https://x.exemple>',
      'Precedence: bulk',
      '',
      'Nos offres',
    ]),
  ],
  [
    'read-receipt',
    rawMail([
      'From: p@client.exemple',
      'Subject: Lu : Relance',
      'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'lu',
      '--b--',
    ]),
  ],
  ['human', answer(['List-Unsubscribe: <https://x.exemple>', `In-Reply-To: ${ourMessageId}`], ['Nous paierons vendredi.'])],
  ['human', answer(['X-Auto-Response-Suppress: All'], ['Nous paierons vendredi.'])],
  ['human', answer(['Auto-Submitted: no'], ['Merci.'])],
] as const)('%s', async (wanted, raw) => {
  expect((await kind(raw)).kind).toBe(wanted);
});

describe('which of our mails is answered', () => {
  test('In-Reply-To first, then References from the newest, then an id quoted in the words', async () => {
    const other = '<11111111-2222-5333-8444-555555555555@atelier-ferrand.exemple>';
    const mail = await readIncomingMail(
      answer(
        [`In-Reply-To: <foreign@client.exemple>`, `References: <old@x.exemple> ${ourMessageId}`],
        [`> Message-ID: ${other}`],
      ),
    );
    expect(originalOf(mail).candidates).toEqual([
      { messageId: '<foreign@client.exemple>', from: 'in-reply-to' },
      { messageId: ourMessageId, from: 'references' },
      { messageId: '<old@x.exemple>', from: 'references' },
      { messageId: other, from: 'words' },
    ]);
    expect(originalOf(mail).messageIds).toEqual([ourId, '11111111-2222-5333-8444-555555555555']);
  });

  test('a token in the address it was sent to', async () => {
    expect(
      originalOf(await readIncomingMail(answer(['Delivered-To: relances+k3j9@atelier-ferrand.exemple'], ['x']))).tokens,
    ).toEqual(['k3j9']);
  });
});
