export { detectEncoding, type Encoding } from './encoding.ts';
export { decodeLines, type Line, type LineOptions } from './lines.ts';
export {
  guessDecimalMark,
  parseAmount,
  type AmountFormat,
  type AmountReading,
  type AmountRefusal,
  type DecimalMark,
} from './amounts.ts';
export { guessDayOrder, parseDay, type DayOrder, type DayReading, type DayRefusal } from './days.ts';
export { parseMonth, type MonthReading } from './months.ts';
export { currencyDecimals } from './currencies.ts';
export type { Issue, RejectedLine } from './issue.ts';
export { fecColumns, inspectFec, type FecColumn, type FecInspection, type FecVariant } from './fec/fec-columns.ts';
export type { FecBatch, FecLightLine, FecLine, FecOptions } from './fec/fec-line.ts';
export { readFec } from './fec/read-fec.ts';
export type { Table, TableBatch, TableOptions, TableReading, TableRecord } from './tables/table.ts';
export { readTable } from './tables/read-table.ts';
export { contentOf, fieldsOf, requiredOf, type Content, type Field, type TableKind } from './mapping/fields.ts';
export { guessMapping, type FieldGuess, type MappingGuess } from './mapping/guess-mapping.ts';
export { guessKind, type FileKind, type KindGuess } from './mapping/guess-kind.ts';
export type { Check } from './identifiers/check.ts';
export { checkSiren, checkSiret } from './identifiers/siren.ts';
export { checkVatNumber, frenchVatNumber } from './identifiers/vat.ts';
export { checkIban, type IbanRefusal } from './identifiers/iban.ts';
export { checkRib, ribKey } from './identifiers/rib.ts';
export { checkBic, checkCreditorIdentifier, checkRfReference, makeRfReference } from './identifiers/bank-references.ts';
export { checkEmail, type EmailRefusal } from './identifiers/email.ts';
export { harmlessCell, writeCsv, writeWorkbook, type CsvOptions, type SheetColumn, type SheetRows } from './spreadsheet-write.ts';
export {
  mailLimits,
  type Evidence,
  type IncomingMail,
  type MailAddress,
  type MailAttachment,
  type MailProblem,
} from './mail/incoming-mail.ts';
export { readIncomingMail } from './mail/read-incoming-mail.ts';
export { readableBytes, readableFiles } from './mail/readable-bytes.ts';
export { newTextOf, placeInMail, type NewText } from './mail/new-text.ts';
export { kindOfMail, type Bounce, type Complaint, type MailKind } from './mail/kind-of-mail.ts';
export type { BouncedRecipient } from './mail/delivery-report.ts';
export type { BounceReason } from './mail/bounce-reason.ts';
export type { Absence } from './mail/automatic-mail.ts';
export { originalOf, type OriginalCandidate, type OriginalOf } from './mail/original-of.ts';
export {
  classifyReply,
  type PaymentMeans,
  type ReplyFinding,
  type ReplyOptions,
  type ReplyReading,
} from './mail/classify-reply.ts';
export type { AskedDocument, DisputeReason, ReplyLabel } from './mail/reply-rules.ts';
export type { InvoiceMention } from './mail/reply-invoices.ts';
export type { AmountMention } from './mail/reply-amounts.ts';
export type { DayMention } from './mail/reply-days.ts';
