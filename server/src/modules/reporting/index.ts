export { refreshBookedDays } from './booked-days.ts';
export { kpiList } from './kpis/kpi-list.ts';
export { overview } from './overview.ts';
export { reportingHandlers } from './routes.ts';
export type { Scope } from './scope.ts';
