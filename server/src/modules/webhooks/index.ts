export { webhookAlerts } from './endpoint.ts';
export { openCourier } from './delivery/courier.ts';
export type { Courier } from './delivery/courier.ts';
export type { Sending } from './delivery/deliver.ts';
export { deliverJob, wakingDelivery } from './jobs.ts';
export { webhooksHandlers } from './routes.ts';
export { endpointSecret, formerEndpointSecret } from './signing.ts';
