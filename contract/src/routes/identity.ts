import { Type } from 'typebox';
import { routes } from '../route.ts';
import { Id, Nullable, OneOf } from '../schemas.ts';

export const SessionView = Type.Object({
  user: Type.Object({
    id: Id,
    name: Type.String(),
    email: Type.String(),
    language: OneOf(['fr', 'en']),
    colorScheme: OneOf(['auto', 'light', 'dark']),
  }),
  role: Type.String(),
  permissions: Type.Array(Type.String()),
  /** Which customers this person sees; null lists mean all. `narrow` is false for who sees the whole organisation. */
  scope: Type.Object({
    narrow: Type.Boolean(),
    entities: Nullable(Type.Array(Id)),
    agencies: Nullable(Type.Array(Type.String())),
    customers: OneOf(['all', 'portfolio', 'own']),
  }),
  /** Colleagues whose portfolios this person looks after today. */
  lentBy: Type.Array(Type.Object({ id: Id, name: Type.String(), until: Type.String() })),
  tenant: Type.Object({ id: Type.Integer(), name: Type.String(), isDemo: Type.Boolean() }),
  tenants: Type.Array(Type.Object({ id: Type.Integer(), name: Type.String() })),
  entities: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      currency: Type.String(),
      country: Type.String(),
      timeZone: Type.String(),
      today: Type.String(),
      lastLedgerAt: Nullable(Type.String()),
      /** How old it may be, in hours; null: not watched. */
      ledgerLimitHours: Nullable(Type.Number()),
    }),
  ),
  sendingMode: OneOf(['test', 'pilot', 'live']),
  /** The organisation asks for a second step and this person has none: until it is set up, nothing else is allowed. */
  mustSetUp: Type.Optional(OneOf(['second-step'])),
});
/** The first step is done; `POST /sessions/second-step` takes the challenge with a code. */
export const SecondStepNeeded = Type.Object({
  challenge: Type.String(),
  methods: Type.Array(OneOf(['totp', 'recovery'])),
  expiresAt: Type.String(),
});
/** Signed in; or, when it has a `challenge`, one more step to go. */
export const SignInAnswer = Type.Union([SessionView, SecondStepNeeded]);
/** What a creditor's papers must say of it. */
export const legalMentions = ['legal-id', 'legal-form', 'capital', 'register', 'registered-office'] as const;
/** How often an entity's books come in. */
const ledgerRhythms = ['daily', 'weekly', 'monthly'] as const;
export const EntityView = Type.Object({
  id: Id,
  name: Type.String(),
  currency: Type.String(),
  country: Type.String(),
  timeZone: Type.String(),
  legalName: Nullable(Type.String()),
  legalId: Nullable(Type.String()),
  vatNumber: Nullable(Type.String()),
  /** As papers name it: "SAS", "SARL", "association". */
  legalForm: Nullable(Type.String({ maxLength: 80 })),
  /** The share capital: "50000.00", in `capitalCurrency`; without one, the entity's own. */
  capital: Nullable(Type.String({ maxLength: 30 })),
  capitalCurrency: Nullable(Type.String({ maxLength: 3 })),
  /** The town of the court that keeps its register: "Lyon" of "RCS Lyon". */
  registerCity: Nullable(Type.String({ maxLength: 80 })),
  /** Where it is not the address below. */
  registeredOffice: Nullable(Type.String({ maxLength: 200 })),
  addressLines: Type.Array(Type.String()),
  postcode: Nullable(Type.String()),
  city: Nullable(Type.String()),
  email: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  iban: Nullable(Type.String()),
  bic: Nullable(Type.String()),
  accountHolder: Nullable(Type.String()),
  defaultTermsId: Nullable(Id),
  lastLedgerAt: Nullable(Type.String()),
  /** Its ledger may be half as old again before messages wait for a yes; null: the setting `freshness.hours` decides. */
  ledgerRhythm: Nullable(OneOf(ledgerRhythms)),
  /** It writes to a debtor of several entities in one mail, and so collects for the others as well (CPCE R124-1): one entity at most. */
  collectsForOthers: Type.Boolean(),
  /** What letters and mails of a French creditor must say and cannot yet (C. com. R123-237, R123-238). */
  missingMentions: Type.Array(OneOf(legalMentions)),
});
export const Setting = Type.Object({
  key: Type.String(),
  value: Type.Unknown(),
  default: Type.Unknown(),
  kind: Type.String(),
  choices: Type.Optional(Type.Array(Type.String())),
  label: Type.String({ description: 'Its name on the screens, in the language asked for.' }),
  description: Type.String({ description: 'What it changes, in the language asked for.' }),
});

