import type { Output, sendersRoutes } from '@quitus/contract';
import { type Queryable, sql } from '../../../platform/database/index.ts';
import { type Keyring, sealedColumn, unseal } from '../../../platform/secrets/index.ts';
import { refuse } from '../refusals.ts';

export type SenderView = Output<(typeof sendersRoutes)['GET /senders/{id}']>;

/** The URL of a mailbox's own server, with its password. */
export const senderUrl = sealedColumn('messages.sender', ['tenant_id', 'id'], 'smtp_url', 'sender');
/** The private key its mail is signed with. */
export const senderDkimKey = sealedColumn('messages.sender', ['tenant_id', 'id'], 'dkim_key', 'sender');

/** A mailbox as the database has it, its secrets sealed. */
export type SenderRow = {
  readonly id: string;
  readonly entityId: string | null;
  readonly personId: string | null;
  readonly personName: string | null;
  readonly name: string;
  readonly address: string;
  readonly replyTo: string | null;
  readonly isDefault: boolean;
  readonly smtpUrl: string | null;
  readonly dkimDomain: string | null;
  readonly dkimSelector: string | null;
  readonly dkimKey: string | null;
  readonly dkimRecord: string | null;
  readonly signatureFr: string;
  readonly signatureEn: string;
  readonly testedAt: Temporal.Instant | null;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
};

/** Every mailbox of the tenant that messages may leave from. */
export function senderRows(db: Queryable, id?: string): Promise<SenderRow[]> {
  return db.rows<SenderRow>(sql`
    select sender.id, sender.entity_id as "entityId", sender.person_id as "personId", person.name as "personName", sender.name, sender.address,
      sender.reply_to as "replyTo", sender.is_default as "isDefault", sender.smtp_url as "smtpUrl", sender.dkim_domain as "dkimDomain",
      sender.dkim_selector as "dkimSelector", sender.dkim_key as "dkimKey", sender.dkim_record as "dkimRecord", sender.signature_fr as "signatureFr",
      sender.signature_en as "signatureEn", sender.tested_at as "testedAt", sender.changed_at as "changedAt", sender.changed_by as "changedBy"
    from messages.sender
    left join identity.person on person.id = sender.person_id
    where ${id === undefined ? sql`true` : sql`sender.id = ${id}`}
    order by sender.person_id is not null, sender.name, sender.id
  `);
}

/** One mailbox; refuses an unknown one. */
export async function senderRow(db: Queryable, id: string): Promise<SenderRow> {
  const [row] = await senderRows(db, id);
  if (!row) throw refuse('sender.not-found');
  return row;
}

/** A mailbox as the screens see it: never a password, never a private key. */
export function senderView(row: SenderRow, keyring: Keyring): SenderView {
  const { smtpUrl, dkimDomain, dkimSelector, dkimRecord, dkimKey: _, testedAt, changedAt, ...rest } = row;
  return {
    ...rest,
    server: smtpUrl === null ? null : serverOf(keyring, smtpUrl),
    dkim:
      dkimDomain === null || dkimSelector === null || dkimRecord === null
        ? null
        : {
            domain: dkimDomain,
            selector: dkimSelector,
            recordName: `${dkimSelector}._domainkey.${dkimDomain}`,
            record: dkimRecord,
          },
    testedAt: testedAt?.toString() ?? null,
    changedAt: changedAt.toString(),
  };
}

function serverOf(keyring: Keyring, sealed: string): NonNullable<SenderView['server']> {
  try {
    const url = new URL(unseal(keyring, senderUrl, sealed));
    const port = Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587);
    return { secure: url.protocol === 'smtps:', host: url.hostname, port, user: decodeURIComponent(url.username) };
  } catch {
    // Sealed by a key that is gone: it must be given anew.
    return { secure: false, host: '', port: 0, user: '' };
  }
}
