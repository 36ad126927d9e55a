export type ImapUrl = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
};

/** Reads `imaps://user:password@host:993` (RFC 5092, with the password as other URLs have it); undefined when it is none. */
export function readImapUrl(text: string): ImapUrl | undefined {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'imap:' && url.protocol !== 'imaps:') || url.hostname === '' || url.username === '')
    return undefined;
  const secure = url.protocol === 'imaps:';
  try {
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
      secure,
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  } catch {
    // A stray % in a user name.
    return undefined;
  }
}
