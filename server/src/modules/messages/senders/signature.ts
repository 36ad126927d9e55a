import { escapeHtml } from '../../../kernel/html.ts';
import type { OutboxMessage } from '../message.ts';
import type { Composed } from '../outbox/composer.ts';
import type { SenderRow } from './sender.ts';

type Sent = Extract<Composed, { kind: 'send' }>;

// Where a layout wants it; one that names no place gets it at its end.
const place = '<!-- signature -->';

/** A mail with the signature of the mailbox it leaves from, in its language; letters and text messages have their own. */
export function signedBy(
  sender: SenderRow | undefined,
  { message, composed }: { readonly message: OutboxMessage; readonly composed: Sent },
): Sent {
  const signature = (message.language === 'fr' ? sender?.signatureFr : sender?.signatureEn)?.trim();
  if (!signature || message.channel !== 'e-mail') return composed;
  return {
    ...composed,
    text: aboveFoot(composed.text, signature),
    html: composed.html === undefined ? undefined : withSignature(composed.html, signature),
  };
}

// Who writes in law stands last, below two dashes.
function aboveFoot(text: string, signature: string): string {
  const foot = text.lastIndexOf('\n\n-- \n');
  return foot < 0 ? `${text.trimEnd()}\n\n${signature}\n` : `${text.slice(0, foot).trimEnd()}\n\n${signature}${text.slice(foot)}`;
}

function withSignature(html: string, signature: string): string {
  const block = `<p style="margin:24px 0 0;white-space:pre-line">${escapeHtml(signature).replaceAll('\n', '<br>')}</p>`;
  // Functions, for `$&` in a signature is no order to the replacement.
  if (html.includes(place)) return html.replace(place, () => block);
  return html.includes('</body>') ? html.replace('</body>', () => `${block}</body>`) : html + block;
}
