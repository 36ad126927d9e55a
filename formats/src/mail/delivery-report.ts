import { idsIn } from './read-incoming-mail.ts';
import { mailLimits, type Evidence, type IncomingMail } from './incoming-mail.ts';

export type BounceAction = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';

export type BouncedRecipient = {
  /** In small letters; '' when the report hides it. */
  readonly address: string;
  readonly action: BounceAction;
  /** RFC 3463: `5.1.1`; null when nothing tells it. */
  readonly status: string | null;
  readonly diagnostic: string;
};

/** Fields of one block of a report, names in small letters, folded lines joined; the first of a name counts. */
export type ReportFields = ReadonlyMap<string, string>;

/** The blocks of fields of a `message/delivery-status` or feedback report (RFC 3464 2.1: blank lines part them). */
export function fieldBlocks(text: string): ReportFields[] {
  return text
    .slice(0, mailLimits.reportCharacters)
    .split(/\n[ \t]{0,20}\n/u)
    .slice(0, 60)
    .map(fieldsOf)
    .filter((fields) => fields.size > 0);
}

/** The header fields at the start of a text. */
export function fieldsOf(block: string): ReportFields {
  const fields = new Map<string, string>();
  let name = '';
  for (const line of block.split('\n').slice(0, 400)) {
    if (/^[ \t]/.test(line) && name !== '') {
      fields.set(name, `${fields.get(name) ?? ''} ${line.trim()}`.slice(0, 4_000));
      continue;
    }
    const colon = line.indexOf(':');
    name = colon > 0 && colon < 80 ? line.slice(0, colon).trim().toLowerCase() : '';
    if (!/^[\w-]+$/.test(name) || fields.has(name)) name = '';
    else
      fields.set(
        name,
        line
          .slice(colon + 1)
          .trim()
          .slice(0, 4_000),
      );
  }
  return fields;
}

/** What a delivery report (RFC 3464) says of each recipient; empty when it has no readable block. */
export function reportedRecipients(mail: IncomingMail): { recipients: BouncedRecipient[]; evidence: Evidence[] } {
  const recipients: BouncedRecipient[] = [];
  const evidence: Evidence[] = [];
  for (const part of mail.reportParts.filter(({ type }) => type === 'delivery-status')) {
    for (const fields of fieldBlocks(part.text)) {
      const written = fields.get('final-recipient') ?? fields.get('original-recipient') ?? fields.get('x-actual-recipient');
      const action = actionOf(fields.get('action') ?? '', fields.get('status') ?? '');
      if (written === undefined || action === null || recipients.length >= 200) continue;
      const diagnostic = (fields.get('diagnostic-code') ?? '').replace(/^[\w-]{1,20};\s{0,4}/u, '');
      recipients.push({
        address: addressIn(written),
        action,
        status: statusIn(fields.get('status') ?? '', diagnostic),
        diagnostic,
      });
      for (const name of ['final-recipient', 'action', 'status', 'diagnostic-code']) {
        const value = fields.get(name);
        if (value !== undefined)
          evidence.push({
            in: 'report',
            name,
            quote: value,
            offset: Math.max(0, part.text.indexOf(value)),
            length: value.length,
          });
      }
    }
  }
  return { recipients, evidence: evidence.slice(0, 40) };
}

const actions: ReadonlySet<string> = new Set<BounceAction>(['failed', 'delayed', 'delivered', 'relayed', 'expanded']);

function actionOf(written: string, status: string): BounceAction | null {
  const word = /^[a-z]+/u.exec(written.toLowerCase())?.[0] ?? '';
  if (actions.has(word)) return word as BounceAction; // It is one of them: just looked up.
  if (status.startsWith('5')) return 'failed';
  return status.startsWith('4') ? 'delayed' : null;
}

function addressIn(written: string): string {
  const bare = written.replace(/^[\w-]{1,20}\s{0,2};\s{0,4}/u, '');
  return (/(?:"[^"\s]{1,64}"|[^\s<>;,"']{1,128})@[^\s<>;,"'@]{1,190}/u.exec(bare)?.[0] ?? '').toLowerCase();
}

/** The enhanced status of RFC 3463 in a field, or said by the diagnostic more exactly than `5.0.0`. */
export function statusIn(field: string, diagnostic: string): string | null {
  const own = /^[245]\.\d{1,3}\.\d{1,3}/u.exec(field)?.[0] ?? null;
  const said = /(?:^|[^\d.])([45]\.\d{1,2}\.\d{1,3})(?![\d.]*\.\d)(?!\d)/u.exec(diagnostic.slice(0, 4_000))?.[1] ?? null;
  return own === null || (/^[45]\.0\.0$/u.test(own) && said !== null) ? (said ?? own) : own;
}

/** The Message-IDs a report gives of the mail it is about: its own fields, then the headers that came back. */
export function originalIds(mail: IncomingMail): string[] {
  const fromReports = mail.reportParts
    .filter(({ type }) => type !== 'original')
    .flatMap(({ text }) => fieldBlocks(text))
    .flatMap((fields) => idsIn(`${fields.get('x-original-message-id') ?? ''} ${fields.get('original-message-id') ?? ''}`));
  const cameBack = mail.reportParts
    .filter(({ type }) => type === 'original')
    .flatMap(({ text }) => {
      const fields = fieldsOf(text.slice(0, mailLimits.reportCharacters).split(/\n[ \t]{0,20}\n/u)[0] ?? '');
      return idsIn(fields.get('message-id') ?? '');
    });
  const written = [...mail.text.matchAll(/^[ \t>]{0,8}message-id:\s{0,4}(<[^<>\s]{3,300}>)/gimu)]
    .slice(0, 5)
    .flatMap((match) => idsIn(match[1] ?? ''));
  return [...new Set([...fromReports, ...cameBack, ...written])];
}
