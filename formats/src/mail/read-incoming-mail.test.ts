import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlToText } from './html-text.ts';
import { mailLimits } from './incoming-mail.ts';
import { kindOfMail } from './kind-of-mail.ts';
import { answer, ourMessageId, rawMail } from './mails.fixture.ts';
import { newTextOf } from './new-text.ts';
import { originalOf } from './original-of.ts';
import { readIncomingMail } from './read-incoming-mail.ts';

test('an answer is read with who wrote it, on which day of their own, and what it answers', async () => {
  const mail = await readIncomingMail(
    answer([`In-Reply-To: ${ourMessageId}`, `References: <old@x.exemple> ${ourMessageId}`], ['Réglé hier.']),
  );
  expect(mail).toMatchObject({
    messageId: '<a1@client.exemple>',
    inReplyTo: [ourMessageId],
    references: ['<old@x.exemple>', ourMessageId],
    returnPath: 'paule.ott@client.exemple',
    from: { name: 'Paule Ott', address: 'paule.ott@client.exemple' },
    to: [{ name: '', address: 'relances@atelier-ferrand.exemple' }],
    sentAt: '2026-03-11T04:40:00.000Z',
    sentOn: '2026-03-10',
    subject: 'Re: Facture F-2026-0042',
    text: 'Réglé hier.',
    textFrom: 'plain',
    problems: [],
  });
});

describe('accents survive what mail programs do to them', () => {
  const latin = (charset: string) =>
    rawMail(
      [
        'From: a@b.exemple',
        'Subject: x',
        `Content-Type: text/plain${charset}`,
        'Content-Transfer-Encoding: 8bit',
        '',
        'Réglé à échéance, 5 \u0080',
      ],
      'latin1',
    );
  test.each([
    ['declared as Windows-1252', latin('; charset=windows-1252'), []],
    ['declared as ISO-8859-1, with the euro only Windows has', latin('; charset=iso-8859-1'), []],
    ['declared as UTF-8 and not', latin('; charset=utf-8'), ['mail.encoding-repaired']],
    ['not declared at all', latin(''), ['mail.encoding-repaired']],
  ])('%s', async (_, raw, problems) => {
    expect(await readIncomingMail(raw)).toMatchObject({ text: 'Réglé à échéance, 5 €', problems });
  });

  test('quoted-printable with faults, small letters and a soft break', async () => {
    const raw = rawMail([
      'From: a@b.exemple',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'r=e9gl=E9 =',
      'hier = 100=',
      '=20=ZZ',
    ]);
    expect((await readIncomingMail(raw)).text).toBe('réglé hier = 100 =ZZ');
  });

  test('UTF-8 that a relay took for Windows-1252', async () => {
    expect((await readIncomingMail(answer([], ['Le virement a Ã©tÃ© effectuÃ©.']))).text).toBe('Le virement a été effectué.');
  });

  test('a subject and a name written with bare 8-bit letters, or encoded', async () => {
    const raw = rawMail(['From: Hélène Prât <h@b.exemple>', 'Subject: Réglé', '', 'x'], 'latin1');
    expect(await readIncomingMail(raw)).toMatchObject({ subject: 'Réglé', from: { name: 'Hélène Prât' } });
    const encoded = rawMail([
      'From: =?iso-8859-1?Q?H=E9l=E8ne_Pr=E2t?= <h@b.exemple>',
      'Subject: =?utf-8?B?UsOpZ2zDqQ==?=',
      '',
      'x',
    ]);
    expect(await readIncomingMail(encoded)).toMatchObject({
      subject: 'Réglé',
      from: { name: 'Hélène Prât', address: 'h@b.exemple' },
    });
  });
});

describe('HTML becomes words', () => {
  test('blocks are lines, quotations are marked, nothing hidden or run is kept', () => {
    const html =
      '<html><head><style>p{}</style></head><body><div style="display:none">caché</div><p>Bonjour,<br>R&eacute;gl&#233; le 3&nbsp;mars</p><script>alert(1)</script><blockquote>Votre facture<p>42</p></blockquote></body></html>';
    expect(htmlToText(html)).toBe('Bonjour,\nRéglé le 3 mars\n\n> Votre facture\n>\n> 42\n>');
  });

  test('it is used only where there is no plain text', async () => {
    const parts = (plain: string) => [
      '--b',
      'Content-Type: text/plain',
      '',
      plain,
      '--b',
      'Content-Type: text/html',
      '',
      '<p>du HTML</p>',
      '--b--',
    ];
    expect((await readIncomingMail(answer([], parts('du texte'), 'multipart/alternative; boundary=b'))).text).toBe('du texte');
    expect(await readIncomingMail(answer([], parts('  '), 'multipart/alternative; boundary=b'))).toMatchObject({
      text: 'du HTML',
      textFrom: 'html',
    });
  });

  test.each(['<', '<!--', '<a ', '</', '<div style="display:none">', '&#', '<blockquote>', '<script'])(
    'a million letters of %s are read at once',
    (piece) => {
      expect(typeof htmlToText(piece.repeat(1_000_000 / piece.length))).toBe('string');
    },
  );
});

