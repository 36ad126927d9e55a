import type { LibraryKey, NewStep, ScenarioDraft } from './scenario.ts';

/** A step of the library without its words, which stand in the texts under its key. */
type StepShape = Partial<NewStep> & Pick<NewStep, 'level' | 'offsetDays' | 'channel'> & { readonly key: string };
type LibraryShape = Pick<ScenarioDraft, 'catchUp' | 'minDaysBetween' | 'floorMinor'> & { readonly steps: readonly StepShape[] };

// Accounts payable stands last: an account without a contact of the roles before it is written to all the same.
const management = ['cfo', 'escalation', 'accounts-payable'] as const;
const deciders = ['approver', 'accounts-payable'] as const;

/**
 * When each step of each scenario comes, on which channel, from whom and with what. Days are after the due date unless the step says otherwise.
 * All of them wait for a yes. A registered letter is paper: the electronic one needs a provider, and a private person's consent.
 */
export const libraryShapes: Readonly<Record<LibraryKey, LibraryShape>> = {
  standard: {
    catchUp: 'start-at-first',
    minDaysBetween: null,
    floorMinor: null,
    steps: [
      { key: 'courtesy', level: 0, offsetDays: -5, channel: 'e-mail' },
      { key: 'first', level: 1, offsetDays: 3, channel: 'e-mail', attachments: ['invoices'] },
      { key: 'second', level: 2, offsetDays: 10, channel: 'e-mail', attachments: ['invoices'] },
      { key: 'call', level: 2, offsetDays: 20, channel: 'call' },
      { key: 'notice', level: 3, offsetDays: 30, channel: 'e-mail', grave: true, attachments: ['invoices'], showInterest: true },
      // Ready, and off: not every business customer wants a message for each payment.
      { key: 'thanks', level: 0, offsetDays: 1, channel: 'e-mail', reference: 'payment-date', enabled: false },
    ],
  },
  'key-account': {
    catchUp: 'start-at-first',
    minDaysBetween: 6,
    floorMinor: null,
    steps: [
      { key: 'courtesy', level: 0, offsetDays: -10, channel: 'e-mail', copyPeople: ['account-manager'] },
      { key: 'courtesyCall', level: 1, offsetDays: 2, channel: 'call' },
      {
        key: 'first',
        level: 1,
        offsetDays: 8,
        channel: 'e-mail',
        copyPeople: ['account-manager'],
        attachments: ['invoices', 'statement'],
      },
      {
        key: 'second',
        level: 2,
        offsetDays: 18,
        channel: 'e-mail',
        recipientRoles: deciders,
        copyPeople: ['account-manager'],
        attachments: ['invoices', 'statement'],
      },
      { key: 'managerCall', level: 2, offsetDays: 25, channel: 'call', recipientRoles: ['cfo', 'buyer', 'accounts-payable'] },
      { key: 'internal', level: 2, offsetDays: 32, channel: 'internal', copyPeople: ['account-manager', 'collector'] },
      {
        key: 'last',
        level: 3,
        offsetDays: 40,
        channel: 'e-mail',
        recipientRoles: management,
        copyPeople: ['collector', 'account-manager'],
        attachments: ['invoices', 'statement'],
      },
      {
        key: 'notice',
        level: 4,
        // The last reminder gives eight days.
        offsetDays: 15,
        reference: 'previous-step',
        channel: 'registered-letter',
        grave: true,
        recipientRoles: ['legal', 'cfo', 'accounts-payable'],
        attachments: ['statement'],
        showInterest: true,
      },
      { key: 'promise', level: 0, offsetDays: -2, channel: 'e-mail', reference: 'promise-date', copyPeople: ['account-manager'] },
      { key: 'thanks', level: 0, offsetDays: 1, channel: 'e-mail', reference: 'payment-date', copyPeople: ['account-manager'] },
    ],
  },
  'risky-payer': {
    catchUp: 'jump-to-age',
    minDaysBetween: 3,
    floorMinor: null,
    steps: [
      { key: 'courtesy', level: 0, offsetDays: -3, channel: 'e-mail' },
      { key: 'first', level: 1, offsetDays: 1, channel: 'e-mail', attachments: ['invoices', 'payment-code'] },
      { key: 'text', level: 1, offsetDays: 4, channel: 'sms' },
      { key: 'call', level: 1, offsetDays: 7, channel: 'call' },
      {
        key: 'last',
        level: 2,
        offsetDays: 12,
        channel: 'e-mail',
        recipientRoles: management,
        attachments: ['invoices', 'statement'],
      },
      {
        key: 'notice',
        level: 3,
        // The last reminder gives five days.
        offsetDays: 6,
        reference: 'previous-step',
        channel: 'registered-letter',
        grave: true,
        attachments: ['statement', 'interest-note'],
        showInterest: true,
      },
      { key: 'handOver', level: 4, offsetDays: 32, channel: 'hand-over', grave: true },
      { key: 'broken', level: 0, offsetDays: 1, channel: 'e-mail', reference: 'promise-date' },
    ],
  },
  'public-sector': {
    catchUp: 'start-at-first',
    minDaysBetween: 10,
    floorMinor: null,
    steps: [
      { key: 'courtesy', level: 0, offsetDays: -7, channel: 'e-mail' },
      { key: 'first', level: 1, offsetDays: 5, channel: 'e-mail', attachments: ['invoices'] },
      { key: 'call', level: 1, offsetDays: 15, channel: 'call' },
      {
        key: 'second',
        level: 2,
        offsetDays: 25,
        channel: 'e-mail',
        recipientRoles: deciders,
        attachments: ['invoices', 'statement'],
      },
      { key: 'letter', level: 2, offsetDays: 45, channel: 'letter', attachments: ['statement'] },
      {
        key: 'notice',
        level: 3,
        offsetDays: 75,
        channel: 'registered-letter',
        grave: true,
        attachments: ['statement', 'interest-note'],
        showInterest: true,
      },
    ],
  },
  consumer: {
    catchUp: 'start-at-first',
    minDaysBetween: 7,
    floorMinor: null,
    steps: [
      { key: 'courtesy', level: 0, offsetDays: -5, channel: 'e-mail' },
      { key: 'first', level: 1, offsetDays: 5, channel: 'e-mail', attachments: ['invoices'] },
      { key: 'text', level: 1, offsetDays: 12, channel: 'sms' },
      { key: 'call', level: 1, offsetDays: 20, channel: 'call' },
      { key: 'second', level: 2, offsetDays: 28, channel: 'e-mail', attachments: ['invoices'] },
      { key: 'last', level: 2, offsetDays: 40, channel: 'letter', attachments: ['invoices'] },
      {
        key: 'notice',
        level: 3,
        // The letter before it gives fifteen days.
        offsetDays: 20,
        reference: 'previous-step',
        channel: 'registered-letter',
        grave: true,
        attachments: ['statement'],
      },
      { key: 'promise', level: 0, offsetDays: -2, channel: 'e-mail', reference: 'promise-date' },
      { key: 'thanks', level: 0, offsetDays: 1, channel: 'e-mail', reference: 'payment-date' },
    ],
  },
  'small-amounts': {
    // Whatever is due goes into the next message, once.
    catchUp: 'latest-only',
    minDaysBetween: 20,
    floorMinor: 10_00n,
    steps: [
      { key: 'first', level: 1, offsetDays: 15, channel: 'e-mail', attachments: ['payment-code'] },
      { key: 'second', level: 1, offsetDays: 45, channel: 'e-mail', attachments: ['payment-code'] },
      {
        key: 'last',
        level: 2,
        offsetDays: 90,
        channel: 'e-mail',
        attachments: ['invoices', 'payment-code'],
        repeatEveryDays: 45,
        repeatTimes: 4,
      },
    ],
  },
  'direct-debit-reject': {
    catchUp: 'start-at-first',
    minDaysBetween: 2,
    floorMinor: null,
    steps: [
      { key: 'first', level: 1, offsetDays: 1, channel: 'e-mail', attachments: ['invoices', 'payment-code'] },
      { key: 'text', level: 1, offsetDays: 3, channel: 'sms' },
      { key: 'call', level: 1, offsetDays: 5, channel: 'call' },
      { key: 'second', level: 2, offsetDays: 10, channel: 'e-mail', attachments: ['invoices', 'statement'] },
      {
        key: 'notice',
        level: 3,
        // The reminder before it gives eight days.
        offsetDays: 10,
        reference: 'previous-step',
        channel: 'registered-letter',
        grave: true,
        attachments: ['statement'],
        showInterest: true,
      },
      { key: 'thanks', level: 0, offsetDays: 1, channel: 'e-mail', reference: 'payment-date' },
    ],
  },
  'hand-managed': { catchUp: 'start-at-first', minDaysBetween: null, floorMinor: null, steps: [] },
};
