import { type Queryable, type Sql, sql } from '../../../platform/database/index.ts';
import { readSetting, readSettings } from '../../identity/index.ts';

export type SendingMode = {
  readonly mode: 'test' | 'pilot' | 'live';
  /** What must still be done before anything leaves: the conditions of live sending, or after a restore somebody's look. */
  readonly unmet: readonly (GoLiveCondition | 'after-restore')[];
  /** A boolean expression over `message`: whether it may leave the machine; all others go to the local mailbox. */
  readonly leaves: Sql;
  /** What a mail may weigh with all that goes along, as it leaves. */
  readonly maxBytes: number;
  /** Conversations with mail servers at once. */
  readonly connections: number;
};
export const goLiveConditions = ['own-reminders-off', 'sender-tested', 'reply-received', 'first-messages-read'] as const;
export type GoLiveCondition = (typeof goLiveConditions)[number];

const messagesToRead = 10;

/** Whether messages may leave: never in test mode, only to customers of the pilot group, or to all once live and its conditions are met or waived. */
export async function sendingMode(db: Queryable): Promise<SendingMode> {
  const settings = await readSettings(db);
  const mode = settings['sending.mode'];
  const limits = { maxBytes: settings['mail.maxBytes'], connections: settings['mail.connections'] };
  const missing = mode === 'live' && settings['golive.waive'] !== 'yes' ? await unmetConditions(db) : [];
  if (mode === 'test') return { mode, unmet: missing, leaves: sql`false`, ...limits };
  // What left after the backup was taken is not known any more: sent again blindly, a debtor would get it twice.
  const unmet = settings['sending.held'] === 'no' ? missing : [...missing, 'after-restore' as const];
  if (mode === 'live') return { mode, unmet, leaves: sql`true`, ...limits };
  const group = settings['sending.pilotGroup'];
  return {
    mode,
    unmet,
    ...limits,
    leaves: sql`exists (
      select from customers.group_member
      join customers.customer_group on customer_group.tenant_id = group_member.tenant_id and customer_group.id = group_member.group_id
      where group_member.tenant_id = message.tenant_id and group_member.customer_id = message.customer_id and customer_group.name = ${group}
    )`,
  };
}

/** What stands between this tenant and live sending: a mail that really left, a reply that came back, the first messages read by a person. */
export async function unmetConditions(db: Queryable): Promise<GoLiveCondition[]> {
  const met = await db.one<{ tested: boolean; replied: boolean; read: number }>(sql`
    select
      exists (select from messages.message where state = 'sent' and transport = 'smtp')
        or exists (select from messages.sender where tested_at is not null) as tested,
      exists (select from platform.event where kind = 'messages.replied') as replied,
      (select count(*)::int from (select from messages.local_mail where read_at is not null limit ${messagesToRead}) as mail) as read
  `);
  return [
    ...((await readSetting(db, 'golive.ownReminders')) === 'off' ? [] : (['own-reminders-off'] as const)),
    ...(met.tested ? [] : (['sender-tested'] as const)),
    ...(met.replied ? [] : (['reply-received'] as const)),
    ...(met.read >= messagesToRead ? [] : (['first-messages-read'] as const)),
  ];
}

/** Whether any mail can leave: by the installation's server, or by that of some mailbox. Without one every mail stays in the local mailbox. */
export async function knowsMailServer(db: Queryable, ofInstallation: boolean): Promise<boolean> {
  if (ofInstallation) return true;
  const { own } = await db.one<{ own: boolean }>(sql`
    select exists (select from messages.sender where smtp_url is not null) as own
  `);
  return own;
}

/** How messages leave, and each condition of live sending with whether it is met, whatever the mode. */
export async function goLiveState(db: Queryable, ofInstallation: boolean) {
  const { 'sending.mode': mode } = await readSettings(db);
  const unmet: readonly string[] = await unmetConditions(db);
  const mailServer = await knowsMailServer(db, ofInstallation);
  return { mode, mailServer, conditions: goLiveConditions.map((code) => ({ code, met: !unmet.includes(code) })) };
}
