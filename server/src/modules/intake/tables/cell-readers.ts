import {
  checkEmail,
  checkSiren,
  checkSiret,
  type Field,
  type Issue,
  parseAmount,
  parseDay,
  parseMonth,
  type TableRecord,
} from '@quitus/formats';
import { currencyDigits, isCurrency } from '../../../kernel/money.ts';
import type { ImportMapping } from './mapping.ts';
import {
  contactRoles,
  customerKinds,
  invoiceReferencesOf,
  invoiceRoutesOf,
  itemKindOf,
  languagesOf,
  yesOrNo,
} from './value-words.ts';

/** Reads the cells of a table under one mapping. Each reader answers the value, or null when the cell is empty; faults become issues of the row. */
export type CellReader = {
  text(field: Field): string | null;
  day(field: Field): string | null;
  month(field: Field): string | null;
  /** In minor units of the currency. */
  amount(field: Field, currency: string): bigint | null;
  currency(fallback: string): string | null;
  integer(field: Field): number | null;
  email(): string | null;
  legalId(): string | null;
  customerKind(field: Field): string | null;
  role(): string | null;
  language(): string | null;
  country(): string | null;
  itemKind(): ReturnType<typeof itemKindOf>;
  yesOrNo(field: Field): boolean | null;
  invoiceRoute(): ReturnType<typeof invoiceRoutesOf>;
  /** As an array of the database. */
  invoiceReferences(): string | null;
  has(field: Field): boolean;
  /** Says that the row cannot be taken. */
  fail(field: Field | '', value: string, code: string): void;
  warn(field: Field | '', value: string, code: string): void;
};

/** Makes the reader of a table's rows: `open` starts on a row, `close` answers its issues. */
export function cellReader(columns: readonly string[], mapping: ImportMapping) {
  const places = new Map<Field, number>();
  for (const [field, column] of Object.entries(mapping.columns)) {
    const place = columns.indexOf(column);
    // The keys of a checked mapping are fields.
    if (place >= 0) places.set(field as Field, place);
  }
  let cells: readonly string[] = [];
  let line = 0;
  let issues: Issue[] = [];
  let failed = false;

  const columnOf = (field: Field | ''): string => (field === '' ? '' : (columns[places.get(field) ?? -1] ?? field));
  const issue = (field: Field | '', value: string, code: string, severity: 'error' | 'warning'): void => {
    issues.push({ line, column: columnOf(field), value: value.slice(0, 200), code, severity });
    if (severity === 'error') failed = true;
  };
  const raw = (field: Field): string => (cells[places.get(field) ?? -1] ?? '').trim() || (mapping.constants?.[field] ?? '');

  const reader: CellReader = {
    has: (field) => raw(field) !== '',
    text: (field) => raw(field) || null,
    day(field) {
      const text = raw(field);
      if (text === '' || /^0[0/.-]*$/.test(text)) return null;
      const day = parseDay(text, { order: mapping.dayOrder });
      if (day.ok) return day.day;
      issue(field, text, day.reason, 'error');
      return null;
    },
    month(field) {
      const text = raw(field);
      const month = parseMonth(text, { order: mapping.dayOrder });
      if (month.ok) return month.month;
      issue(field, text, month.reason, 'error');
      return null;
    },
    amount(field, currency) {
      const text = raw(field);
      if (text === '') return null;
      const amount = parseAmount(text, { decimals: currencyDigits(currency), decimalMark: mapping.decimalMark });
      if (!amount.ok) {
        issue(field, text, amount.reason, 'error');
        return null;
      }
      // No such line is true, and a sum of many would not fit.
      if (amount.minor > -(10n ** 15n) && amount.minor < 10n ** 15n) return amount.minor;
      issue(field, text, 'amount.too-long', 'error');
      return null;
    },
    currency(fallback) {
      const text = raw('currency').toUpperCase();
      if (text === '') return fallback;
      const code = text === '€' ? 'EUR' : text === '$' ? 'USD' : text === '£' ? 'GBP' : text;
      if (isCurrency(code)) return code;
      issue('currency', text, 'currency.unknown', 'error');
      return null;
    },
    integer(field) {
      const found = /^\D{0,12}(\d{1,3})\D{0,12}$/.exec(raw(field));
      return found ? Number(found[1]) : null;
    },
    email() {
      const text = raw('email');
      if (text === '') return null;
      const checked = checkEmail(text);
      if (checked.ok) return checked.normalized;
      issue('email', text, checked.reason, 'warning');
      return text.slice(0, 320);
    },
    legalId() {
      const text = raw('legalId');
      if (text === '') return null;
      const digits = text.replace(/[\s.\u00a0]/g, '');
      const checked = digits.length === 14 ? checkSiret(digits) : checkSiren(digits);
      if (checked.ok) return checked.normalized;
      // Foreign numbers are of other shapes; a French one with a wrong key is worth a look.
      if (/^\d{9}$|^\d{14}$/.test(digits)) issue('legalId', text, checked.reason, 'warning');
      return text.slice(0, 40);
    },
    customerKind: (field) => customerKinds(raw(field)),
    role: () => contactRoles(raw('role')),
    language: () => languagesOf(raw('language')),
    country() {
      const text = raw('country').toUpperCase();
      if (text === '') return null;
      if (/^[A-Z]{2}$/.test(text)) return text;
      if (/^FRANCE$/.test(text)) return 'FR';
      issue('country', text, 'country.unknown', 'warning');
      return null;
    },
    itemKind: () => itemKindOf(raw('type')),
    yesOrNo: (field) => yesOrNo(raw(field)),
    // Where a portal is named, that is the way.
    invoiceRoute: () => invoiceRoutesOf(raw('invoiceRoute')) ?? (raw('invoicePortal') === '' ? null : 'portal'),
    invoiceReferences: () => invoiceReferencesOf(raw('invoiceReferences')),
    fail: (field, value, code) => issue(field, value, code, 'error'),
    warn: (field, value, code) => issue(field, value, code, 'warning'),
  };
  return {
    reader,
    open(record: TableRecord): void {
      ({ cells, line } = record);
      issues = [];
      failed = false;
    },
    /** The row's issues, errors with the row as it came, and whether it must be left out. */
    close(): { issues: Issue[]; failed: boolean } {
      const text = cells.join('\t');
      return {
        issues: failed
          ? issues.map((one) =>
              one.severity === 'error' ? { ...one, rejected: { text, debitMinor: null, creditMinor: null } } : one,
            )
          : issues,
        failed,
      };
    },
  };
}
