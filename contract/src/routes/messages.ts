import { routes } from '../route.ts';

export const messagesRoutes = routes({});
