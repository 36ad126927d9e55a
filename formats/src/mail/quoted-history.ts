// All patterns here read folded text: small letters, no accents, straight quotes (`foldText`). Each is anchored and bounded, so that a
// line of a megabyte costs one look.

/** A line of a mail with its place in the text; `folded` is how rules read it, cut where no rule looks any more. */
export type MailLine = { readonly at: number; readonly text: string; readonly folded: string };

const longestAttribution = 400;
const attributionLines = 5;

const wrote =
  /(?:\ba ecrit|\becrivait|\ba repondu|\bwrote|\bschrieb|\bescribio|\bha scritto|\bschreef|\bescreveu|\bskrev|\bnapisal\(?a?\)?)[^:]{0,80}\s?:$/;
const attributionStart =
  /^(?:\*?le |on |am |at |el |il giorno |op |em |den |w dniu |"?[^<>\n]{0,80}<[^<>\s]{3,120}>|\d{4}-\d\d-\d\d |\d{1,2}[/.]\d{1,2}[/.]\d{2,4})/;
const dated = /\d{1,2}[:h]\d\d|\b(?:19|20)\d\d\b|@|\d{1,2}[/.]\d{1,2}/;
// Gmail's newest form has no verb: `2026-03-12 10:12 GMT+01:00 Name <address>:`
const verbless = /^\d{4}-\d\d-\d\d \d{1,2}:\d\d[^\n]{0,80}<\s?[^<>\s]{3,120}>\s?:$/;

/** How many lines from here introduce a quotation ("Le … a écrit :", "On … wrote:"); 0 when none do. */
export function attributionAt(lines: readonly MailLine[], from: number): number {
  const first = unquoted(lines[from]?.folded ?? '');
  if (first.length > longestAttribution || !attributionStart.test(first)) return 0;
  let joined = '';
  for (let count = 1; count <= attributionLines; count += 1) {
    const line = lines[from + count - 1];
    if (!line || (count > 1 && line.folded.trim() === '')) return 0;
    joined = `${joined} ${unquoted(line.folded).trim()}`.trim();
    if (joined.length > longestAttribution) return 0;
    if ((wrote.test(joined) && dated.test(joined)) || verbless.test(joined)) return count;
  }
  return 0;
}

function unquoted(line: string): string {
  return line.replace(/^[>\s]{0,40}/, '');
}

const separator =
  /^[\s>*]{0,20}(?:[-_=]{2,}\s{0,3}(?:original message|message d'origine|message original|message initial|message transfere|message transmis|message reexpedie|forwarded message|forwarded by|courriel (?:original|d'origine)|e-?mail d'origine|reply message|original appointment|ursprungliche nachricht|mensaje original|messaggio originale|oorspronkelijk bericht)|(?:begin forwarded message|debut du message (?:transfere|reexpedie|transmis)|forwarded message)\s{0,2}:?\s{0,3}$)/;

/** A line after which everything is somebody's earlier mail: "-----Message d'origine-----", "Begin forwarded message:". */
export function isSeparator(line: MailLine): boolean {
  return separator.test(line.folded);
}

const firstField = /^[\s>*]{0,12}(?:de|from|expediteur|sender|von|van|da|von)\s?:\*?\s?\S/;
const nextField =
  /^[\s>*]{0,12}(?:envoye(?: le)?|date(?: d'envoi)?|sent|a|to|an|cc|objet|subject|betreff|gesendet|destinataires?|pour|reply-to|repondre a|importance|inviato|oggetto|verzonden|onderwerp|aan)\s?:/;

/** Whether a block of headers of an earlier mail starts here: "De :", "Envoyé :", "À :", "Objet :" and their like in a few languages. */
export function isHeaderBlock(lines: readonly MailLine[], from: number): boolean {
  if (!firstField.test(lines[from]?.folded ?? '')) return false;
  let fields = 0;
  for (let next = from + 1; next <= from + 8; next += 1) {
    const line = lines[next];
    if (!line) break;
    if (nextField.test(line.folded)) fields += 1;
    // Some phones put several fields on one line: `À : x Objet : y`.
    if (/\s(?:objet|subject)\s?:/.test(line.folded.slice(0, 300))) fields += 1;
    if (fields >= 2) return true;
  }
  return false;
}

/** `>` at its start: another's words. `>` inside a line, or "-> voir ci-dessous", are the writer's own. */
export function isQuoted(line: MailLine): boolean {
  return /^\s{0,3}>/.test(line.folded);
}

/** A rule drawn across the mail, as programs put above the earlier one. */
export function isRuler(line: MailLine): boolean {
  return /^\s{0,8}(?:[-_=*~#+]\s?){5,}$/.test(line.folded.slice(0, 200).trimEnd());
}

/** Lines of a text with their places; a very long line is read by rules only at its start. */
export function linesOf(text: string, fold: (text: string) => string): MailLine[] {
  const lines: MailLine[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    lines.push({ at, text: line, folded: fold(line.slice(0, 1_000)) });
    at += line.length + 1;
  }
  return lines;
}
