import type { Input, sendersRoutes } from '@quitus/contract';
import type { Actor } from '../../../kernel/actor.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { sql, type Transaction } from '../../../platform/database/index.ts';
import { recordEvent } from '../../../platform/events.ts';
import { type OutsideAllowance, readOutsideUrl } from '../../../platform/outbound/index.ts';
import { type Keyring, seal } from '../../../platform/secrets/index.ts';
import { isAddress } from '../mail.ts';
import { refuse } from '../refusals.ts';
import { newDkimKey } from './dkim.ts';
import { senderDkimKey, type SenderRow, senderRow, senderUrl } from './sender.ts';

export type NewSender = Input<(typeof sendersRoutes)['POST /senders']>['body'];
export type SenderChange = Input<(typeof sendersRoutes)['PATCH /senders/{id}']>['body'];
export type Changing = { readonly actor: Actor; readonly keyring: Keyring; readonly allow: OutsideAllowance };

/** Adds a mailbox that messages may leave from; answers its id. */
export async function createSender(tx: Transaction, sender: NewSender, by: Changing): Promise<string> {
  const id = uuidv7();
  await write(
    tx,
    id,
    { replyTo: null, smtpUrl: null, signatureFr: '', signatureEn: '', isDefault: false, ...sender },
    by,
    undefined,
  );
  await tell(tx, 'messages.sender-added', id, by.actor, { name: sender.name, address: sender.address });
  return id;
}

/** Changes a mailbox; what is not named stays, the password of its server too. */
export async function changeSender(tx: Transaction, id: string, change: SenderChange, by: Changing): Promise<void> {
  const before = await senderRow(tx, id);
  await write(tx, id, change, by, before);
  await tell(tx, 'messages.sender-changed', id, by.actor, { name: change.name ?? before.name, changed: Object.keys(change) });
}

/** Removes a mailbox: what would have left from it leaves from the next that fits. */
export async function removeSender(tx: Transaction, id: string, by: Actor): Promise<void> {
  const { name, address } = await senderRow(tx, id);
  await tx.run(sql`delete from messages.sender where id = ${id}`);
  await tell(tx, 'messages.sender-removed', id, by, { name, address });
}

/** Gives a mailbox a new key to sign with; what the former signed can be verified as long as its record stays published. */
export async function renewDkim(
  tx: Transaction,
  id: string,
  wanted: { domain?: string; selector?: string },
  by: Changing,
): Promise<void> {
  const sender = await senderRow(tx, id);
  const domain = wanted.domain ?? sender.dkimDomain ?? domainOf(sender.address);
  const selector = wanted.selector ?? nextSelector(sender.dkimSelector);
  const { privateKey, record } = await newDkimKey();
  await tx.run(sql`
    update messages.sender
    set dkim_domain = ${domain}, dkim_selector = ${selector}, dkim_key = ${seal(by.keyring, senderDkimKey, privateKey)}, dkim_record = ${record},
      changed_at = now(), changed_by = ${by.actor.name}
    where id = ${id}
  `);
  await tell(tx, 'messages.sender-signs', id, by.actor, { name: sender.name, domain, selector });
}

/** Mail of this mailbox is signed no more. */
export async function removeDkim(tx: Transaction, id: string, by: Actor): Promise<void> {
  const { name } = await senderRow(tx, id);
  await tx.run(sql`
    update messages.sender
    set dkim_domain = null, dkim_selector = null, dkim_key = null, dkim_record = null, changed_at = now(), changed_by = ${by.name}
    where id = ${id}
  `);
  await tell(tx, 'messages.sender-changed', id, by, { name, changed: ['dkim'] });
}

