/** A stretch of a mail's text: newly written or history, and whether it is what made a rule speak. */
export interface TextPiece {
  readonly text: string;
  readonly kind: 'new' | 'old';
  readonly mark?: 'evidence' | 'item' | 'both';
}
interface Span {
  readonly offset: number;
  readonly length: number;
}

/** A text cut into pieces to draw, in order: what is new, what was quoted, and in the new part the words of evidence and the items named. */
export function markedText(
  text: string,
  newPieces: readonly Span[],
  evidence: readonly Span[],
  mentions: readonly Span[],
): TextPiece[] {
  const within = (spans: readonly Span[], at: number) => spans.some(({ offset, length }) => at >= offset && at < offset + length);
  const ends = new Set([0, text.length]);
  for (const { offset, length } of [...newPieces, ...evidence, ...mentions]) {
    if (offset < 0 || offset > text.length) continue;
    ends.add(offset).add(Math.min(text.length, offset + length));
  }
  const cuts = [...ends].toSorted((a, b) => a - b);
  const pieces: TextPiece[] = [];
  for (const [index, from] of cuts.entries()) {
    const until = cuts[index + 1];
    if (until === undefined || until === from) continue;
    const words = text.slice(from, until);
    // Blank lines between two new lines are new too.
    const blank = words.trim() === '';
    const kind = within(newPieces, from) || (blank && pieces.at(-1)?.kind === 'new') ? 'new' : 'old';
    const [says, names] = [within(evidence, from), within(mentions, from)];
    const mark = says && names ? 'both' : says ? 'evidence' : names ? 'item' : undefined;
    pieces.push({ text: words, kind, ...(mark ? { mark } : {}) });
  }
  return pieces;
}
