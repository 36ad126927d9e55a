import { type Language, textsIn } from '@quitus/texts';
import { type Day, daysBetween } from '../../../kernel/days.ts';
import { sql } from '../../../platform/database/index.ts';
import {
  addContact,
  addManyContacts,
  changeContact,
  changeGroup,
  changeTerms,
  contactsOf,
  createGroup,
  createTerms,
  customerById,
  daysAboveCeiling,
  describeTerms,
  dueDate,
  listGroups,
  listTerms,
  type NamedTerms,
  removeContact,
  removeGroup,
} from '../../customers/index.ts';
import { listEntities } from '../../identity/index.ts';
import { type ChangedDueDates, inferDueDates } from '../infer-due-dates.ts';
import type { LedgerHandlers } from './wire.ts';

type Keys =
  | 'GET /customers/{id}/contacts'
  | 'POST /customers/{id}/contacts'
  | 'PATCH /contacts/{id}'
  | 'DELETE /contacts/{id}'
  | 'POST /contacts/bulk'
  | 'GET /customer-groups'
  | 'POST /customer-groups'
  | 'PATCH /customer-groups/{id}'
  | 'DELETE /customer-groups/{id}'
  | 'GET /payment-terms'
  | 'POST /payment-terms'
  | 'PATCH /payment-terms/{id}';

export const contactHandlers: LedgerHandlers<Keys> = {
  'GET /customers/{id}/contacts': async ({ params, context: { db } }) => {
    await customerById(db, params.id);
    return { contacts: await contactsOf(db, params.id) };
  },
  'POST /customers/{id}/contacts': ({ params, body, context: { db, actor } }) =>
    db.transaction((tx) => addContact(tx, params.id, body, actor)),
  'PATCH /contacts/{id}': ({ params, body, context: { db, actor } }) =>
    db.transaction((tx) => changeContact(tx, params.id, body, actor)),
  'DELETE /contacts/{id}': ({ params, context: { db, actor } }) => db.transaction((tx) => removeContact(tx, params.id, actor)),
  'POST /contacts/bulk': async ({ body, context: { db, actor, language } }) => {
    const words = textsIn(language).ledger.contactLines;
    const { rejected, ...counts } = await db.transaction((tx) => addManyContacts(tx, body.lines, actor));
    return { ...counts, rejected: rejected.map((line) => ({ ...line, message: words[line.code] })) };
  },

  'GET /customer-groups': async ({ context: { db } }) => ({ groups: await listGroups(db) }),
  'POST /customer-groups': ({ body, context: { db, actor } }) => db.transaction((tx) => createGroup(tx, body.name, actor)),
  'PATCH /customer-groups/{id}': ({ params, body, context: { db, actor } }) =>
    db.transaction((tx) => changeGroup(tx, params.id, body, actor)),
  'DELETE /customer-groups/{id}': ({ params, context: { db, actor } }) =>
    db.transaction((tx) => removeGroup(tx, params.id, actor)),

  'GET /payment-terms': async ({ context: { db, language, today } }) => ({
    terms: (await listTerms(db)).map((terms) => termsView(terms, language, today())),
  }),
  'POST /payment-terms': async ({ body, context: { db, actor, language, today } }) =>
    termsView(await db.transaction((tx) => createTerms(tx, body, actor)), language, today()),
  'PATCH /payment-terms/{id}': ({ params, body, context: { db, actor, language, today } }) =>
    db.transaction(async (tx) => {
      const terms = await changeTerms(tx, params.id, body, actor);
      const changes: ChangedDueDates[] = [];
      // Entities are few, and each has its own lock and totals.
      for (const entity of await listEntities(tx)) {
        const usesThem = sql`
          select customer.id from customers.customer
          where customer.entity_id = ${entity.id} and coalesce(customer.terms_id, ${entity.defaultTermsId}) = ${params.id}
        `;
        changes.push(await inferDueDates(tx, entity.id, usesThem));
      }
      return {
        terms: termsView(terms, language, today()),
        changed: {
          moved: changes.reduce((sum, one) => sum + one.moved, 0),
          confirmed: changes.reduce((sum, one) => sum + one.confirmed, 0),
          examples: changes.flatMap((one) => one.examples).slice(0, 5),
        },
      };
    }),
};

/** Terms with their rule in words and, worked on three days of this month, what they give. */
function termsView(terms: NamedTerms, language: Language, today: Day) {
  const month = today.slice(0, 8);
  return {
    ...terms,
    words: describeTerms(terms, language),
    examples: [`${month}01`, `${month}15`, `${month}28`].map((issueOn) => {
      const dueOn = dueDate(issueOn, terms);
      return { issueOn, dueOn, days: daysBetween(issueOn, dueOn), aboveCeiling: daysAboveCeiling(issueOn, dueOn, terms) > 0 };
    }),
  };
}