const Secret = Type.String({ minLength: 12, maxLength: 200 });

export const identityRoutes = routes({
  'POST /sessions': {
    summary: 'Sign in',
    tag: 'Session',
    permission: 'public',
    status: 201,
    body: Type.Object({
      email: Type.String({ maxLength: 200 }),
      password: Type.String({ maxLength: 200 }),
      tenantId: Type.Optional(Type.Integer()),
    }),
    ok: SignInAnswer,
  },
  'GET /session': {
    summary: 'Who I am and what I may do',
    tag: 'Session',
    permission: 'account',
    personal: true,
    ok: SessionView,
  },
  'PATCH /session': {
    summary: 'Change my language, colours or tenant',
    tag: 'Session',
    permission: 'account',
    personal: true,
    body: Type.Object({
      language: Type.Optional(OneOf(['fr', 'en'])),
      colorScheme: Type.Optional(OneOf(['auto', 'light', 'dark'])),
      tenantId: Type.Optional(Type.Integer()),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    }),
    ok: SessionView,
  },
  'DELETE /session': { summary: 'Sign out', tag: 'Session', permission: 'account', personal: true, status: 204, ok: Type.Null() },
  'GET /owner-links/{token}': {
    summary: 'Whether a first-run link is still good',
    tag: 'Session',
    permission: 'public',
    params: Type.Object({ token: Type.String() }),
    ok: Type.Object({ tenant: Type.String(), usable: Type.Boolean() }),
  },
  'POST /owner': {
    summary: 'Become the owner by the one-time link',
    tag: 'Session',
    permission: 'public',
    status: 201,
    body: Type.Object({
      token: Type.String(),
      name: Type.String({ minLength: 1, maxLength: 100 }),
      email: Type.String({ maxLength: 200 }),
      password: Secret,
      language: OneOf(['fr', 'en']),
    }),
    ok: SignInAnswer,
  },
  'POST /tenants': {
    summary: 'Start an organisation of my own, beside the demonstration: I become its owner and am taken there',
    tag: 'Session',
    permission: 'administer',
    personal: true,
    status: 201,
    body: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 100 }),
      entity: Type.String({ minLength: 1, maxLength: 200 }),
      currency: Type.String({ pattern: '^[A-Z]{3}$', default: 'EUR' }),
      country: Type.String({ pattern: '^[A-Z]{2}$', default: 'FR' }),
    }),
    ok: SessionView,
  },
  'GET /entities': {
    summary: 'The companies that invoice',
    tag: 'Settings',
    permission: 'read',
    ok: Type.Object({ entities: Type.Array(EntityView) }),
  },
  'POST /entities': {
    summary: 'Add a company that invoices; its currency stays',
    tag: 'Settings',
    permission: 'administer',
    status: 201,
    body: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 200 }),
      currency: Type.String({ pattern: '^[A-Z]{3}$', default: 'EUR' }),
      country: Type.String({ pattern: '^[A-Z]{2}$', default: 'FR' }),
    }),
    ok: EntityView,
  },
  'PATCH /entities/{id}': {
    summary: 'Change an entity',
    tag: 'Settings',
    permission: 'administer',
    params: Type.Object({ id: Id }),
    body: Type.Partial(Type.Omit(EntityView, ['id', 'currency', 'lastLedgerAt', 'missingMentions'])),
    ok: EntityView,
  },
  'GET /settings': {
    summary: 'Every setting with its value and default',
    tag: 'Settings',
    permission: 'read',
    ok: Type.Object({ settings: Type.Array(Setting) }),
  },
  'PUT /settings/{key}': {
    summary: 'Change a setting',
    tag: 'Settings',
    permission: 'administer',
    params: Type.Object({ key: Type.String({ description: 'A key of GET /settings.', examples: ['contact.minDays'] }) }),
    body: Type.Object({
      value: Type.Unknown({ description: 'Of the kind GET /settings names for it; one of its choices where it has some.' }),
    }),
    ok: Type.Object({
      ...Setting.properties,
      unmet: Type.Optional(
        Type.Array(Type.String(), {
          description: 'Of `sending.mode`: it is kept, and nothing leaves before these conditions of `GET /go-live` are met.',
        }),
      ),
    }),
  },
});