async function write(
  tx: Transaction,
  id: string,
  change: SenderChange,
  by: Changing,
  before: SenderRow | undefined,
): Promise<void> {
  const next = {
    entityId: before?.entityId ?? null,
    personId: before?.personId ?? null,
    name: before?.name ?? '',
    address: before?.address ?? '',
    replyTo: before?.replyTo ?? null,
    isDefault: before?.isDefault ?? false,
    signatureFr: before?.signatureFr ?? '',
    signatureEn: before?.signatureEn ?? '',
    ...change,
  };
  for (const address of [next.address, next.replyTo ?? next.address])
    if (!isAddress(address)) throw refuse('sender.bad-address', { address });
  if (next.isDefault && next.personId !== null) throw refuse('sender.personal-default');
  const smtpUrl =
    change.smtpUrl === undefined ? (before?.smtpUrl ?? null) : change.smtpUrl === null ? null : sealedUrl(change.smtpUrl, by);
  await assertEntity(tx, next.entityId);
  await assertOneOfPerson(tx, id, next);
  if (next.isDefault)
    await tx.run(sql`
      update messages.sender set is_default = false where is_default and entity_id is not distinct from ${next.entityId}::uuid and id <> ${id}
    `);
  const moved = before === undefined || change.smtpUrl !== undefined || next.address !== before.address;
  await tx.run(sql`
    insert into messages.sender (tenant_id, id, entity_id, person_id, name, address, reply_to, is_default, smtp_url, signature_fr, signature_en, changed_by)
    values (${tx.tenantId}, ${id}, ${next.entityId}, ${next.personId}, ${next.name}, ${next.address}, ${next.replyTo}, ${next.isDefault}, ${smtpUrl},
      ${next.signatureFr}, ${next.signatureEn}, ${by.actor.name})
    on conflict (tenant_id, id) do update set entity_id = excluded.entity_id, person_id = excluded.person_id, name = excluded.name,
      address = excluded.address, reply_to = excluded.reply_to, is_default = excluded.is_default, smtp_url = excluded.smtp_url,
      signature_fr = excluded.signature_fr, signature_en = excluded.signature_en, changed_at = now(), changed_by = excluded.changed_by,
      tested_at = case when ${moved} then null else sender.tested_at end
  `);
}

function sealedUrl(text: string, { keyring, allow }: Changing): string {
  const url = URL.parse(text);
  if (!url?.hostname || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || !isDecodable(url))
    throw refuse('sender.bad-server');
  // A name is judged when it is called; an address can be judged now, by the rule for every address that settings choose.
  const port = url.port || (url.protocol === 'smtps:' ? '465' : '587');
  const read = readOutsideUrl(`https://${url.hostname}:${port}`, allow);
  if (read.kind === 'bad') throw refuse('sender.server-not-public');
  return seal(keyring, senderUrl, text);
}

// A stray % in a user name or password.
function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

async function assertEntity(tx: Transaction, entityId: string | null): Promise<void> {
  if (entityId === null) return;
  const known = await tx.maybe<{ id: string }>(sql`select id from identity.entity where id = ${entityId}`);
  if (!known) throw refuse('sender.entity-unknown');
}

async function assertOneOfPerson(
  tx: Transaction,
  id: string,
  next: { personId: string | null; entityId: string | null },
): Promise<void> {
  if (next.personId === null) return;
  const known = await tx.maybe<{ id: string }>(
    sql`select person_id as id from identity.membership where person_id = ${next.personId}`,
  );
  if (!known) throw refuse('sender.person-unknown');
  const other = await tx.rows<{ id: string }>(sql`
    select id from messages.sender where person_id = ${next.personId} and entity_id is not distinct from ${next.entityId}::uuid and id <> ${id}
  `);
  if (other.length > 0) throw refuse('sender.person-has-one');
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

// Each key has a record of its own: the former stays published while its mails are under way.
function nextSelector(former: string | null): string {
  const number = /^quitus(\d*)$/.exec(former ?? '');
  return number ? `quitus${Number(number[1] || 1) + 1}` : 'quitus';
}

function tell(
  tx: Transaction,
  kind: `messages.${string}`,
  id: string,
  by: Actor,
  details: Record<string, unknown>,
): Promise<void> {
  return recordEvent(tx, { kind, actor: by, subjectId: id, details });
}
