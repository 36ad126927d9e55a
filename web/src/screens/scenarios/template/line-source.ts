import type { Document } from './document.ts';
import { linesOf, paragraphOf } from './document.ts';
import { splitTags } from './liquid.ts';

/** A text without marks (a subject, a text message, a script) as a document: one paragraph a line, each tag a chip. */
export function readLines(source: string): Document {
  const plain = { bold: false, italic: false, link: undefined };
  const lines: { text: string; tag: boolean; bold: boolean; italic: boolean; link: undefined }[][] = [[]];
  splitTags(source).forEach((part, place) => {
    if (place % 2 === 1) lines.at(-1)?.push({ text: part, tag: true, ...plain });
    else
      part.split('\n').forEach((text, line) => {
        if (line > 0) lines.push([]);
        if (text !== '') lines.at(-1)?.push({ text, tag: false, ...plain });
      });
  });
  return { type: 'doc', content: lines.map((line) => paragraphOf([line])) };
}

/** The same document as its text: the very characters it was read from. */
export function writeLines(document: Document): string {
  return document.content
    .flatMap((block) =>
      block.type === 'paragraph' ? linesOf(block) : block.content.flatMap((item) => item.content.flatMap(linesOf)),
    )
    .map((line) => line.map((piece) => piece.text).join(''))
    .join('\n');
}
