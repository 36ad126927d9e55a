/** One thing looked at: as it should be, to be watched, or to be mended. The remedy says what to do; empty when all is well. */
export type Check = {
  readonly name: CheckName;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  readonly remedy: string;
};

/** What a check found, before its remedy is put into words. */
export type Found = readonly ['ok' | 'warn' | 'fail', string];

export const ok = (detail: string): Found => ['ok', detail];
export const warn = (detail: string): Found => ['warn', detail];
export const fail = (detail: string): Found => ['fail', detail];

export type Look = { readonly name: CheckName; look(): Promise<Found> | Found };

/** Every check by its name, in the order of the report; each has its remedy in `texts.operation.remedies`. */
export const checkNames = [
  'node',
  'memory',
  'disk',
  'time-zones',
  'base-url',
  'secret-key',
  'mail',
  'database',
  'postgresql',
  'settings',
  'clock',
  'schema',
  'serving-role',
  'row-security',
  'sealed-secrets',
  'statistics',
  'partitions',
  'queue',
  'outbox',
  'legal-mentions',
  'last-backup',
] as const;
export type CheckName = (typeof checkNames)[number];
