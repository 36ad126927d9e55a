import { routes } from '../route.ts';

export const ledgerRoutes = routes({});
