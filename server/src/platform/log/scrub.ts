// The second wall: what is logged is chosen field by field, and what slips through in a fault's own words is taken out here.
const marks: readonly (readonly [RegExp, string])[] = [
  // Passwords of addresses: postgresql://user:password@host, smtp://…
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s"'/@\\]+@/gi, '$1[removed]@'],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[e-mail]'],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 [removed]'],
  // What grants something by being known: the links of owners, invitations, resets, debtors, single sign-on.
  [/([?&](?:token|code|state|key|secret|password|signature)=)[^\s&"'\\]+/gi, '$1[removed]'],
  [/(\/p\/)[\w.~-]+/g, '$1[removed]'],
  // Keys of programs, and webhook secrets.
  [/\b(?:quitus_|qk_|whsec_)[\w+/=-]{8,}/g, '[removed]'],
  [/\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b/g, '[iban]'],
];

/** One line of the log without e-mail addresses, passwords, tokens and account numbers. */
export function scrub(line: string): string {
  let text = line;
  for (const [pattern, mark] of marks) text = text.replace(pattern, mark);
  return text;
}
