import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { headerText, isAddress, type Mail, mailBytes } from './mail.ts';

const mail: Mail = {
  messageId: '0198a7c0-0000-7000-8000-000000000001',
  messageIdHeader: '<0198a7c0-0000-7000-8000-000000000001@sorbier.example>',
  from: { name: 'Atelier Sorbier', address: 'compta@sorbier.example' },
  to: { name: 'Menuiserie du Val', address: 'factures@val.example' },
  copies: [],
  subject: 'Facture échue — 1 234,50 €',
  text: 'Bonjour,\n\nLa facture est échue.',
  html: '<p>Bonjour,</p><p>La facture est échue.</p>',
  inReplyTo: null,
  automatic: true,
  date: Temporal.Instant.from('2026-03-02T09:00:00Z'),
};
const read = async (changes: Partial<Mail> = {}) => PostalMime.parse(await mailBytes({ ...mail, ...changes }));

test('a mail carries its text and its HTML, accents and euro sign unharmed', async () => {
  const parsed = await read();
  expect(parsed).toMatchObject({ subject: mail.subject, from: mail.from, to: [mail.to], messageId: mail.messageIdHeader });
  expect(parsed.text?.trim()).toBe(mail.text);
  expect(parsed.html?.trim()).toBe(mail.html);
});

test('a mail says when it was written as mail programs read it, by RFC 5322', async () => {
  const parsed = await read();
  expect(parsed.headers.find((header) => header.key === 'date')?.value).toBe('Mon, 02 Mar 2026 09:00:00 +0000');
});

test('a customer whose name holds line breaks adds no header and no recipient (T67)', async () => {
  const wicked = 'Dupont\r\nBcc: thief@evil.example\r\n\r\nPay here instead';
  const parsed = await read({ subject: `Relance ${wicked}`, to: { name: wicked, address: mail.to.address } });
  expect(parsed.bcc ?? []).toEqual([]);
  expect(parsed.headers.map((header) => header.key)).not.toContain('bcc');
  expect(parsed.to?.map((one) => one.address)).toEqual([mail.to.address]);
  expect(parsed.text?.trim()).toBe(mail.text);
});

test('whatever a subject holds, it stays one header of one line (T67)', async () => {
  const names = (await read()).headers.map((header) => header.key).toSorted();
  await fc.assert(
    fc.asyncProperty(
      fc.string({
        unit: fc.oneof(fc.constantFrom('\r', '\n', '\u2028', '\u0000', ':', ' '), fc.string({ minLength: 1, maxLength: 1 })),
      }),
      async (text) => {
        expect([...headerText(text)].filter((sign) => sign < ' ' || sign === '\u2028')).toEqual([]);
        const parsed = await read({ subject: `Relance ${text}`, to: { name: text, address: mail.to.address } });
        expect(parsed.headers.map((header) => header.key).toSorted()).toEqual(names);
      },
    ),
    { numRuns: 60 },
  );
});

test('an answer stays in its thread; a letter of the machine asks for no automatic answer, one by hand does not say so', async () => {
  const reply = await read({ inReplyTo: '<question@val.example>', automatic: false });
  expect([reply.inReplyTo, reply.references]).toEqual(['<question@val.example>', '<question@val.example>']);
  const has = (parsed: Awaited<ReturnType<typeof read>>, key: string) => parsed.headers.some((header) => header.key === key);
  expect(has(reply, 'auto-submitted')).toBe(false);
  const reminder = await read();
  expect(has(reminder, 'auto-submitted')).toBe(true);
  // One does not unsubscribe from a debt.
  expect(has(reminder, 'list-unsubscribe')).toBe(false);
});

test.each([
  ['factures@val.example', true],
  ['prénom.nom@val.example', true],
  ['factures@val', false],
  ['factures @val.example', false],
  ['factures@val.example, autre@val.example', false],
  ['a@b@val.example', false],
  ['factures@val.example\r\nBcc: x@y.example', false],
  ['', false],
])('“%s” can be written to: %s', (address, expected) => {
  expect(isAddress(address)).toBe(expected);
});
