import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFRef, type PDFPage } from '@cantoo/pdf-lib';

export type ToMerge = {
  readonly pdf: Uint8Array;
  /** Begins on a right-hand page: a blank one is put before it where needed. For printing on two sides. */
  readonly onNewSheet?: boolean | undefined;
};

const catalog = 1;
const pageTree = 2;
// A page's own entries that only mean something in its document.
const leftBehind = new Set(['/Parent', '/StructParents', '/StructParent', '/B', '/Tabs', '/Metadata', '/PieceInfo']);
const a4 = '[0 0 595.276 841.89]';
// A tree of all pages in one array would be read whole for each of them.
const pagesABranch = 64;

/**
 * Puts PDFs behind each other as one, giving its bytes as they come. However many there are, one of them at a time is in memory,
 * with a number for each object written: 10,000 letters take as little as ten. Tags, outlines and forms are left behind: it is for printing.
 * Returns how many pages there were.
 */
export async function* mergePdfs(documents: AsyncIterable<ToMerge> | Iterable<ToMerge>): AsyncGenerator<Uint8Array, number> {
  const out = new Output();
  yield out.raw('%PDF-1.7\n%\u00b5\u00b6\u00b7\u00b8\n');
  // Kept numbers of the branches; each is written when it is full.
  const branches: { number: number; count: number }[] = [];
  let branch = { number: out.take(), pages: [] as number[] };
  let pages = 0;

  const add = async function* (number: number): AsyncGenerator<Uint8Array> {
    branch.pages.push(number);
    pages += 1;
    if (branch.pages.length >= pagesABranch) yield* close();
  };
  const close = async function* (): AsyncGenerator<Uint8Array> {
    if (branch.pages.length === 0) return;
    const { number, pages: own } = branch;
    yield out.object(
      number,
      `<< /Type /Pages /Parent ${pageTree} 0 R /Count ${own.length} /Kids [${own.map((one) => `${one} 0 R`).join(' ')}] >>`,
    );
    branches.push({ number, count: own.length });
    branch = { number: out.take(), pages: [] };
  };

  for await (const { pdf, onNewSheet } of documents) {
    if (onNewSheet && pages % 2 === 1) {
      const blank = out.take();
      yield out.object(blank, `<< /Type /Page /Parent ${branch.number} 0 R /MediaBox ${a4} /Resources << >> >>`);
      yield* add(blank);
    }
    const document = await PDFDocument.load(pdf, { updateMetadata: false, ignoreEncryption: false });
    const copy = new Copy(document, out);
    for (const page of document.getPages()) {
      yield copy.page(page, branch.number);
      yield* copy.rest();
      yield* add(copy.numberOf(page.ref));
    }
  }
  yield* close();
  yield out.object(
    pageTree,
    `<< /Type /Pages /Count ${pages} /Kids [${branches.map((one) => `${one.number} 0 R`).join(' ')}] >>`,
  );
  yield out.object(catalog, `<< /Type /Catalog /Pages ${pageTree} 0 R >>`);
  yield* out.end();
  return pages;
}

/** The file being written: numbers of objects, and where each stands. */
class Output {
  #size = 0;
  #next = 3;
  readonly #offsets: number[] = [];

  take(): number {
    return this.#next++;
  }
  raw(text: string | Uint8Array): Uint8Array {
    const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
    this.#size += bytes.length;
    return bytes;
  }
  object(number: number, text: string): Uint8Array {
    this.#offsets[number] = this.#size;
    return this.raw(`${number} 0 obj\n${text}\nendobj\n`);
  }
  stream(number: number, dictionary: string, contents: Uint8Array): Uint8Array {
    this.#offsets[number] = this.#size;
    return this.raw(
      Buffer.concat([
        Buffer.from(`${number} 0 obj\n${dictionary}\nstream\n`, 'latin1'),
        contents,
        Buffer.from('\nendstream\nendobj\n', 'latin1'),
      ]),
    );
  }
  /** The table of where objects stand, a piece at a time. */
  *end(): Generator<Uint8Array> {
    const start = this.#size;
    yield this.raw(`xref\n0 ${this.#next}\n0000000000 65535 f \n`);
    for (let from = 1; from < this.#next; from += 10_000) {
      let lines = '';
      for (let number = from; number < Math.min(from + 10_000, this.#next); number += 1) {
        const offset = this.#offsets[number];
        // A number taken and never written is a free one.
        lines += offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
      }
      yield this.raw(lines);
    }
    yield this.raw(`trailer\n<< /Size ${this.#next} /Root ${catalog} 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  }
}

/** One document on its way into another: what its pages need is written once, under new numbers. */
class Copy {
  readonly #document: PDFDocument;
  readonly #out: Output;
  readonly #numbers = new Map<PDFRef, number>();
  readonly #pages: ReadonlySet<PDFRef>;
  #waiting: PDFRef[] = [];

  constructor(document: PDFDocument, out: Output) {
    this.#document = document;
    this.#out = out;
    this.#pages = new Set(document.getPages().map((page) => page.ref));
  }

  numberOf(ref: PDFRef): number {
    let number = this.#numbers.get(ref);
    if (number === undefined) {
      number = this.#out.take();
      this.#numbers.set(ref, number);
      // A page is written when its turn comes.
      if (!this.#pages.has(ref)) this.#waiting.push(ref);
    }
    return number;
  }

  page(page: PDFPage, parent: number): Uint8Array {
    // Resources, size and rotation may stand in the tree above, which stays behind.
    const inherited = ['Resources', 'MediaBox', 'CropBox', 'Rotate'].map(
      (name) => [`/${name}`, page.node.getInheritableAttribute(PDFName.of(name))] as const,
    );
    const own = new Set(page.node.keys().map((key) => key.toString()));
    const more = inherited.flatMap(([name, value]) =>
      value === undefined || own.has(name) ? [] : [`${name} ${this.#text(value)}`],
    );
    return this.#out.object(this.numberOf(page.ref), `<< /Parent ${parent} 0 R ${more.join(' ')} ${this.#entries(page.node)} >>`);
  }

  *rest(): Generator<Uint8Array> {
    for (let ref = this.#waiting.pop(); ref; ref = this.#waiting.pop()) {
      const number = this.numberOf(ref);
      const object = this.#document.context.lookup(ref);
      if (object instanceof PDFRawStream) {
        const dictionary = this.#entries(object.dict, new Set(['/Length']));
        yield this.#out.stream(number, `<< ${dictionary} /Length ${object.contents.length} >>`, object.contents);
      } else yield this.#out.object(number, object ? this.#text(object) : 'null');
    }
  }

  #entries(dict: PDFDict, but: ReadonlySet<string> = leftBehind): string {
    return dict
      .entries()
      .flatMap(([key, value]) => (but.has(key.toString()) ? [] : [`${key.toString()} ${this.#text(value)}`]))
      .join(' ');
  }

  #text(object: PDFObject): string {
    if (object instanceof PDFRef) return `${this.numberOf(object)} 0 R`;
    if (object instanceof PDFArray)
      return `[${object
        .asArray()
        .map((one) => this.#text(one))
        .join(' ')}]`;
    if (object instanceof PDFDict) {
      // An annotation's place in the tags, and its page of which it knows already.
      const but =
        object.has(PDFName.of('Subtype')) && object.has(PDFName.of('Rect')) ? new Set([...leftBehind, '/P']) : new Set<string>();
      return `<< ${this.#entries(object, but)} >>`;
    }
    return object.toString();
  }
}
