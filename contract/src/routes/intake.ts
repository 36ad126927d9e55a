import { routes } from '../route.ts';

export const intakeRoutes = routes({});
