import { type Static, Type } from 'typebox';
import { permissions, routes } from '../route.ts';
import { ById, DayText, Id, Nullable, OneOf } from '../schemas.ts';

export const roleNames = [
  'owner',
  'manager',
  'collector',
  'accountant',
  'sales',
  'resolver',
  'reader',
  'auditor',
  'partner',
] as const;
export const customerScopes = ['all', 'portfolio', 'own'] as const;

/** Which customers a member sees: null lists mean all; of those, all, the portfolios one looks after, or those one sells to. */
export const MemberScope = Type.Object({
  entities: Nullable(Type.Array(Id, { minItems: 1, maxItems: 500 })),
  agencies: Nullable(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 500 })),
  customers: OneOf(customerScopes),
  /** The member as the ledger names its sales people; needed for `own`. */
  salesRep: Nullable(Type.String({ minLength: 1, maxLength: 200 })),
});
export const PersonRow = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  role: OneOf(roleNames),
  scope: MemberScope,
  /** Customers whose collector this is. */
  portfolio: Type.Integer(),
  joinedAt: Type.String(),
  /** For whom administers people; absent when the member has no session that still counts. */
  lastSeenAt: Type.Optional(Type.String()),
});
export const RoleView = Type.Object({
  role: OneOf(roleNames),
  permissions: Type.Array(OneOf(permissions)),
  /** What the role is given when nothing else is chosen. */
  usualCustomers: OneOf(customerScopes),
});
export const DelegationView = Type.Object({
  id: Id,
  from: Type.Object({ id: Id, name: Type.String() }),
  to: Type.Object({ id: Id, name: Type.String() }),
  startsOn: Type.String(),
  endsOn: Type.String(),
  note: Type.String(),
  author: Type.String(),
  state: OneOf(['planned', 'running', 'over', 'ended']),
});

export type MemberScope = Static<typeof MemberScope>;
export type PersonRow = Static<typeof PersonRow>;
export type RoleView = Static<typeof RoleView>;
export type DelegationView = Static<typeof DelegationView>;
export const peopleRoutes = routes({
  'GET /people': {
    summary: 'The members of this tenant, with their roles and scopes',
    tag: 'People',
    permission: 'read',
    ok: Type.Object({ people: Type.Array(PersonRow) }),
  },
  'PATCH /people/{id}': {
    summary: 'Change a member’s role or scope; it holds from their next request on',
    tag: 'People',
    permission: 'administer',
    personal: true,
    params: ById,
    body: Type.Object({ role: Type.Optional(OneOf(roleNames)), scope: Type.Optional(MemberScope) }),
    ok: PersonRow,
  },
  'DELETE /people/{id}': {
    summary: 'Remove a member; their portfolio must have gone to somebody first',
    tag: 'People',
    permission: 'administer',
    params: ById,
    status: 204,
    ok: Type.Null(),
  },
  'GET /roles': {
    summary: 'The roles and what each may do',
    tag: 'People',
    permission: 'read',
    ok: Type.Object({ roles: Type.Array(RoleView) }),
  },
  'GET /agencies': {
    summary: 'The agencies and sales people named on customers, for choosing scopes',
    tag: 'People',
    permission: 'administer',
    ok: Type.Object({ agencies: Type.Array(Type.String()), salesReps: Type.Array(Type.String()) }),
  },
  'POST /people/{id}/portfolio': {
    summary: 'Hand all customers of a member over to another for good',
    tag: 'People',
    permission: 'manage',
    params: ById,
    body: Type.Object({ to: Id }),
    ok: Type.Object({ customers: Type.Integer() }),
  },
  'GET /delegations': {
    summary: 'Portfolios lent to colleagues: now, later, and those of the last year',
    tag: 'People',
    permission: 'read',
    ok: Type.Object({ delegations: Type.Array(DelegationView) }),
  },
  'POST /delegations': {
    summary: 'Lend a portfolio to a colleague from a day to a day: one’s own, or anybody’s for a manager',
    tag: 'People',
    permission: 'work',
    status: 201,
    body: Type.Object({
      fromPersonId: Id,
      toPersonId: Id,
      startsOn: DayText,
      endsOn: DayText,
      note: Type.Optional(Type.String({ maxLength: 500 })),
    }),
    ok: DelegationView,
  },
  'DELETE /delegations/{id}': {
    summary: 'End a delegation now',
    tag: 'People',
    permission: 'work',
    params: ById,
    ok: DelegationView,
  },
});
