export { callOutside } from './call-outside.ts';
export type { Lookup, OutsideAnswer, OutsideCall, OutsideFailure, ResolvedAddress } from './call-outside.ts';
export { readOutsideUrl } from './outside-url.ts';
export type { OutsideAllowance, OutsideUrl, UrlProblem } from './outside-url.ts';
export { isPublicAddress } from './public-address.ts';
export { outsideAddress } from './outside-address.ts';
export type { OutsideAddress } from './outside-address.ts';
