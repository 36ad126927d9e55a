import { foldText } from './clean-text.ts';
import { attributionAt, isHeaderBlock, isQuoted, isRuler, isSeparator, linesOf, type MailLine } from './quoted-history.ts';
import { isClosing, isDeviceLine, isDisclaimer, isPostscript, isSignatureMark } from './signature.ts';

/** What the person wrote now. `pieces` say where each stretch of it stands in the mail's own text. */
export type NewText = { readonly text: string; readonly pieces: readonly TextPiece[] };
export type TextPiece = { readonly offset: number; readonly inMail: number; readonly length: number };

const mostPasses = 8;
const mostLines = 4_000;

/** What the person wrote now: without the mails quoted or forwarded below or between, the signature, the device's line, the legal notice. */
export function newTextOf(mail: { readonly text: string }): NewText {
  const all = linesOf(mail.text, foldText);
  // Nobody types so many lines: what comes after them is history, whatever it looks like.
  let lines = trimmed(all.slice(0, mostLines));
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const before = lines.length;
    lines = trimmed(withoutSignature(withoutHistory(lines)));
    if (lines.length === before) break;
  }
  return joined(lines);
}

/** Where a stretch of the new text stands in the mail's own text. */
export function placeInMail(newText: NewText, offset: number): number {
  const piece = newText.pieces.findLast((one) => one.offset <= offset);
  return piece ? piece.inMail + Math.min(offset - piece.offset, piece.length) : offset;
}

function withoutHistory(lines: readonly MailLine[]): MailLine[] {
  const kept: MailLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line) break;
    if (isSeparator(line) || isHeaderBlock(lines, at)) return withoutRuler(kept);
    const attribution = attributionAt(lines, at);
    if (attribution > 0) {
      // Answers below a quotation are read; without `>` nothing tells the quoted words from new ones.
      if (!quotedAfter(lines, at + attribution)) return kept;
      at += attribution - 1;
      continue;
    }
    if (!isQuoted(line) && !isDeviceLine(line)) kept.push(line);
  }
  return kept;
}

function quotedAfter(lines: readonly MailLine[], from: number): boolean {
  for (let at = from; at < Math.min(lines.length, from + 4); at += 1) {
    const line = lines[at];
    if (line && line.text.trim() !== '') return isQuoted(line);
  }
  return false;
}

function withoutRuler(lines: MailLine[]): MailLine[] {
  const kept = trimmed(lines);
  const last = kept.at(-1);
  return last && isRuler(last) ? kept.slice(0, -1) : kept;
}

function withoutSignature(lines: readonly MailLine[]): MailLine[] {
  const end = lines.findIndex((line, at) => isSignatureMark(line) || isClosing(line) || isDisclaimer(lines, at));
  if (end < 0) return [...lines];
  // A mark of dashes that opens the mail separates nothing.
  const first = lines[end];
  if (end === 0 && first && isSignatureMark(first)) return lines.slice(1);
  return [...lines.slice(0, end), ...postscripts(lines.slice(end + 1))];
}

/** The paragraphs after a signature that begin with PS or NB. */
function postscripts(lines: readonly MailLine[]): MailLine[] {
  const kept: MailLine[] = [];
  let inside = false;
  for (const line of lines) {
    inside = isPostscript(line) || (inside && line.text.trim() !== '');
    if (inside) kept.push(line);
  }
  return kept;
}

function trimmed(lines: readonly MailLine[]): MailLine[] {
  const first = lines.findIndex((line) => line.text.trim() !== '');
  if (first < 0) return [];
  const last = lines.findLastIndex((line) => line.text.trim() !== '');
  return lines.slice(first, last + 1).filter((line, at, all) => line.text.trim() !== '' || all[at - 1]?.text.trim() !== '');
}

function joined(lines: readonly MailLine[]): NewText {
  const pieces: TextPiece[] = [];
  let text = '';
  for (const line of lines) {
    if (text !== '' || pieces.length > 0) text += '\n';
    const kept = line.text.trimEnd();
    pieces.push({ offset: text.length, inMail: line.at, length: kept.length });
    text += kept;
  }
  return { text, pieces };
}
