export { demo } from './demo.ts';
export type { DemoOptions, DemoOutcome } from './demo.ts';
