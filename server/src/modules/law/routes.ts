import { lawRoutes } from '@quitus/contract';
import { implement } from '../../platform/http/implement.ts';
import { accountsMergedInto, customerById } from '../customers/index.ts';
import { interestClaims } from './interest/claims.ts';
import { policyOf } from './interest/policy.ts';

const firstRows = 100;

export const lawHandlers = implement(lawRoutes, {
  'GET /interest': async ({ query, context: { db, today } }) => {
    const asOf = query.asOf ?? today();
    const policy = await policyOf(db, query.provisional ?? false);
    const window = { offset: query.offset ?? 0, limit: query.limit ?? firstRows };
    return { asOf, ...(await interestClaims(db, { asOf, entityId: query.entityId, policy }, window)) };
  },
  'GET /customers/{id}/interest': async ({ params, query, context: { db, today } }) => {
    await customerById(db, params.id);
    const asOf = query.asOf ?? today();
    const policy = await policyOf(db, query.provisional ?? false);
    const customerIds = await accountsMergedInto(db, params.id);
    const window = { offset: query.offset ?? 0, limit: query.limit ?? firstRows };
    return { asOf, ...(await interestClaims(db, { asOf, customerIds, policy }, window)) };
  },
});
