import { type Static, Type } from 'typebox';
import { routes } from '../route.ts';
import {
  AmountText,
  ById,
  CriteriaObject,
  CurrencyCode,
  DayText,
  Id,
  InstantText,
  NameText,
  Nullable,
  OneOf,
  WindowQuery,
} from '../schemas.ts';
import { contactRoles } from './ledger.ts';

// How customers are chased: scenarios in versions, their one draft, the library they come from, and the rules that say who follows which.

export const stepChannels = [
  'e-mail',
  'sms',
  'letter',
  'registered-letter',
  'registered-e-letter',
  'call',
  'task',
  'internal',
  'hand-over',
] as const;
export const stepAutomations = ['automatic', 'to-confirm', 'manual'] as const;
/** `promise-date` and `payment-date` stand beside the ladder: they follow a promise, or thank for a payment. */
export const stepReferences = ['due-date', 'issue-date', 'previous-step', 'promise-date', 'payment-date'] as const;
export const stepSenders = ['collector', 'account-manager', 'shared', 'person'] as const;
/** Colleagues a message is copied to. */
export const stepColleagues = ['collector', 'account-manager'] as const;
export const stepAttachments = ['invoices', 'statement', 'payment-code', 'interest-note'] as const;
export const catchUps = ['start-at-first', 'jump-to-age', 'latest-only'] as const;
export const dunningUnits = ['account', 'level', 'item'] as const;
export const versionStates = ['draft', 'published', 'superseded'] as const;
export const libraryKeys = [
  'standard',
  'key-account',
  'risky-payer',
  'public-sector',
  'consumer',
  'small-amounts',
  'direct-debit-reject',
  'hand-managed',
] as const;

const Count = Type.Integer({ minimum: 0 });
const LanguageCode = OneOf(['fr', 'en']);
const Text = Type.String({ maxLength: 20_000 });
const Name = NameText(100);
const Description = Type.String({ maxLength: 500 });
const Note = Type.String({ maxLength: 500 });
const AmountIn = Type.Object({ currency: CurrencyCode, amount: AmountText });

/** Other words for some customers, or another language: the first that fits is said, else the step's own words. Liquid, as those are. */
export const StepText = Type.Object({
  language: Type.String({ pattern: '^[a-z]{2}$' }),
  label: Type.String({ maxLength: 100 }),
  /** Criteria over the customer; null: everybody of that language. */
  criteria: Nullable(CriteriaObject),
  subject: Nullable(Text),
  body: Nullable(Text),
  script: Nullable(Text),
});
export type StepText = Static<typeof StepText>;

/** One step of a scenario. `stepId` is stable across versions; leave it out for a new step. Subject, body and script are Liquid. */
const stepFields = {
  level: Type.Integer({ minimum: 0, maximum: 99 }),
  nameFr: Name,
  nameEn: Name,
  reference: OneOf(stepReferences),
  /** Days after the reference, negative before it. */
  offsetDays: Type.Integer({ minimum: -90, maximum: 720 }),
  channel: OneOf(stepChannels),
  automation: OneOf(stepAutomations),
  /** Formal notice, hand-over: never automatic. */
  grave: Type.Boolean(),
  enabled: Type.Boolean(),
  subjectFr: Nullable(Text),
  subjectEn: Nullable(Text),
  bodyFr: Nullable(Text),
  bodyEn: Nullable(Text),
  scriptFr: Nullable(Text),
  scriptEn: Nullable(Text),
  /** No step below this net amount, in the entity's currency. */
  minimumAmount: Nullable(AmountText),
};
const stepDelivery = {
  /** Whose name and address it leaves under; `senderPersonId` when it is one named person's. */
  sender: OneOf(stepSenders),
  senderPersonId: Nullable(Id),
  /** Contacts by role, in this order; empty: whoever collects is usually written to. */
  recipientRoles: Type.Array(OneOf(contactRoles), { maxItems: contactRoles.length }),
  copyRoles: Type.Array(OneOf(contactRoles), { maxItems: contactRoles.length }),
  copyPeople: Type.Array(OneOf(stepColleagues), { maxItems: stepColleagues.length }),
  attachments: Type.Array(OneOf(stepAttachments), { maxItems: stepAttachments.length }),
  /** Criteria over the customer; null: always. A step whose criteria a customer does not meet is no step for them. */
  conditions: Nullable(CriteriaObject),
  showInterest: Type.Boolean(),
  /** The last step of the ladder may come back: every so many days, so many times. */
  repeatEveryDays: Nullable(Type.Integer({ minimum: 1, maximum: 365 })),
  repeatTimes: Nullable(Type.Integer({ minimum: 1, maximum: 52 })),
  texts: Type.Array(StepText, { maxItems: 99 }),
};
export const ScenarioStep = Type.Object({ stepId: Id, position: Type.Integer(), ...stepFields, ...stepDelivery });
/** What is left out of the delivery: from the collector, to whoever is usually written to, nothing attached, for everybody, once. */
export const NewScenarioStep = Type.Object({
  stepId: Type.Optional(Id),
  ...stepFields,
  ...Type.Partial(Type.Object(stepDelivery)).properties,
});
export type ScenarioStep = Static<typeof ScenarioStep>;

