import { type Language, textsIn } from '@quitus/texts';
import { type NewEvent, recordEvent } from '../../../platform/events.ts';
import { sql } from '../../../platform/database/index.ts';
import type { Person } from './person.ts';
import type { AccountMail, Visit } from './visit.ts';

/** What a person is told by e-mail without having asked: so that they notice what was not them. */
export type Notice = 'locked' | 'passkeyAdded' | 'passwordChanged' | 'secondStepOff';

/** Tells a person what happened to their account, after the answer has left. */
export function tellPerson(visit: Visit, person: Person, tenantId: number, notice: Notice): void {
  const texts = textsIn(person.language).accountMails;
  const at = new Intl.DateTimeFormat(person.language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  }).format(visit.now.epochMilliseconds);
  const { subject, text } = texts.notices[notice];
  const body = letter(person.language, person.name, [
    text(at, visit.address),
    texts.notYou(`${visit.neighbours.baseUrl}/sign-in`),
  ]);
  sendLater(visit, { to: addressOf(person), tenantId, subject, text: body, textWithoutLink: body });
}

/** A mail around a secret link; the local mailbox keeps it without. */
export function mailWithLink(
  to: { readonly name: string; readonly email: string; readonly language: Language },
  tenantId: number,
  words: { readonly subject: string; readonly before: string; readonly after: string },
  link: string,
): AccountMail {
  const written = (line: string): string => letter(to.language, to.name, [words.before, line, words.after]);
  return {
    to: { name: to.name, address: to.email },
    tenantId,
    subject: words.subject,
    text: written(link),
    textWithoutLink: written(textsIn(to.language).accountMails.linkWithheld),
  };
}

/** Sends a mail after the answer has left. */
export function sendLater(visit: Visit, mail: AccountMail): void {
  visit.neighbours.later(() => visit.neighbours.mail.send(mail));
}

/** Records what a person did at the door, in a tenant of theirs, after the answer has left: whether it takes time tells nobody that there is an account. */
export function recordLater(visit: Visit, person: Person, tenantId: number | undefined, event: Omit<NewEvent, 'actor'>): void {
  visit.neighbours.later(async () => {
    const tenant = tenantId ?? (await firstTenantOf(visit, person.id));
    if (tenant === undefined) return;
    await visit.database.tenant(tenant).transaction((tx) => recordEvent(tx, { ...event, actor: actorAt(visit, person) }));
  });
}

/** A person as the actor of an event, with where they came from. */
export function actorAt(visit: Visit, person: { readonly id: string; readonly name: string }) {
  return { kind: 'user', id: person.id, name: person.name, origin: { address: visit.address } } as const;
}

/** The tenant that hears of a person's door when none was chosen. */
export async function firstTenantOf(visit: Visit, personId: string): Promise<number | undefined> {
  const rows = await visit.database.system.rows<{ tenantId: number }>(
    sql`select tenant_id as "tenantId" from identity.tenants_of(${personId}) limit 1`,
  );
  return rows[0]?.tenantId;
}

const addressOf = (person: Person) => ({ name: person.name, address: person.email });

function letter(language: Language, name: string, paragraphs: readonly string[]): string {
  const texts = textsIn(language).accountMails;
  return [texts.hello(name), ...paragraphs, texts.signature].join('\n\n');
}
