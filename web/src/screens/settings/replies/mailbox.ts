import type { ReplyMailboxView } from '@quitus/contract';

export type Mailbox = ReplyMailboxView;

export interface MailAccount {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly password: string;
  readonly secure: boolean;
}

/** The fields of an account from the address shown of it; the password is not among what is shown. */
export function accountOf(mailbox: Mailbox): MailAccount {
  const [, user = '', host = '', port = ''] =
    (mailbox.account === 'own' && /^(.*)@([^@]*):(\d+)$/.exec(mailbox.address ?? '')) || [];
  return { host, port, user, password: '', secure: port !== '143' };
}

/** `imaps://user:password@host:993`, every part as a URL may hold it. */
export function urlOf({ host, port, user, password, secure }: MailAccount): string {
  const scheme = secure ? 'imaps' : 'imap';
  return `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host.trim()}${port === '' ? '' : `:${port}`}`;
}
