import { decodeEntities } from './html-entities.ts';

// What stands inside these is never shown to a reader.
const unread = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'object',
  'noscript',
  'svg',
  'math',
  'textarea',
  'select',
  'iframe',
]);
const breaking = new Set([
  'br',
  'p',
  'div',
  'tr',
  'li',
  'ul',
  'ol',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'hr',
  'pre',
  'dt',
  'dd',
  'section',
  'article',
  'header',
  'footer',
  'center',
  'address',
  'form',
  'body',
  'html',
]);
const spaced = new Set(['p', 'blockquote', 'table', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const deepestQuote = 12;
const voidTags = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'wbr', 'col', 'area', 'base']);

type Page = { lines: string[]; line: string[]; quotes: number; skipping: { tag: string; depth: number } | null };

/** The words of an HTML mail as a plain one would have them: a line for each block, `>` before what is quoted. One pass, nothing runs, nothing is fetched. */
export function htmlToText(html: string): string {
  const page: Page = { lines: [], line: [], quotes: 0, skipping: null };
  const next = { tagEnd: finder(html, '>'), commentEnd: finder(html, '-->') };
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    addWords(page, html.slice(at, open < 0 ? html.length : open));
    if (open < 0) break;
    const tag = readTag(html, open, next);
    if (tag.name !== '') addTag(page, tag);
    else if (tag.text !== '') addWords(page, tag.text);
    at = tag.end;
  }
  endLine(page);
  return page.lines
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

type Tag = { name: string; closing: boolean; attributes: string; end: number; text: string };

type Next = { tagEnd: (from: number) => number; commentEnd: (from: number) => number };

/** `indexOf` for places that only grow: what was found stays found until it is passed, so that no stretch is searched twice. */
function finder(html: string, mark: string): (from: number) => number {
  let found = html.indexOf(mark);
  return (from) => {
    if (found >= 0 && found < from) found = html.indexOf(mark, from);
    return found;
  };
}

function readTag(html: string, open: number, next: Next): Tag {
  if (html.startsWith('<!--', open)) {
    const close = next.commentEnd(open + 4);
    // A comment that never ends hides nothing: a reader would not see the rest, a collector must.
    return { name: '', closing: false, attributes: '', end: close < 0 ? open + 4 : close + 3, text: '' };
  }
  const close = next.tagEnd(open);
  const match = /^<(\/?)([a-z][a-z0-9]{0,15})(?![a-z0-9])/iu.exec(html.slice(open, open + 20));
  const odd = /^<[!?/a-z]/iu.test(html.slice(open, open + 2));
  if (close < 0 || (!match && !odd)) return { name: '', closing: false, attributes: '', end: open + 1, text: '<' };
  if (!match) return { name: '', closing: false, attributes: '', end: close + 1, text: '' };
  return {
    name: (match[2] ?? '').toLowerCase(),
    closing: match[1] === '/',
    attributes: html.slice(open, Math.min(close, open + 2_000)),
    end: close + 1,
    text: '',
  };
}

function addTag(page: Page, tag: Tag): void {
  if (page.skipping) {
    if (tag.name !== page.skipping.tag) return;
    page.skipping.depth += tag.closing ? -1 : 1;
    if (page.skipping.depth === 0) page.skipping = null;
    return;
  }
  if (!tag.closing && (unread.has(tag.name) || (hidden(tag.attributes) && !voidTags.has(tag.name)))) {
    page.skipping = { tag: tag.name, depth: 1 };
    return;
  }
  if (tag.name === 'td' || tag.name === 'th') addWords(page, ' ');
  if (!breaking.has(tag.name)) return;
  if (tag.name !== 'br' || page.line.length > 0 || tag.closing) endLine(page);
  else page.lines.push(prefix(page).trimEnd());
  if (tag.name === 'hr') page.lines.push(`${prefix(page)}________________________________`);
  if (tag.name === 'blockquote') page.quotes = Math.max(0, Math.min(deepestQuote, page.quotes + (tag.closing ? -1 : 1)));
  if (spaced.has(tag.name) && page.lines.at(-1) !== '') page.lines.push(prefix(page).trimEnd());
}

function hidden(attributes: string): boolean {
  return /display\s{0,3}:\s{0,3}none/iu.test(attributes);
}

function addWords(page: Page, words: string): void {
  if (page.skipping || words === '') return;
  const text = decodeEntities(words).replace(/[\s\u00a0]+/gu, ' ');
  const kept = (page.line.at(-1) ?? ' ').endsWith(' ') ? text.trimStart() : text;
  if (kept !== '') page.line.push(kept);
}

function endLine(page: Page): void {
  const line = page.line.join('').trim();
  page.line = [];
  if (line !== '') page.lines.push(prefix(page) + line);
}

function prefix(page: Page): string {
  return '> '.repeat(page.quotes);
}
