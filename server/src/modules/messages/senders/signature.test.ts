import { expect, test } from 'vitest';
import type { OutboxMessage } from '../message.ts';
import type { Composed } from '../outbox/composer.ts';
import type { SenderRow } from './sender.ts';
import { signedBy } from './signature.ts';

// The casts: a signature looks at a message's language and channel, and at nothing else of it or of the mailbox.
const message = { language: 'fr', channel: 'e-mail' } as OutboxMessage;
const sender = { signatureFr: 'Ada Martel', signatureEn: '' } as SenderRow;
type Sent = Extract<Composed, { kind: 'send' }>;
const signed = (text: string, html: string) => {
  const composed = { kind: 'send', recipient: { address: 'a@val.example' }, subject: 'Relance', text, html, items: [] } as Sent;
  const { text: said, html: shown } = signedBy(sender, { message, composed });
  return { said, shown };
};
const block = '<p style="margin:24px 0 0;white-space:pre-line">Ada Martel</p>';

test('the signature of a mailbox stands above who writes in law, and last where nothing does', () => {
  expect(signed('Bonjour,\n\n-- \nSorbier SAS – RCS Nantes\n', 'a<!-- signature --><p>Sorbier SAS</p></body>')).toEqual({
    said: 'Bonjour,\n\nAda Martel\n\n-- \nSorbier SAS – RCS Nantes\n',
    shown: `a${block}<p>Sorbier SAS</p></body>`,
  });
  expect(signed('Bonjour,\n', '<p>a</p></body>')).toEqual({ said: 'Bonjour,\n\nAda Martel\n', shown: `<p>a</p>${block}</body>` });
});