const scenarioRules = {
  catchUp: OneOf(catchUps),
  /** Calendar days at least between two chasing messages on one item; null for the tenant's setting `contact.minDays`. */
  minDaysBetween: Nullable(Type.Integer({ minimum: 0, maximum: 90 })),
  /** Nothing is claimed below this net amount; null for the tenant's setting `floor.amount`. */
  floorAmount: Nullable(AmountText),
};
const draftBody = {
  name: Name,
  description: Type.Optional(Description),
  /** One message an account (the usual), a level or an item. */
  unit: Type.Optional(OneOf(dunningUnits)),
  ...scenarioRules,
  steps: Type.Array(NewScenarioStep, { maxItems: 40 }),
};
/** What is given to make a version of a scenario. */
const ScenarioBody = Type.Object(draftBody);
export type ScenarioBody = Static<typeof ScenarioBody>;

export const Scenario = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  isDefault: Type.Boolean(),
  archived: Type.Boolean(),
  /** What of the library it was made from. */
  libraryKey: Nullable(Type.String()),
  /** From 1; a draft is 0 until it is published. */
  version: Type.Integer(),
  state: OneOf(versionStates),
  unit: OneOf(dunningUnits),
  ...scenarioRules,
  publishedAt: Nullable(InstantText),
  author: Type.String(),
  note: Type.String(),
  /** The version this one was made from. */
  basedOn: Nullable(Type.Integer()),
  /** Customers that follow it now. */
  customers: Count,
  /** Its draft, when somebody has begun one. */
  draft: Nullable(Type.Object({ author: Type.String(), changedAt: InstantText, basedOn: Nullable(Type.Integer()) })),
  steps: Type.Array(ScenarioStep),
});
export type Scenario = Static<typeof Scenario>;

/** What publishing would refuse (`error`), or a person should look at (`warning`); `step` counts from 0. */
export const ScenarioProblem = Type.Object({
  step: Nullable(Type.Integer()),
  stepId: Nullable(Id),
  field: Type.String(),
  severity: OneOf(['error', 'warning']),
  code: Type.String(),
  words: Type.String(),
});
export type ScenarioProblem = Static<typeof ScenarioProblem>;

/** The one draft of a scenario. It may be unfinished: `problems` says what keeps it from being published. */
export const ScenarioDraft = Type.Object({
  ...Scenario.properties,
  changedAt: InstantText,
  currentVersion: Type.Integer(),
  /** Somebody published a version since this draft was begun. */
  outdated: Type.Boolean(),
  problems: Type.Array(ScenarioProblem),
});
export type ScenarioDraft = Static<typeof ScenarioDraft>;

/** One field before and after, as the reader would say them: "D+10", "E-mail"; a text as it is written. */
const FieldChange = Type.Object({
  field: Type.String(),
  label: Type.String(),
  before: Nullable(Type.String()),
  after: Nullable(Type.String()),
  /** A template's text: to be compared line by line. */
  text: Type.Boolean(),
});
export const StepDifference = Type.Object({
  stepId: Id,
  name: Type.String(),
  kind: OneOf(['added', 'removed', 'changed']),
  /** Its place among the steps changed, others having kept theirs. */
  moved: Type.Boolean(),
  positionBefore: Nullable(Type.Integer()),
  positionAfter: Nullable(Type.Integer()),
  changes: Type.Array(FieldChange),
  /** Each change in one sentence. */
  words: Type.Array(Type.String()),
});
export type StepDifference = Static<typeof StepDifference>;
export const ScenarioDifference = Type.Object({
  from: Type.String(),
  to: Type.String(),
  changes: Type.Array(FieldChange),
  steps: Type.Array(StepDifference),
  /** All of it, one sentence a change. */
  words: Type.Array(Type.String()),
});
export type ScenarioDifference = Static<typeof ScenarioDifference>;

