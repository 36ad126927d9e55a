import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { mailLimits } from './incoming-mail.ts';
import { readIncomingMail } from './read-incoming-mail.ts';
import { readableFiles, withEncodedLinesJoined } from './readable-bytes.ts';

const head = (type = 'text/plain; charset=utf-8'): string =>
  `From: Paule Ott <paule.ott@client.exemple>\r\nSubject: Re: relance\r\nMessage-ID: <a@client.exemple>\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n`;
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const line = `${Buffer.alloc(57, 0x5a).toString('base64')}\r\n`;
const withFile = (text: string, encoded: string, encoding = 'base64'): Buffer =>
  bytes(
    `${head('multipart/mixed; boundary="b"')}\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${text}` +
      `\r\n--b\r\nContent-Type: application/pdf; name="releve.pdf"\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${encoded}--b--\r\n`,
  );

test.each([
  ['of nothing but line ends', '\n'.repeat(1_000_000)],
  ['of short lines', 'oui\r\n'.repeat(200_000)],
  ['of lines as long as a paragraph’s', `${'nous '.repeat(14)}\r\n`.repeat(80_000)],
])('of a mail %s the beginning is read, and that there was more is said', async (_, body) => {
  const mail = await readIncomingMail(bytes(`${head()}\r\nNous payons vendredi.\r\n${body}`));
  expect(mail).toMatchObject({ subject: 'Re: relance', from: { address: 'paule.ott@client.exemple' } });
  expect(mail.text.startsWith('Nous payons vendredi.')).toBe(true);
  expect(mail.problems).toContain('mail.too-many-lines');
  expect(mail.text.split('\n').length).toBeLessThanOrEqual(mailLimits.linesOfTooLarge);
});

test('a large attachment in base64 is no mail of too many lines: its text, its name and its size are read', async () => {
  const lines = mailLimits.lines + 5_000;
  const text = `${'=C3=A9'.repeat(12)}=\r\n`.repeat(30);
  const mail = await readIncomingMail(withFile(`R=C3=A9gl=C3=A9 le 3 mars.\r\n\r\n${text}`, line.repeat(lines)));
  expect(mail.problems).toEqual([]);
  expect(mail.text).toBe(`Réglé le 3 mars.\n\n${'é'.repeat(12 * 30)}`);
  expect(mail.attachments).toEqual([{ name: 'releve.pdf', type: 'application/pdf', sizeBytes: 57 * lines }]);
});

test('however long a run of accents upon one letter, thirty are kept and the words around it', async () => {
  const mail = await readIncomingMail(bytes(`${head()}\r\nPay${'\u0301\u0323'.repeat(50_000)} hier\r\n`));
  expect(mail.text).toMatch(/^Pa\S{1,40} hier$/u);
});

test('joining the lines of base64 changes neither words nor files, whatever the mail is made of', async () => {
  const encoded = fc.integer({ min: 0, max: 60 }).map((count) => `${line.repeat(count)}QUJD\r\n`);
  const sentence = fc.string({ unit: fc.constantFrom(...'ab é,=-+/.<\t'), maxLength: 90 }).map((text) => `${text}\n`);
  const text = fc.array(fc.oneof(sentence, encoded), { maxLength: 8 }).map((parts) => parts.join('\r\n'));
  await fc.assert(
    fc.asyncProperty(text, encoded, fc.constantFrom('base64', '8bit', 'quoted-printable'), async (words, file, encoding) => {
      const raw = withFile(words, file, encoding);
      expect(await readAs(withEncodedLinesJoined(raw))).toEqual(await readAs(raw));
    }),
    { numRuns: 200 },
  );
});

// A bare CR ends a line of text too; files keep their size.
async function readAs(raw: Uint8Array): Promise<unknown> {
  const mail = await PostalMime.parse(raw);
  return {
    subject: mail.subject,
    text: mail.text?.replaceAll('\r', '\n'),
    files: mail.attachments.map(({ filename, content }) => [
      filename,
      Buffer.from(content as ArrayBuffer)
        .toString('latin1')
        .replaceAll('\r', '\n'), // Bytes: no encoding was asked for.
    ]),
  };
}

test.each(['base64', '8bit', 'quoted-printable'])(
  'a large file sent as %s is taken out of its mail byte for byte, parsed as a few lines',
  async (encoding) => {
    // Old programs end a line by a bare CR; it stays one.
    const raw = withFile('Ci-joint.', `${line.repeat(mailLimits.lines)}a\rb\r\n${line.repeat(3_000)}`, encoding);
    const { bytes: readable, asWritten } = readableFiles(raw);
    expect(Buffer.from(readable).toString('latin1').split('\n').length).toBeLessThan(100);
    const fileIn = async (mail: Uint8Array) => Buffer.from((await PostalMime.parse(mail)).attachments[0]?.content as ArrayBuffer); // Bytes: no encoding was asked for.
    expect(Buffer.compare(Buffer.from(asWritten(await fileIn(readable))), await fileIn(raw))).toBe(0);
  },
);

test('base64 that ends its run a hundred thousand times over is not decoded: the beginning of such a mail is read', async () => {
  const paddings = (count: number) => withFile('Nous payons vendredi.', `${'QQ=='.repeat(19)}\r\n`.repeat(Math.ceil(count / 19)));
  const dear = await readIncomingMail(paddings(mailLimits.paddings + 20));
  expect(dear).toMatchObject({ subject: 'Re: relance', problems: ['mail.too-many-parts'] });
  expect(dear.text).toContain('Nous payons vendredi.');
  expect((await readIncomingMail(paddings(1_000))).problems).toEqual([]);
  // The same signs in text cost nothing.
  const text = `${'=C3=A9'.repeat(12)}=\r\n`.repeat(10_000);
  expect((await readIncomingMail(bytes(`${head()}Content-Transfer-Encoding: quoted-printable\r\n\r\n${text}`))).problems).toEqual(
    [],
  );
});
