export { besideHandlers } from './routes.ts';
export { decideBeside } from './decide-beside.ts';
export type { BesideMade, BesideRun } from './decide-beside.ts';