const CustomerScenario = Type.Object({
  scenarioId: Id,
  name: Type.String(),
  /** Chosen by hand: rules leave it alone. */
  locked: Type.Boolean(),
  author: Nullable(Type.String()),
  isDefault: Type.Boolean(),
  /** The rule that chose it; `name` is null when that rule was removed since. */
  rule: Nullable(Type.Object({ id: Id, name: Nullable(Type.String()) })),
});

const ruleFields = { name: Name, scenarioId: Id, criteria: CriteriaObject, enabled: Type.Boolean() };
const NewAssignmentRule = Type.Object({ id: Type.Optional(Id), ...ruleFields });
const newRules = Type.Array(NewAssignmentRule, { maxItems: 200 });
/** A rule in its place: the first a customer meets says which scenario they follow. */
export const AssignmentRule = Type.Object({
  id: Id,
  position: Type.Integer(),
  ...ruleFields,
  scenario: Type.String(),
  /** The criteria as a sentence. */
  words: Type.String(),
  /** Customers that follow their scenario because of it, as last applied. */
  customers: Count,
  author: Type.String(),
  changedAt: InstantText,
});
export type AssignmentRule = Static<typeof AssignmentRule>;
const AssignmentRules = Type.Object({
  rules: Type.Array(AssignmentRule),
  /** Names this list as it is; give it back when saving. */
  revision: Type.String(),
});

const VersionText = Type.String({ pattern: '^(draft|[1-9]\\d{0,5})$' });

/** A scenario of the library, before anybody made it theirs. */
export const LibraryScenario = Type.Object({
  key: OneOf(libraryKeys),
  name: Type.String(),
  description: Type.String(),
  catchUp: OneOf(catchUps),
  minDaysBetween: Nullable(Type.Integer()),
  floorAmount: Nullable(AmountText),
  /** Scenarios made from it already, by name. */
  made: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  steps: Type.Array(
    Type.Object({
      name: Type.String(),
      level: Type.Integer(),
      reference: OneOf(stepReferences),
      offsetDays: Type.Integer(),
      channel: OneOf(stepChannels),
      automation: OneOf(stepAutomations),
      grave: Type.Boolean(),
    }),
  ),
});
export type LibraryScenario = Static<typeof LibraryScenario>;

/** What one step of a scenario of the library says, in both languages. */
const LibraryTexts = Type.Object({
  channel: OneOf(stepChannels),
  reference: OneOf(stepReferences),
  offsetDays: Type.Integer(),
  nameFr: Type.String(),
  nameEn: Type.String(),
  subjectFr: Nullable(Type.String()),
  subjectEn: Nullable(Type.String()),
  bodyFr: Nullable(Type.String()),
  bodyEn: Nullable(Type.String()),
  scriptFr: Nullable(Type.String()),
  scriptEn: Nullable(Type.String()),
});
export type LibraryTexts = Static<typeof LibraryTexts>;

const Reach = Type.Object({ messages: Count, toConfirm: Count, tasks: Count, customers: Count });

const Foreseen = Type.Object({
  /** Leave by themselves. */
  messages: Count,
  toConfirm: Count,
  /** Calls and tasks. */
  tasks: Count,
  customers: Count,
  amounts: Type.Array(AmountIn),
});
const ForeseenAction = Nullable(
  Type.Object({
    date: DayText,
    step: Type.String(),
    channel: OneOf(stepChannels),
    automation: OneOf(stepAutomations),
    items: Count,
    amount: AmountText,
  }),
);
/** What would change if a version were in force: over all its customers, step by step, and customer by customer. */
export const Simulation = Type.Object({
  from: DayText,
  days: Type.Integer(),
  /** With the version in force, and with this one. */
  current: Foreseen,
  proposed: Foreseen,
  perStep: Type.Array(
    Type.Object({ stepId: Id, step: Type.String(), channel: OneOf(stepChannels), current: Count, proposed: Count }),
  ),
  /** Actions that stay as they are, change (day, channel, automation, amount), are added or fall away. */
  same: Count,
  changed: Count,
  added: Count,
  removed: Count,
  /** The differences, earliest first. */
  rows: Type.Array(
    Type.Object({
      customerId: Id,
      customerCode: Type.String(),
      customer: Type.String(),
      currency: CurrencyCode,
      before: ForeseenAction,
      after: ForeseenAction,
    }),
  ),
  total: Count,
});
export type Simulation = Static<typeof Simulation>;

