import { ledgerRoutes } from '@quitus/contract';
import { implement, type Implementation } from '../../platform/http/implement.ts';
import type { LedgerNeighbours } from './neighbours.ts';
import { agedHandlers } from './routes/aged-routes.ts';
import { contactHandlers } from './routes/contact-routes.ts';
import { customerHandlers } from './routes/customer-routes.ts';
import { itemHandlers } from './routes/item-routes.ts';
import { listHandlers } from './routes/list-routes.ts';

/** The ledger over HTTP, with what the modules above know of its rows. */
export function ledgerHandlers(neighbours: LedgerNeighbours): Implementation {
  return implement(ledgerRoutes, {
    ...agedHandlers,
    ...customerHandlers(neighbours),
    ...contactHandlers,
    ...itemHandlers(neighbours),
    ...listHandlers(neighbours),
  });
}
