import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { commonPasswords } from './common-passwords.ts';
import { refuse } from './refusals.ts';

const hash = promisify(argon2);
// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 };
const shape = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/;
const shortest = 12;

/** A password as it is stored: Argon2id in PHC form with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await hash('argon2id', { message: password.normalize('NFKC'), nonce, ...cost });
  const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** Whether a password is the stored one. Against nothing stored it takes as long and says no, so that e-mails cannot be guessed by time. */
export async function passwordMatches(password: string, stored: string | null | undefined): Promise<boolean> {
  const parts = shape.exec(stored ?? '');
  const expected = Buffer.from(parts?.[5] ?? '', 'base64');
  const tag = await hash('argon2id', {
    message: password.normalize('NFKC'),
    nonce: parts ? Buffer.from(parts[4] ?? '', 'base64') : randomBytes(16),
    memory: Number(parts?.[1] ?? cost.memory),
    passes: Number(parts?.[2] ?? cost.passes),
    parallelism: Number(parts?.[3] ?? cost.parallelism),
    tagLength: expected.length || cost.tagLength,
  });
  return parts !== null && tag.length === expected.length && timingSafeEqual(tag, expected);
}

/** Whether a stored password was made at another cost than today's: then it is to be stored anew, once it is known to match. */
export function isCostOutdated(stored: string): boolean {
  const parts = shape.exec(stored);
  return !(Number(parts?.[1]) === cost.memory && Number(parts?.[2]) === cost.passes && Number(parts?.[3]) === cost.parallelism);
}

/** Refuses a new password that is short, among the commonest, or little more than the person's name or e-mail (NIST SP 800-63B §3.1.1.2). */
export function assertGoodPassword(password: string, person: { readonly email: string; readonly name: string }): void {
  const text = password.normalize('NFKC').toLowerCase();
  if ([...text].length < shortest) throw refuse('password.too-short', { shortest });
  if (isCommon(text)) throw refuse('password.common');
  const own = [person.email, ...person.email.split(/[@.+_-]/), ...person.name.split(/[\s'-]+/)]
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => word.length >= 4)
    .toSorted((one, other) => other.length - one.length);
  const rest = own.reduce((left, word) => left.replaceAll(word, ''), text);
  if (rest !== text && [...rest].length < 8) throw refuse('password.personal');
}

// One short piece over and over, a run of neighbours, or a known phrase with figures around it.
function isCommon(text: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/su.test(text)) return true;
  const steps = new Set([...text].slice(1).map((letter, index) => letter.charCodeAt(0) - text.charCodeAt(index)));
  if (steps.size === 1) return true;
  const core = text.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  return commonPasswords.has(text) || (commonPasswords.has(core) && text.length - core.length <= 6);
}
