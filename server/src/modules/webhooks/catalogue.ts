/** What one kind of event carries in `data.details`, each with an example value. What is not named here is not sent. */
type Carried = Readonly<Record<string, unknown>>;

const amount = { amount: '1250.00', currency: 'EUR' };
const promise: Carried = { ...amount, dueOn: '2026-03-31' };
const dispute: Carried = { from: 'open', action: 'wait-internal' };
// The names of what changed, never the values: those of a contact are personal data.
const changed: Carried = { changed: ['situation'] };

/**
 * Every kind of event and what it carries outside: amounts, days, states, counts, codes. Free text, names of people, addresses and file names
 * stay inside: whoever may read them asks the API with the ids. A test holds the list to what the code records.
 */
export const eventKinds: Readonly<Record<string, Carried>> = {
  'actions.confirmed': { confirmed: 12, left: 3 },
  'actions.done': {},
  'actions.moved': { to: '2026-04-02' },
  'actions.recalled': {},
  'actions.reminded-now': { level: 2, channel: 'e-mail', items: 3, despite: false },
  'actions.reworded': { reset: false },
  'actions.skipped': {},
  'audit.erased': {},
  'audit.exported': { format: 'csv' },
  'campaigns.begun': { kind: 'statement' },
  'campaigns.cancelled': { kind: 'statement', stopped: 12 },
  'campaigns.changed': { kind: 'statement' },
  'campaigns.confirmed': { kind: 'statement', messages: 480, leftOut: 12 },
  'channels.changed': { channel: 'letter', from: null, to: 'mysendingbox' },
  'contacts.added': {},
  'contacts.changed': changed,
  'contacts.removed': {},
  'customers.changed': changed,
  'customers.created': { code: 'C0042' },
  'customers.emails-given': { count: 3 },
  'customers.handed-over': { customers: 42 },
  'customers.merged': { code: 'C0043', into: 'C0042' },
  'customers.terms-chosen': changed,
  'delegations.ended': {},
  'delegations.made': { startsOn: '2026-04-01', endsOn: '2026-04-15' },
  'demo.made': {},
  'disputes.accepted': dispute,
  'disputes.closed': { ...dispute, outcome: 'settled' },
  'disputes.edited': changed,
  'disputes.open': dispute,
  'disputes.opened': { type: 'price', ...amount, dueOn: '2026-03-31' },
  'disputes.rejected': dispute,
  'disputes.waiting-customer': dispute,
  'disputes.waiting-internal': dispute,
  'disputes.withdrawn': dispute,
  'documents.added': { name: 'F-2026-0142.pdf', kind: 'invoice' },
  'documents.invoice-queued': { number: 'F-2026-0142' },
  'documents.removed': {
    name: 'F-2026-0142.pdf',
    kind: 'invoice',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  'documents.said-sent': { number: 'F-2026-0142', on: '2026-03-31' },
  'dunning.reminded': { level: 2, channel: 'e-mail' },
  'dunning.run': { date: '2026-03-31', evaluated: 480, messages: 12, toConfirm: 4, tasks: 7, held: null },
  'entities.changed': changed,
  'entities.created': {},
  'exchange-rates.stated': {},
  'groups.changed': {},
  'groups.created': {},
  'groups.removed': {},
  'holds.placed': { reason: 'says-paid', until: '2026-04-07' },
  'holds.qualified': { decision: 'follow', note: 'Checked with the sales person', items: ['F-2025-0871'] },
  'holds.released': { reason: 'says-paid', itemId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d70' },
  'intake.applied': {
    type: 'fec',
    read: 4200,
    created: 310,
    updated: 12,
    rejected: 2,
    settled: 95,
    control: [{ currency: 'EUR', taken: '98250.00' }],
  },
  'intake.journal-confirmed': { code: 'VE', nature: 'sales' },
  'intake.lettering-accepted': { accepted: 8, outdated: 1 },
  'intake.undone': { created: 310, updated: 12 },
  'keys.changed': {},
  'keys.made': {},
  'keys.revoked': {},
  'keys.rotated': { graceHours: 24 },
  'litigation.handed-over': { items: 3 },
  'litigation.taken-back': { items: 3 },
  'members.changed': {},
  'members.invitation-revoked': {},
  'members.invited': { role: 'collector' },
  'members.invited-again': {},
  'members.joined': { role: 'owner' },
  'members.removed': {},
  'letters.corrected': {
    from: 'received',
    fromOn: '2026-04-02',
    state: 'refused',
    on: '2026-04-02',
    reason: 'L’avis porte la mention « refusé ».',
  },
  'letters.printed': {},
  'letters.proof-added': { name: 'avis.pdf', kind: 'receipt', sha256: '9f86d081' },
  'letters.proof-removed': { name: 'avis.pdf', kind: 'receipt', sha256: '9f86d081' },
  'letters.said': { state: 'received', on: '2026-04-02' },
  'letters.tracked': {},
  'messages.posted': {},
  'messages.recalled': {},
  'messages.replied': { labels: ['promise'], messageId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d70' },
  'messages.resolved': { left: true },
  'messages.sender-added': { name: 'Recouvrement' },
  'messages.sender-changed': { name: 'Recouvrement' },
  'messages.sender-removed': { name: 'Recouvrement' },
  'messages.sender-signs': { name: 'Recouvrement', domain: 'sorbier.example', selector: 'quitus' },
  'messages.sender-tested': { name: 'Recouvrement', outcome: 'sent' },
  'messages.sent-again': {},
  'messages.taken-out': {},
  'messages.unposted': { reason: 'La machine à affranchir est en panne.' },
  'messages.written': { items: 3 },
  'passkeys.added': {},
  'passkeys.removed': {},
  'passkeys.renamed': {},
  'password.changed': {},
  'password.reset-asked': {},
  'promises.broken': promise,
  'promises.cancelled': promise,
  'promises.kept': promise,
  'promises.made': promise,
  'promises.partly-kept': promise,
  'promises.restored': promise,
  'promises.superseded': promise,
  'receivables.allocated': {
    creditItemId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d70',
    debitItemId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d71',
    ...amount,
    provisional: false,
    source: 'by-hand',
  },
  'receivables.allocation-reversed': {
    creditItemId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d70',
    debitItemId: '0197d3a0-5e8c-7b52-9d0c-3f1a2b4c5d71',
    ...amount,
  },
  'scenarios.archived': {},
  'replies.answered': { automatic: false, attachments: 1 },
  'replies.assigned': { kind: 'human' },
  'replies.bounced': { hard: true, reason: 'unknown-address' },
  'replies.complained': { feedback: 'abuse' },
  'replies.dismissed': { kind: 'human' },
  'replies.proposal-accepted': { proposal: 'promise', automatic: false },
  'replies.proposal-refused': { proposal: 'dispute', automatic: false },
  'replies.proposal-undone': { proposal: 'promise', automatic: false },
  'replies.restored': { kind: 'human' },
  'replies.treated': { kind: 'human' },
  'replies.unsorted': {},
  'replies.untreated': { kind: 'human' },
  'reply-mailbox.changed': { changed: ['folder'] },
  'scenarios.assigned': {},
  'scenarios.created': {},
  'scenarios.default-changed': {},
  'scenarios.draft-begun': {},
  'scenarios.draft-discarded': {},
  'scenarios.published': { version: 3 },
  'scenarios.rules-applied': { customers: 120 },
  'scenarios.rules-saved': { rules: 4 },
  'second-step.codes-renewed': {},
  'second-step.off': {},
  'second-step.on': {},
  'sessions.failed': { step: 'password' },
  'sessions.opened': { method: 'password', secondStep: true },
  'sessions.revoked': { ended: 2 },
  'settings.changed': { key: 'sending.mode' },
  'specific-actions.changed': { on: ['2026-04-02'], until: null },
  'specific-actions.ended': {},
  'specific-actions.planned': { channel: 'e-mail', on: ['2026-04-02'], until: null },
  'sso.changed': {},
  'sso.linked': {},
  'terms.changed': changed,
  'terms.created': {},
  'webhooks.changed': changed,
  'webhooks.created': {},
  'webhooks.disabled': { reason: 'failing', failures: 412 },
  'webhooks.removed': {},
  'webhooks.replay-asked': { fromNumber: 1200, toNumber: 1350 },
  'webhooks.secret-rolled': {},
  'worklist.says-paid': { items: 2, paidOn: '2026-03-20', means: 'transfer' },
};

/** The kind of the event a person sends to try an endpoint. No endpoint subscribes to it. */
export const testKind = 'webhooks.test';

/** Whether a subscription takes a kind: the kind itself, all of its subject (`promises.*`), or everything (`*`). */
export function takesKind(pattern: string, kind: string): boolean {
  return pattern === '*' || pattern === kind || (pattern.endsWith('.*') && kind.startsWith(pattern.slice(0, -1)));
}

/** What of an event's details leaves: the members its kind names, and of changes only which fields they were. */
export function carriedDetails(kind: string, details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const carried = eventKinds[kind] ?? {};
  return Object.fromEntries(
    Object.keys(carried).flatMap((name) => {
      const value = name === 'changed' ? fieldsOf(details['after'] ?? details['changed']) : details[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function fieldsOf(after: unknown): readonly string[] | undefined {
  if (Array.isArray(after)) return after.filter((one) => typeof one === 'string');
  return typeof after === 'object' && after !== null ? Object.keys(after) : undefined;
}
