import { availableParallelism } from 'node:os';
import { languages, textsIn } from '@quitus/texts';
import { openPress, type Press } from './press-process.ts';
import { windowLines } from './window-lines.ts';

export type PdfMakerOptions = {
  /** Presses at once, each a process of about 140 MB; as many as there are cores, four at most. */
  readonly presses?: number;
  /** Papers before a press is replaced: what Typst keeps in memory goes with its process. */
  readonly papersAPress?: number;
  /** A press that grew beyond is replaced earlier. */
  readonly pressBytes?: number;
  /** For one paper; its press is ended then. */
  readonly timeoutMs?: number;
  /** A press that has nothing to do goes after this long. */
  readonly idleMs?: number;
};
export type PdfMaker = {
  /**
   * One paper as PDF (A-3b where its characters allow). `data` is what the template reads: words, never markup. Of the template `copy` it is a PDF and the
   * language of its mark (`CopyData`), and what cannot be marked fails. Throws PdfFailure.
   */
  make(template: string, data: unknown): Promise<Uint8Array>;
  /** The most memory one of its presses has taken after a paper. */
  mostPressBytes(): number;
  /** Ends the presses; papers under way fail. */
  close(): Promise<void>;
};

/** The paper could not be made: the data does not fit the template, or it took too long. Trying the same again will not help. */
export class PdfFailure extends Error {
  readonly template: string;
  /** Only for now: the program is ending. */
  readonly passing: boolean;
  constructor(template: string, detail: string, passing = false) {
    super(`the paper "${template}" could not be made: ${detail.slice(0, 300)}`);
    this.template = template;
    this.passing = passing;
  }
}

type Order = {
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly done: (pdf: Uint8Array) => void;
  readonly failed: (error: unknown) => void;
  tries: number;
};

// What sends and what serves wants its share of the machine.
const mostPresses = 4;
const templates: ReadonlySet<string> = new Set(['letter', 'statement', 'interest-note', 'print-cover', 'copy']);

/** Makes PDFs in processes of their own: as many papers at once as there are presses, the others wait their turn. Nothing starts before the first paper. */
export function openPdfMaker(options: PdfMakerOptions = {}): PdfMaker {
  const {
    presses: most = Math.min(mostPresses, availableParallelism()),
    papersAPress = 1000,
    pressBytes = 200_000_000,
    timeoutMs = 60_000,
    idleMs = 60_000,
  } = options;
  const waiting: Order[] = [];
  const idle: Press[] = [];
  const all = new Set<Press>();
  let closed = false;
  let mostBytes = 0;

  function next(): void {
    while (waiting.length > 0 && (idle.length > 0 || all.size < most)) {
      const order = waiting.shift();
      if (order) void print(order, idle.pop() ?? start());
    }
  }

  function start(): Press {
    const press = openPress({
      timeoutMs,
      idleMs,
      onEnd: () => {
        all.delete(press);
        const at = idle.indexOf(press);
        if (at >= 0) idle.splice(at, 1);
      },
    });
    all.add(press);
    return press;
  }

  async function print(order: Order, press: Press): Promise<void> {
    const answer = await press.print(order.template, order.data);
    mostBytes = Math.max(mostBytes, press.rssBytes);
    if (answer.kind === 'made') order.done(answer.pdf);
    // Its process ended under it, perhaps because of the paper before: once more, in a fresh one.
    else if (answer.kind === 'ended' && order.tries === 0 && !closed) waiting.unshift({ ...order, tries: 1 });
    else order.failed(new PdfFailure(order.template, answer.detail, closed));
    const worn = press.papers >= papersAPress || press.rssBytes >= pressBytes;
    if (worn) await press.end();
    else if (answer.kind !== 'ended') idle.push(press);
    next();
  }

  return {
    make: (template, data) =>
      new Promise((done, failed) => {
        if (closed) return failed(new PdfFailure(template, 'the program is ending', true));
        if (!templates.has(template)) return failed(new PdfFailure(template, 'there is no such template'));
        if (typeof data !== 'object' || data === null) return failed(new PdfFailure(template, 'there is nothing to print'));
        // The cast: a template reads its fields by name, and Typst says which is missing.
        waiting.push({ template, data: withWords(data as Record<string, unknown>), done, failed, tries: 0 });
        next();
      }),
    mostPressBytes: () => mostBytes,
    close: async () => {
      closed = true;
      for (const order of waiting.splice(0)) order.failed(new PdfFailure(order.template, 'the program is ending', true));
      await Promise.all([...all].map((press) => press.end()));
    },
  };
}

/** Adds the paper's own words in the language of the letter, English ones where we have none, and fits the address to its window. */
function withWords(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const language = languages.find((one) => one === data['language']) ?? 'en';
  const { recipient, capitals } = data;
  // The cast: lines are texts; what is none is told by the template.
  const window = Array.isArray(recipient)
    ? { recipient: windowLines(recipient as readonly string[], { capitals: capitals === true }) }
    : {};
  return { ...data, ...window, language: data['language'] ?? language, words: textsIn(language).letters.paper };
}
