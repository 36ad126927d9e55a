import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

const algorithm = 'aes-256-cbc';
const zone = 'Europe/Paris';

/**
 * AR24's own way of signing and sealing (developers.ar24.fr, "Authentication" and "Response decryption"): AES-256-CBC as PHP's openssl_* call it, where a
 * hash in hexadecimal is the key's text and its first 32 (key) or 16 (IV) characters count. IV: SHA-256 of the SHA-256 of the private key. A request's
 * signature is its date under SHA-256(private key); an answer is sealed under SHA-256(date + private key). Errors come unsealed.
 */
export function signDate(date: string, privateKey: string): string {
  const cipher = createCipheriv(algorithm, keyOf(privateKey), ivOf(privateKey));
  return cipher.update(date, 'utf8', 'base64') + cipher.final('base64');
}

/** The text of an answer to a request of that date; undefined when it was not sealed for us. */
export function openAnswer(sealed: string, date: string, privateKey: string): string | undefined {
  try {
    const decipher = createDecipheriv(algorithm, keyOf(date + privateKey), ivOf(privateKey));
    return decipher.update(sealed.trim(), 'base64', 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

/** An instant as AR24 writes dates: `YYYY-MM-DD HH:mm:ss`, in Paris. A request's is good for ten minutes. */
export function ar24Date(at: Temporal.Instant): string {
  const there = at.toZonedDateTimeISO(zone);
  return `${there.toPlainDate().toString()} ${there.toPlainTime().toString({ smallestUnit: 'second' })}`;
}

/** The instant of a date of theirs; undefined for what is none. */
export function readAr24Date(text: string): Temporal.Instant | undefined {
  const found = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text);
  return found ? Temporal.PlainDateTime.from(`${found[1]}T${found[2]}`).toZonedDateTime(zone).toInstant() : undefined;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyOf = (text: string): Buffer => Buffer.from(sha256(text).slice(0, 32));
const ivOf = (privateKey: string): Buffer => Buffer.from(sha256(sha256(privateKey)).slice(0, 16));
