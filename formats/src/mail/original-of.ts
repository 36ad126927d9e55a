import { originalIds } from './delivery-report.ts';
import type { IncomingMail } from './incoming-mail.ts';

/** A Message-ID the mail may be an answer to, and where it was found; the first is the likeliest. */
export type OriginalCandidate = { readonly messageId: string; readonly from: 'in-reply-to' | 'report' | 'references' | 'words' };

export type OriginalOf = {
  readonly candidates: readonly OriginalCandidate[];
  /** Ids of our messages (the part before `@`, an UUID) among all that was found, each once, likeliest first. */
  readonly messageIds: readonly string[];
  /** What stands after `+` in the addresses the mail was sent to, when the sender's mailbox keeps one there. */
  readonly tokens: readonly string[];
};

// Our Message-IDs are `<uuid@domain>`, the uuid being the message's own id.
const ours = /<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@[a-z0-9.-]{1,190}>/giu;
const mostCandidates = 60;

/** Which mails this one may answer: `In-Reply-To`, the headers that came back with a report, `References` from the newest, ids quoted in its words. */
export function originalOf(mail: IncomingMail): OriginalOf {
  const candidates: OriginalCandidate[] = [];
  const add = (ids: readonly string[], from: OriginalCandidate['from']) => {
    for (const messageId of ids) {
      if (
        candidates.length < mostCandidates &&
        messageId !== mail.messageId &&
        !candidates.some((one) => one.messageId === messageId)
      ) {
        candidates.push({ messageId, from });
      }
    }
  };
  add(mail.inReplyTo, 'in-reply-to');
  if (mail.reportType !== null || mail.reportParts.length > 0 || mail.returnPath === '') add(originalIds(mail), 'report');
  add(mail.references.toReversed(), 'references');
  add(
    [...`${mail.subject}\n${mail.text}`.matchAll(ours)].slice(0, mostCandidates).map((match) => match[0].toLowerCase()),
    'words',
  );
  const messageIds = candidates.flatMap(({ messageId }) =>
    [...messageId.matchAll(ours)].map((match) => (match[1] ?? '').toLowerCase()),
  );
  return { candidates, messageIds: [...new Set(messageIds)], tokens: tokensOf(mail) };
}

/** `relances+k3j9@exemple.fr`: mail servers deliver it to `relances`, and the token comes back with any answer. */
function tokensOf(mail: IncomingMail): string[] {
  const delivered = mail.headers
    .filter(({ name }) => name === 'delivered-to' || name === 'x-original-to' || name === 'envelope-to')
    .map(({ value }) => value);
  const addresses = [...mail.to, ...mail.cc].map(({ address }) => address).concat(delivered);
  const tokens = addresses.flatMap((address) => /^<?[^+@\s]{1,64}\+([\w=.-]{1,100})@/u.exec(address)?.[1] ?? []);
  return [...new Set(tokens)];
}