export const scenarioRoutes = routes({
  'GET /scenarios': {
    summary: 'The scenarios with their steps and how many customers follow each',
    tag: 'Dunning',
    permission: 'read',
    ok: Type.Object({ scenarios: Type.Array(Scenario) }),
  },
  'GET /scenarios/{id}': {
    summary: 'One scenario with its steps and texts; an earlier version on demand',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) }),
    ok: Scenario,
  },
  'GET /scenarios/{id}/versions': {
    summary: 'The versions of a scenario, newest first, its draft before them as version 0',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    ok: Type.Object({
      versions: Type.Array(
        Type.Object({
          version: Type.Integer(),
          state: OneOf(versionStates),
          publishedAt: Nullable(InstantText),
          changedAt: InstantText,
          author: Type.String(),
          note: Type.String(),
          basedOn: Nullable(Type.Integer()),
          steps: Count,
        }),
      ),
    }),
  },
  'POST /scenarios': {
    summary: 'Create a scenario with its first version',
    tag: 'Dunning',
    permission: 'manage',
    status: 201,
    body: ScenarioBody,
    ok: Scenario,
  },
  'PUT /scenarios/{id}': {
    summary: 'Publish a new version; refused when `version` is no longer the current one',
    tag: 'Dunning',
    permission: 'manage',
    params: ById,
    body: Type.Object({
      version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
      note: Type.Optional(Note),
      ...draftBody,
    }),
    ok: Scenario,
  },
  'POST /scenarios/{id}/simulate': {
    summary: 'What a draft, or an earlier version, would change in the coming days on today’s data; writes nothing',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    body: Type.Object({
      /** A version’s number; the draft when left out. */
      version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      days: Type.Optional(Type.Integer({ minimum: 1, maximum: 60, default: 30 })),
      offset: WindowQuery.offset,
      limit: WindowQuery.limit,
    }),
    ok: Simulation,
  },
  'GET /scenarios/{id}/reach': {
    summary: 'Whom it reaches: customers who follow it, what is made today and within seven days if nothing changes',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    ok: Type.Object({
      customers: Count,
      openItems: Count,
      today: Reach,
      nextSevenDays: Reach,
      amounts: Type.Array(AmountIn),
      perStep: Type.Array(Type.Object({ stepId: Id, today: Count, nextSevenDays: Count })),
    }),
  },
  'POST /scenarios/{id}/preview': {
    summary: 'One step’s text on a real customer, as it would read today',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    body: Type.Object({
      customerId: Type.Optional(Id),
      language: Type.Optional(LanguageCode),
      subject: Text,
      body: Text,
      grave: Type.Optional(Type.Boolean()),
    }),
    ok: Type.Object({
      customerId: Id,
      customer: Type.String(),
      subject: Type.String(),
      text: Type.String(),
      html: Type.String(),
      /** Fields the template names and the data does not have. */
      unknownFields: Type.Array(Type.String()),
    }),
  },
  'GET /customers/{id}/scenario': {
    summary: 'The scenario a customer follows, and why: by hand, by which rule, or as the default',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    ok: CustomerScenario,
  },
  'POST /customers/{id}/scenario': {
    summary: 'Choose a customer’s scenario by hand (locked against rules); null returns it to the rules, at once',
    tag: 'Dunning',
    permission: 'work',
    params: ById,
    body: Type.Object({ scenarioId: Nullable(Id) }),
    ok: CustomerScenario,
  },
});

