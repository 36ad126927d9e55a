// The editor's document, as it is exchanged with the source: the shape of its JSON.

export interface Mark {
  readonly type: 'bold' | 'italic' | 'link';
  readonly attrs?: { readonly href: string };
}
export type Inline =
  | { readonly type: 'text'; readonly text: string; readonly marks?: readonly Mark[] }
  | { readonly type: 'liquid'; readonly attrs: { readonly raw: string }; readonly marks?: readonly Mark[] }
  | { readonly type: 'hardBreak' };
export interface Paragraph {
  readonly type: 'paragraph';
  readonly content?: readonly Inline[];
}
export interface ListItem {
  readonly type: 'listItem';
  readonly content: readonly Paragraph[];
}
export interface List {
  readonly type: 'bulletList' | 'orderedList';
  readonly content: readonly ListItem[];
}
export type Block = Paragraph | List;
export interface Document {
  readonly type: 'doc';
  readonly content: readonly Block[];
}

/** One stretch of one look. */
export interface Piece {
  /** Words, or one tag of Liquid. */
  readonly text: string;
  readonly tag: boolean;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly link: string | undefined;
}
/** The pieces of one line; a line break stands between two lines. */
export type Line = readonly Piece[];

/** A paragraph of the document as its lines. */
export function linesOf(paragraph: Paragraph): Line[] {
  const lines: Piece[][] = [[]];
  for (const inline of paragraph.content ?? []) {
    if (inline.type === 'hardBreak') {
      lines.push([]);
      continue;
    }
    const marks = inline.marks ?? [];
    const piece: Piece = {
      text: inline.type === 'liquid' ? inline.attrs.raw : inline.text,
      tag: inline.type === 'liquid',
      bold: marks.some((mark) => mark.type === 'bold'),
      italic: marks.some((mark) => mark.type === 'italic'),
      link: marks.find((mark) => mark.type === 'link')?.attrs?.href,
    };
    if (piece.text !== '') lines.at(-1)?.push(piece);
  }
  return lines.map(joined);
}

/** Lines as a paragraph of the document. */
export function paragraphOf(lines: readonly Line[]): Paragraph {
  const content = lines.flatMap((line, place): Inline[] => [
    ...(place > 0 ? [{ type: 'hardBreak' as const }] : []),
    ...line.map(({ text, tag, bold, italic, link }): Inline => {
      const marks: Mark[] = [
        ...(link === undefined ? [] : [{ type: 'link' as const, attrs: { href: link } }]),
        ...(bold ? [{ type: 'bold' as const }] : []),
        ...(italic ? [{ type: 'italic' as const }] : []),
      ];
      const look = marks.length > 0 ? { marks } : {};
      return tag ? { type: 'liquid', attrs: { raw: text }, ...look } : { type: 'text', text, ...look };
    }),
  ]);
  return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' };
}

/** Whether two pieces look the same. */
export function alike(left: Piece, right: Piece): boolean {
  return left.bold === right.bold && left.italic === right.italic && left.link === right.link;
}

/** The same line with neighbours of one look in one piece; a tag stays its own. */
export function joined(line: Line): Line {
  const pieces: Piece[] = [];
  for (const piece of line) {
    const last = pieces.at(-1);
    if (last && !last.tag && !piece.tag && alike(last, piece))
      pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
    else if (piece.text !== '') pieces.push(piece);
  }
  return pieces;
}
