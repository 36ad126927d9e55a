/** What a PDF is made from: words and figures as they are to stand on the page. The pages themselves are in platform/pdf/templates. */

/** Words in one style; a line break inside is a line break on the page. */
export type Run = {
  readonly text: string;
  readonly bold?: true | undefined;
  readonly italic?: true | undefined;
  readonly link?: string | undefined;
};
/** A piece of a letter's body; the last three say where the tables and the means of payment stand. */
export type Block =
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Run[])[] }
  | { readonly kind: 'statement' }
  | { readonly kind: 'payment' }
  | { readonly kind: 'interest' };
/** A table as it is printed: each row has a cell a column; totals are label and amount. */
export type TableData = {
  readonly columns: readonly { readonly label: string; readonly align: 'left' | 'right' }[];
  readonly groups: readonly { readonly title?: string | undefined; readonly rows: readonly (readonly string[])[] }[];
  readonly totals: readonly (readonly [string, string])[];
};
export type PaymentData = {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
  /** What the QR code says: an EPC transfer; absent for what banks cannot scan. */
  readonly code?: string | undefined;
};
/** The head of every paper: from, to, when, about what. */
export type PaperHead = {
  readonly language: string;
  readonly sender: { readonly name: string; readonly lines: readonly string[] };
  /** Postal lines; fitted to the six of 38 characters that the window of the envelope shows. */
  readonly recipient: readonly string[];
  /** The last three lines of the address in capitals, without accents, as sorting machines like them (NF Z 10-011). */
  readonly capitals?: true | undefined;
  readonly placeAndDate: string;
  readonly subject: string;
  readonly references: readonly (readonly [string, string])[];
  /** Who the sender is before the law, at the foot of each page. */
  readonly footer: readonly string[];
};
export type LetterData = PaperHead & {
  /** Above the subject: LETTRE RECOMMANDÉE AVEC AVIS DE RÉCEPTION. */
  readonly mention?: string | undefined;
  readonly blocks: readonly Block[];
  readonly statement: TableData;
  readonly interest?: TableData | undefined;
  readonly payment: PaymentData;
  readonly signature: readonly string[];
};
/** A customer's statement: every open item, and how to pay. */
export type StatementData = PaperHead & {
  readonly blocks: readonly Block[];
  readonly statement: TableData;
  readonly payment?: PaymentData | undefined;
};
/** How late interest was computed: what is claimed, each period of one rate, the rules it follows. */
export type InterestNoteData = PaperHead & {
  readonly blocks: readonly Block[];
  readonly interest: TableData;
  readonly periods: TableData;
  readonly rules: readonly string[];
  /** What is said below it all. */
  readonly closing?: readonly Block[] | undefined;
};
/** The sheet on top of a day's printing: what is in it, to count against. */
export type PrintCoverData = {
  readonly language: string;
  readonly title: string;
  readonly subtitle: string;
  readonly counts: readonly (readonly [string, string])[];
  readonly list: TableData;
  readonly note: string;
};
export type PdfTemplate = 'letter' | 'statement' | 'interest-note' | 'print-cover' | 'copy';
