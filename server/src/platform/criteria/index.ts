export { compileCriteria, minorUnits } from './compile-criteria.ts';
export { after, orderBy, pageOf, windowOf } from './keyset.ts';
export type { Order, SortKey } from './keyset.ts';
export { describeCriteria } from './describe-criteria.ts';
export { catalogue, extended, fieldViews, operatorsFor } from './field.ts';
export type { Choice, Field, FieldContext, Fields, Operator, Wording } from './field.ts';
export { checkCriteria, fieldNamesIn, parseCriteria } from './read-criteria.ts';
