import MarkdownIt, { type Token } from 'markdown-it';
import type { Block, Run } from '../../messages/index.ts';
import { fill, type Filled, markers, settled, type TemplateFields } from './template.ts';

// Bold, italic, links, lists, paragraphs, line breaks; HTML is text like any other.
const markdown = new MarkdownIt('zero', { html: false }).enable(['emphasis', 'link', 'list', 'newline', 'escape']);
// Addresses are judged once their values are in place.
markdown.validateLink = () => true;
markdown.normalizeLink = (address) => address;

// The words of a template without its values are the same for most debtors, so few of them are ever read.
const known = new Map<string, readonly Block[]>();
function blocksOf(source: string): readonly Block[] {
  let blocks = known.get(source);
  if (!blocks) {
    blocks = readBlocks(markdown.parse(source, {}));
    if (known.size > 1000) known.clear();
    known.set(source, blocks);
  }
  return blocks;
}

/** A body as its blocks: the template's own Markdown with every value in place as plain text, a marker as the block it stands for. */
export function renderBlocks(template: string, fields: TemplateFields): Block[] {
  return settledBlocks(fill(template, fields));
}

/** The blocks of a template that was run. */
export function settledBlocks({ source, values }: Filled): Block[] {
  return blocksOf(source).flatMap((block): Block[] => {
    switch (block.kind) {
      case 'paragraph':
        return cutAtMarkers(block.runs.map((run) => settledRun(run, values)));
      case 'list': {
        const items = block.items.map((runs) => trimmed(runs.map((run) => settledRun(run, values)).map(unmarked)));
        const kept = items.filter((runs) => runs.length > 0);
        return kept.length > 0 ? [{ ...block, items: kept }] : [];
      }
      default:
        return [block];
    }
  });
}

/** Whether an address may stand behind a link: the web, mail and telephone, written in full. */
export function isSafeLink(address: string): boolean {
  if (/^https?:/i.test(address) && !URL.canParse(address)) return false;
  return /^(https?:\/\/[^\s/]|mailto:[^\s]|tel:[+\d])/i.test(address) && !/[\p{Cc}\s"<>\\^`{|}]/u.test(address);
}

function settledRun(run: Run, values: readonly string[]): Run {
  const text = settled(run.text, values);
  if (run.link === undefined) return { ...run, text };
  const { link: _template, ...plain } = run;
  const link = settled(run.link, values).trim();
  return isSafeLink(link) ? { ...plain, text, link } : { ...plain, text };
}

const kinds = { [markers.statement]: 'statement', [markers.payment]: 'payment', [markers.interest]: 'interest' } as const;

function cutAtMarkers(runs: readonly Run[]): Block[] {
  if (!runs.some((run) => run.text.includes('\uE002'))) return paragraph(runs);
  const blocks: Block[] = [];
  let gathered: Run[] = [];
  for (const run of runs)
    for (const part of run.text.split(/(\uE002[a-z]+\uE002)/)) {
      const kind = part === markers.statement || part === markers.payment || part === markers.interest ? kinds[part] : undefined;
      if (kind) {
        blocks.push(...paragraph(gathered), { kind });
        gathered = [];
      } else if (part !== '') gathered.push({ ...run, text: part });
    }
  return [...blocks, ...paragraph(gathered)];
}

const unmarked = (run: Run): Run =>
  run.text.includes('\uE002') ? { ...run, text: run.text.replaceAll(/\uE002[a-z]*\uE002?/g, '') } : run;

function paragraph(runs: readonly Run[]): Block[] {
  const kept = trimmed(runs);
  return kept.length > 0 ? [{ kind: 'paragraph', runs: kept }] : [];
}

// What a condition left empty leaves no gap: neither at the ends nor as a blank line.
function trimmed(runs: readonly Run[]): Run[] {
  const kept = runs.map((run) => ({ ...run, text: run.text.replaceAll(/[ \t]*\n[ \t]*/g, '\n').replaceAll(/\n{2,}/g, '\n') }));
  for (let first = kept[0]; first; first = kept[0]) {
    const text = first.text.replace(/^\s+/, '');
    if (text !== '') {
      kept[0] = { ...first, text };
      break;
    }
    kept.shift();
  }
  for (let last = kept.at(-1); last; last = kept.at(-1)) {
    const text = last.text.replace(/\s+$/, '');
    if (text !== '') {
      kept[kept.length - 1] = { ...last, text };
      break;
    }
    kept.pop();
  }
  return kept.filter((run) => run.text !== '');
}

function readBlocks(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  // Lists within lists are one list: a letter has no room for more.
  let list: { ordered: boolean; items: Run[][] } | undefined;
  let depth = 0;
  for (const token of tokens) {
    if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') {
      depth += 1;
      list ??= { ordered: token.type === 'ordered_list_open', items: [] };
    } else if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') {
      depth -= 1;
      if (depth === 0 && list) {
        blocks.push({ kind: 'list', ...list });
        list = undefined;
      }
    } else if (token.type === 'list_item_open') list?.items.push([]);
    else if (token.type === 'inline') {
      const runs = readRuns(token.children ?? []);
      const item = list?.items.at(-1);
      if (item) item.push(...(item.length > 0 ? [{ text: '\n' }] : []), ...runs);
      else blocks.push({ kind: 'paragraph', runs });
    }
  }
  return blocks;
}

function readRuns(tokens: readonly Token[]): Run[] {
  const runs: Run[] = [];
  let [bold, italic] = [0, 0];
  let link: string | undefined;
  const add = (text: string): void => {
    if (text === '') return;
    const last = runs.at(-1);
    const look = {
      ...(bold > 0 ? { bold: true as const } : {}),
      ...(italic > 0 ? { italic: true as const } : {}),
      ...(link === undefined ? {} : { link }),
    };
    if (last && last.bold === look.bold && last.italic === look.italic && last.link === look.link)
      runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ text, ...look });
  };
  for (const token of tokens) {
    if (token.type === 'strong_open') bold += 1;
    else if (token.type === 'strong_close') bold -= 1;
    else if (token.type === 'em_open') italic += 1;
    else if (token.type === 'em_close') italic -= 1;
    else if (token.type === 'link_open') link = String(token.attrGet('href') ?? '');
    else if (token.type === 'link_close') link = undefined;
    else if (token.type === 'softbreak' || token.type === 'hardbreak') add('\n');
    else add(token.content);
  }
  return runs;
}
