import { textsIn } from '@quitus/texts';
import { frenchCreditor } from './french-creditor.ts';
import { mailWords, type MessageFormat } from './message-format.ts';
import { addressLines } from './creditor.ts';
import type { Claim, Parties } from './reminder-fields.ts';
import { clean } from './template.ts';

// Below it a message only reminds; what the law adds is said from the second reminder on.
const firmLevel = 2;

/** Who sends a message, in law: in France form, capital, register, VAT number and office (C. com. R123-237, R123-238), elsewhere name, address and numbers. */
export function senderLines({ entity }: Pick<Parties, 'entity'>, format: MessageFormat): string[] {
  if (entity.country === 'FR') return frenchCreditor(entity, format).lines;
  const words = mailWords(format);
  const numbers = [
    entity.legalId && `${words.legalId} ${entity.legalId}`,
    entity.vatNumber && `${words.vat} ${entity.vatNumber}`,
  ].filter((one): one is string => Boolean(one));
  const lines = [
    [entity.legalName ?? entity.name, ...addressLines(entity)].join(' · '),
    ...(numbers.length > 0 ? [numbers.join(' · ')] : []),
  ];
  return lines.map((line) => clean(line));
}

/**
 * What the law of the creditor's country wants a firm message to a debtor of this kind to say (C. com. L441-10 and D441-5, CCP L2192-13): nothing to a
 * consumer, nothing where the body says it already, nothing abroad, whose wording we do not have.
 */
export function legalMentions(parties: Parties, claim: Claim, said: string, format: MessageFormat): string[] {
  const words = textsIn(format.words).templates.mail.mentions;
  const isFirm = claim.grave || (claim.level ?? 0) >= firmLevel;
  if (parties.entity.country !== 'FR' || !isFirm || !claim.items.some((item) => item.daysLate > 0)) return [];
  if (parties.customer.kind === 'business') return said.includes('L441-10') ? [] : [words.business];
  if (parties.customer.kind === 'public') return said.includes('L2192-13') ? [] : [words.public];
  return [];
}