test('attachments are named, typed and measured, never opened; a name is one file name', async () => {
  const mail = await readIncomingMail(
    answer(
      [],
      [
        '--b',
        'Content-Type: text/plain',
        '',
        'ci-joint',
        '--b',
        'Content-Type: application/pdf',
        'Content-Disposition: attachment; filename="../../etc/preuve.pdf"',
        'Content-Transfer-Encoding: base64',
        '',
        'AAAAAAAA',
        '--b--',
      ],
      'multipart/mixed; boundary=b',
    ),
  );
  expect(mail.attachments).toEqual([{ name: 'preuve.pdf', type: 'application/pdf', sizeBytes: 6 }]);
});

test('a mail attached to a mail is an attachment: its words are not the sender’s', async () => {
  const mail = await readIncomingMail(
    answer(
      [],
      [
        '--b',
        'Content-Type: text/plain',
        '',
        'voir ci-joint',
        '--b',
        'Content-Type: message/rfc822',
        '',
        'Subject: autre',
        '',
        'nous avons payé',
        '--b--',
      ],
      'multipart/mixed; boundary=b',
    ),
  );
  expect(mail.text).toBe('voir ci-joint');
  expect(mail.attachments).toHaveLength(1);
});

test('signs that are not seen, or turn the text around, are taken out', async () => {
  expect((await readIncomingMail(answer([], ['pa\u200by\u00e9\u202e 1\u00a0250 €\u0000']))).text).toBe('payé 1 250 €');
});

describe('mails made to harm are read as far as is safe, and say so', () => {
  test('parts in parts in parts', async () => {
    const deep = Array.from({ length: 60 }, (_, at) => [`Content-Type: multipart/mixed; boundary=b${at}`, '', `--b${at}`]).flat();
    const mail = await readIncomingMail(
      rawMail(['From: a@b.exemple', 'Subject: bombe', ...deep, 'Content-Type: text/plain', '', 'fond']),
    );
    expect(mail).toMatchObject({ subject: 'bombe', from: { address: 'a@b.exemple' } });
    expect(mail.problems).toContain('mail.unreadable');
  });

  test('thousands of boundaries', async () => {
    const raw = answer(
      [],
      Array.from({ length: 2_000 }, (_, at) => `--b\r\nContent-Type: multipart/mixed; boundary=x${at}\r\n`),
      'multipart/mixed; boundary=b',
    );
    expect((await readIncomingMail(raw)).problems).toContain('mail.too-many-parts');
  });

  test('a million parts under one boundary', async () => {
    const raw = answer([], ['--b\r\n\r\n'.repeat(1_000_000)], 'multipart/mixed; boundary=b');
    expect((await readIncomingMail(raw)).problems).toContain('mail.too-many-parts');
  });

  test('a mail larger than is taken', async () => {
    const mail = await readIncomingMail(Buffer.concat([answer([], ['début']), Buffer.alloc(mailLimits.bytes, 'a')]));
    expect(mail.problems).toEqual(['mail.too-large', 'mail.text-cut']);
    expect(mail.text.length).toBeLessThanOrEqual(mailLimits.textCharacters);
  });

  test('headers without end', async () => {
    const mail = await readIncomingMail(
      rawMail(['Subject: x', ...Array.from({ length: 30_000 }, (_, at) => `X-${at}: ${'y'.repeat(30)}`), '', 'corps']),
    );
    expect(mail.subject).toBe('x');
    expect(mail.problems.length).toBeGreaterThan(0);
  });

  test('one line of a megabyte', async () => {
    const mail = await readIncomingMail(answer([], ['a'.repeat(1_000_000)]));
    expect(newTextOf(mail).text.length).toBe(mailLimits.textCharacters);
  });
});

const piece = fc.constantFrom(
  'From: a <a@b.exemple>',
  'Subject: =?utf-8?Q?=E9?=',
  'Content-Type: multipart/mixed; boundary=b',
  'Content-Type: text/html; charset=utf-8',
  'Content-Type: message/delivery-status',
  'Content-Transfer-Encoding: base64',
  '--b',
  '--b--',
  '',
  'Action: failed',
  'Status: 5.1.1',
  'Final-Recipient: rfc822; a@b.exemple',
  '<p>',
  '=E9=',
  'Date: Tue, 45 Foo 2026',
  'In-Reply-To: <<>@>',
  '> x',
  'Le 3 mars 2026, a a écrit :',
);

test('any bytes at all are read, told apart and threaded without a fault', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          piece.map((line) => Buffer.from(`${line}\r\n`)),
          fc.uint8Array({ maxLength: 60 }),
        ),
        { maxLength: 25 },
      ),
      async (parts) => {
        const mail = await readIncomingMail(Buffer.concat(parts));
        expect(mail.text).toBe(mail.text.normalize('NFC'));
        expect(mail.sentAt === null || !Number.isNaN(Date.parse(mail.sentAt))).toBe(true);
        for (const evidence of kindOfMail(mail).evidence) {
          const source = evidence.in === 'text' ? mail.text : evidence.in === 'subject' ? mail.subject : null;
          if (source !== null) expect(source.slice(evidence.offset, evidence.offset + evidence.length)).toBe(evidence.quote);
        }
        expect(originalOf(mail).candidates.length).toBeLessThanOrEqual(60);
      },
    ),
    { numRuns: 300 },
  );
});
