import { routes } from '../route.ts';

export const worklistRoutes = routes({});
