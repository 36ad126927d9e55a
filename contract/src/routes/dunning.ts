import { routes } from '../route.ts';

export const dunningRoutes = routes({});
