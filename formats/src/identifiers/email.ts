import { domainToASCII } from 'node:url';
import type { Check } from './check.ts';

export type EmailRefusal = 'email.shape' | 'email.domain' | 'email.too-long';

/** An e-mail address one can write to: one @, a name without spaces or odd dots, a domain with a dot. Accents in the domain are taken (IDN). */
export function checkEmail(text: string): Check<EmailRefusal> {
  // `Name <address>` is how addresses are copied out of mail programs.
  const written = text
    .trim()
    .replace(/^[^<>]*<([^<>]+)>$/u, '$1')
    .replace(/^mailto:/iu, '');
  if (written.length > 254) return { ok: false, reason: 'email.too-long' };
  const at = written.lastIndexOf('@');
  const name = written.slice(0, Math.max(0, at));
  if (at < 1 || name.length > 64 || !/^[^\s@<>()[\],;:\\"]+$/u.test(name) || /^\.|\.\.|\.$/u.test(name)) {
    return { ok: false, reason: 'email.shape' };
  }
  const domain = written.slice(at + 1).toLowerCase();
  return domainHolds(domain) ? { ok: true, normalized: `${name}@${domain}` } : { ok: false, reason: 'email.domain' };
}

function domainHolds(domain: string): boolean {
  if (!/^[\p{L}\p{N}\p{M}.-]+$/u.test(domain)) return false;
  const labels = domainToASCII(domain).split('.');
  return (
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(label)) &&
    /[a-z]/u.test(labels.at(-1) ?? '')
  );
}
