import { type Block, type Document, joined, type Line, linesOf, type List, type Paragraph, paragraphOf } from './document.ts';
import { readInline, tidied, writeInline } from './inline-source.ts';
import { liquidTag } from './liquid.ts';

const bullet = /^ {0,3}[-+*](?: +|$)/;
const numbered = /^ {0,3}\d{1,9}[.)](?: +|$)/;
const starts = (line: string): 'bulletList' | 'orderedList' | undefined =>
  bullet.test(line) ? 'bulletList' : numbered.test(line) ? 'orderedList' : undefined;

/** A body as the editor's document: paragraphs and lists of the small Markdown, each tag of Liquid a chip within them. */
export function readBody(source: string): Document {
  const tags: string[] = [];
  const text = source.replaceAll(liquidTag, (tag) => {
    tags.push(tag);
    return `\uE000${tags.length - 1}\uE001`;
  });
  const blocks: Block[] = [];
  for (const part of text.replaceAll('\r\n', '\n').split(/\n[ \t]*(?:\n[ \t]*)+/)) readPart(part.split('\n'), tags, blocks);
  return { type: 'doc', content: blocks.length > 0 ? blocks : [{ type: 'paragraph' }] };
}

function readPart(lines: readonly string[], tags: readonly string[], blocks: Block[]): void {
  let words: string[] = [];
  let items: string[][] = [];
  let kind: List['type'] | undefined;
  const inline = (line: string): Line => readInline(line.trim(), tags);
  const paragraph = (of: readonly string[]): Paragraph => paragraphOf(of.map(inline));
  const end = (): void => {
    if (words.some((line) => line.trim() !== '')) blocks.push(paragraph(words));
    if (kind && items.length > 0) {
      const last = blocks.at(-1);
      const content = items.map((item) => ({ type: 'listItem' as const, content: [paragraph(item)] }));
      // Two lists of one kind with nothing between are one.
      if (last?.type === kind) blocks[blocks.length - 1] = { ...last, content: [...last.content, ...content] };
      else blocks.push({ type: kind, content });
    }
    [words, items, kind] = [[], [], undefined];
  };
  for (const line of lines) {
    const found = starts(line);
    if (found === undefined) (kind ? items.at(-1) : words)?.push(line);
    // A number other than one, or a mark without words, goes on with the paragraph above it.
    else if (words.length > 0 && !/^ {0,3}(?:[-+*]|1[.)]) +\S/.test(line)) words.push(line);
    else {
      if (kind !== found) end();
      kind = found;
      items.push([line.replace(found === 'bulletList' ? bullet : numbered, '')]);
    }
  }
  end();
}

/** The document as the source of a body. What it holds twice over (empty paragraphs, spaces at the ends) is left out. */
export function writeBody(document: Document): string {
  const tags: string[] = [];
  const blocks = mergedLists(document.content).map((block) => writeBlock(block, tags));
  return blocks
    .filter((block) => block !== '')
    .join('\n\n')
    .replaceAll(/\uE000(\d+)\uE001/g, (_mark, place: string) => tags[Number(place)] ?? '');
}

function mergedLists(blocks: readonly Block[]): Block[] {
  const merged: Block[] = [];
  for (const block of blocks) {
    if (isEmpty(block)) continue;
    const last = merged.at(-1);
    if (block.type !== 'paragraph' && last?.type === block.type)
      merged[merged.length - 1] = { ...last, content: [...last.content, ...block.content] };
    else merged.push(block);
  }
  return merged;
}

function isEmpty(block: Block): boolean {
  if (block.type === 'paragraph') return lines(block).length === 0;
  return block.content.every((item) => item.content.every(isEmpty));
}

// Neither an empty line nor one of spaces has a place within a paragraph.
function lines(paragraph: Paragraph): Line[] {
  return linesOf(paragraph)
    .map((line) => tidied(joined(line)))
    .filter((line) => line.length > 0);
}

function writeBlock(block: Block, tags: string[]): string {
  const paragraph = (of: Paragraph, indent: string): string =>
    lines(of)
      .map((line) => unlisted(writeInline(line, tags)))
      .join(`\n${indent}`);
  if (block.type === 'paragraph') return paragraph(block, '');
  const items = block.content.map((item) => item.content).filter((content) => !content.every(isEmpty));
  return items
    .map((content, place) => {
      const sign = block.type === 'bulletList' ? '- ' : `${place + 1}. `;
      const indent = ' '.repeat(sign.length);
      return sign + content.map((each) => paragraph(each, indent)).join(`\n${indent}`);
    })
    .join('\n');
}

// Words that begin as an item of a list would are not one.
function unlisted(line: string): string {
  return line.replace(/^([-+])(?=\s|$)/, '\\$1').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}
