import type { ColumnMapping } from '@quitus/contract';

/** The field a column is read as, or nothing when it is left out. */
export function fieldOf(mapping: ColumnMapping, column: string): string | undefined {
  return Object.entries(mapping.columns).find(([, name]) => name === column)?.[0];
}

/** The mapping with a column read as `field` (left out when empty); a field has one column, so another column that had it loses it. */
export function withField(mapping: ColumnMapping, column: string, field: string): ColumnMapping {
  const others = Object.entries(mapping.columns).filter(([name, of]) => of !== column && name !== field);
  return { ...mapping, columns: Object.fromEntries(field === '' ? others : [...others, [field, column]]) };
}

/** The mapping with how amounts and days are written; an empty choice leaves each value to speak for itself. */
export function withWriting(mapping: ColumnMapping, part: 'decimalMark' | 'dayOrder', value: string): ColumnMapping {
  const { [part]: _before, ...rest } = mapping;
  // The choices offered are those of the contract.
  return value === '' ? rest : ({ ...rest, [part]: value } as ColumnMapping);
}
