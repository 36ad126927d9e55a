import type { OutputOf } from '@quitus/contract/client';

export type Sender = OutputOf<'GET /senders'>['rows'][number];

/** Where the mailboxes stand in the cache. */
export const sendersKey = ['senders'];

/** What the form holds of a mailbox; the password is never among what is shown. */
export interface SenderDraft {
  readonly name: string;
  readonly address: string;
  readonly replyTo: string;
  /** Empty: shared. */
  readonly personId: string;
  /** Empty: for every organisation. */
  readonly entityId: string;
  readonly isDefault: boolean;
  readonly ownServer: boolean;
  readonly host: string;
  readonly port: string;
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
  readonly signatureFr: string;
  readonly signatureEn: string;
}

/** The form of a mailbox, or of a new one. */
export function draftOf(sender: Sender | undefined, first: boolean): SenderDraft {
  const server = sender?.server;
  return {
    name: sender?.name ?? '',
    address: sender?.address ?? '',
    replyTo: sender?.replyTo ?? '',
    personId: sender?.personId ?? '',
    entityId: sender?.entityId ?? '',
    // The first mailbox is meant to be used.
    isDefault: sender?.isDefault ?? first,
    ownServer: server != null,
    host: server?.host ?? '',
    port: server && server.port > 0 ? String(server.port) : '',
    secure: server?.secure ?? true,
    user: server?.user ?? '',
    password: '',
    signatureFr: sender?.signatureFr ?? '',
    signatureEn: sender?.signatureEn ?? '',
  };
}

/** Whether the server's account differs from the one kept: then its password must be typed again. */
export function serverChanged(draft: SenderDraft, sender: Sender | undefined): boolean {
  const kept = draftOf(sender, false);
  return (
    draft.ownServer !== kept.ownServer ||
    (draft.ownServer &&
      (draft.password !== '' ||
        draft.host.trim() !== kept.host ||
        draft.port.trim() !== kept.port ||
        draft.secure !== kept.secure ||
        draft.user.trim() !== kept.user))
  );
}

/** `smtps://user:password@host:465`, every part as a URL may hold it. */
export function serverUrl({ host, port, secure, user, password }: SenderDraft): string {
  const account = user.trim() === '' ? '' : `${encodeURIComponent(user.trim())}:${encodeURIComponent(password)}@`;
  return `${secure ? 'smtps' : 'smtp'}://${account}${host.trim()}${port.trim() === '' ? '' : `:${port.trim()}`}`;
}

/** What is sent to the server: of its own server only what changed, so that a password that was not typed stays. */
export function bodyOf(draft: SenderDraft, sender: Sender | undefined) {
  return {
    name: draft.name.trim(),
    address: draft.address.trim(),
    replyTo: draft.replyTo.trim() === '' ? null : draft.replyTo.trim(),
    personId: draft.personId === '' ? null : draft.personId,
    entityId: draft.entityId === '' ? null : draft.entityId,
    isDefault: draft.isDefault && draft.personId === '',
    ...(serverChanged(draft, sender) ? { smtpUrl: draft.ownServer ? serverUrl(draft) : null } : {}),
    signatureFr: draft.signatureFr.trimEnd(),
    signatureEn: draft.signatureEn.trimEnd(),
  };
}
