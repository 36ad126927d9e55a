import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const hash = promisify(argon2);
// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
const cost = { memory: 19 * 1024, passes: 2, parallelism: 1, tagLength: 32 };

/** A password as it is stored: Argon2id in PHC form with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await hash('argon2id', { message: password.normalize('NFKC'), nonce, ...cost });
  const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** Whether a password is the stored one. Against nothing stored it takes as long and says no, so that e-mails cannot be guessed by time. */
export async function passwordMatches(password: string, stored: string | null | undefined): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? '');
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
