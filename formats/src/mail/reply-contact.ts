import type { Mention } from './reply-references.ts';

/** Whom to write to instead, as far as the words say. */
export type NewContact = { readonly name: string | null; readonly email: string | null };

const title = String.raw`(?:M\.|Mr\.?|Mme\.?|Mlle|Mrs\.?|Ms\.?|Monsieur|Madame|Mademoiselle|Dr\.?|Me)`;
const word = String.raw`\p{Lu}[\p{L}'’-]{1,24}`;
const lead = String.raw`(?:contacter|contactez|contact|écrire à|adresser à|joindre|rapprocher de|auprès de|remplacée? par|succède|collègue|replaced by|succeeded by|taken over by|reach out to|write to|speak to|touch with|liaise with|email|colleague|successor|replacement|successeur|comptable|interlocuteur|interlocutrice|to|à|est|is|,)`;
const led = new RegExp(
  String.raw`${lead}[\s,:]{1,3}(?:is |est |désormais |now |maintenant |my colleague |our colleague |ma collègue |mon collègue |notre collègue )?(?:${title} ?)?(${word}(?: ${word}){1,2})`,
  'u',
);
const titled = new RegExp(String.raw`${title} ?(${word}(?: ${word}){0,2})`, 'u');

/** The name and address given near the words that say one wrote to the wrong person. */
export function findContact(text: string, from: number, emails: readonly Mention[]): NewContact | null {
  const near = text.slice(from, from + 600);
  const name = led.exec(near)?.[1] ?? titled.exec(near.slice(20))?.[1] ?? null;
  const email = emails.find((mention) => mention.offset >= from && mention.offset < from + 600) ?? emails[0];
  return name === null && email === undefined ? null : { name, email: email?.value ?? null };
}
