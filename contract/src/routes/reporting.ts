import { routes } from '../route.ts';

export const reportingRoutes = routes({});