/** What becomes of scenarios: drafts, versions, copies, the library. */
export const scenarioDraftRoutes = routes({
  'GET /scenarios/{id}/draft': {
    summary: 'The draft of a scenario with what keeps it from being published; null when there is none',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    ok: Type.Object({ draft: Nullable(ScenarioDraft) }),
  },
  'PUT /scenarios/{id}/draft': {
    summary: 'Save the draft, finished or not; refused when it was saved by somebody else since `changedAt`',
    tag: 'Dunning',
    permission: 'manage',
    params: ById,
    body: Type.Object({
      /** Of the draft this was made from; null or left out when there was none. */
      changedAt: Type.Optional(Nullable(InstantText)),
      note: Type.Optional(Note),
      ...draftBody,
    }),
    ok: ScenarioDraft,
  },
  'DELETE /scenarios/{id}/draft': {
    summary: 'Throw the draft away',
    tag: 'Dunning',
    permission: 'manage',
    params: ById,
    status: 204,
    ok: Type.Null(),
  },
  'POST /scenarios/{id}/draft/publish': {
    summary:
      'Put the draft in force as the next version; refused on any problem, and when a version was published since it was begun',
    tag: 'Dunning',
    permission: 'manage',
    params: ById,
    body: Type.Object({
      note: Type.Optional(Note),
      /** Of the draft as it was read; refused when it was saved since. */
      changedAt: Type.Optional(InstantText),
      /** Publish although a newer version than the draft's own base is in force: the draft replaces it whole. */
      overNewer: Type.Optional(Type.Boolean()),
    }),
    ok: Scenario,
  },
  'POST /scenarios/{id}/roll-back': {
    summary: 'Put an earlier version in force again, as a new version with the same steps',
    tag: 'Dunning',
    permission: 'manage',
    params: ById,
    body: Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1_000_000 }), note: Type.Optional(Note) }),
    ok: Scenario,
  },
  'GET /scenarios/{id}/diff': {
    summary: 'What differs between two versions, or a version and the draft: step by step, and in words',
    tag: 'Dunning',
    permission: 'read',
    params: ById,
    query: Type.Object({ from: VersionText, to: VersionText }),
    ok: ScenarioDifference,
  },
  'POST /scenarios/{id}/duplicate': {
    summary: 'Make another scenario with the same steps',
    tag: 'Dunning',
    permission: 'manage',
    params: ById,
    status: 201,
    body: Type.Object({ name: Name }),
    ok: Scenario,
  },
  'POST /scenarios/{id}/archive': {
    summary:
      'Put a scenario away; refused for the default one, and while customers or rules follow it unless `moveTo` takes them over',
    tag: 'Dunning',
    permission: 'manage',
    params: ById,
    body: Type.Object({ moveTo: Type.Optional(Id) }),
    ok: Type.Object({ movedCustomers: Count, movedRules: Count }),
  },
  'POST /scenarios/{id}/default': {
    summary: 'Make it the scenario of every customer that no rule and nobody gave another',
    tag: 'Dunning',
    permission: 'manage',
    params: ById,
    ok: Scenario,
  },
  'GET /scenario-library': {
    summary: 'The scenarios shipped with the product, in one language',
    tag: 'Dunning',
    permission: 'read',
    query: Type.Object({ language: Type.Optional(LanguageCode) }),
    ok: Type.Object({ scenarios: Type.Array(LibraryScenario) }),
  },
  'GET /scenario-library/{key}/texts': {
    summary: 'Everything a scenario of the library says, step by step, in French and in English',
    tag: 'Dunning',
    permission: 'read',
    params: Type.Object({ key: OneOf(libraryKeys) }),
    ok: Type.Object({ steps: Type.Array(LibraryTexts) }),
  },
  'POST /scenario-library/{key}': {
    summary: 'Make a scenario from the library; its texts come in French and in English',
    tag: 'Dunning',
    permission: 'manage',
    params: Type.Object({ key: OneOf(libraryKeys) }),
    status: 201,
    body: Type.Object({ name: Type.Optional(Name) }),
    ok: Scenario,
  },
});

/** Who follows which scenario: ordered rules, the first that fits. */
export const assignmentRoutes = routes({
  'GET /assignment-rules': {
    summary: 'The rules that say which scenario a customer follows, first one first',
    tag: 'Dunning',
    permission: 'read',
    ok: AssignmentRules,
  },
  'PUT /assignment-rules': {
    summary:
      'Save the whole list of rules in its order; customers change scenario when the rules are applied, at the latest by the daily run',
    tag: 'Dunning',
    permission: 'manage',
    body: Type.Object({
      /** Of the list as it was read; refused when somebody saved another since. */
      revision: Type.Optional(Type.String({ maxLength: 100 })),
      rules: newRules,
    }),
    ok: AssignmentRules,
  },
  'POST /assignment-rules/preview': {
    summary: 'What a list of rules, saved or not, would do: whom each takes, who would change scenario',
    tag: 'Dunning',
    permission: 'manage',
    body: Type.Object({ rules: newRules }),
    ok: Type.Object({
      /** As given: how many customers each rule takes, rules before it having had theirs. */
      rules: Type.Array(Type.Object({ name: Type.String(), customers: Count, words: Type.String() })),
      /** Chosen by hand: no rule touches them. */
      locked: Count,
      /** Met by no rule: they follow the default scenario. */
      unmatched: Count,
      changing: Count,
      moves: Type.Array(Type.Object({ fromId: Id, from: Type.String(), toId: Id, to: Type.String(), customers: Count })),
      /** Twenty of those who would change, who owe most first. */
      sample: Type.Array(
        Type.Object({
          customerId: Id,
          customerCode: Type.String(),
          customer: Type.String(),
          from: Type.String(),
          to: Type.String(),
          rule: Nullable(Type.String()),
        }),
      ),
    }),
  },
  'POST /assignment-rules/apply': {
    summary: 'Apply the saved rules to every customer now',
    tag: 'Dunning',
    permission: 'manage',
    ok: Type.Object({ changed: Count }),
  },
});
