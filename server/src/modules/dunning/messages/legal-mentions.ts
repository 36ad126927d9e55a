import { textsIn } from '@quitus/texts';
import { creditorLines } from '../../identity/index.ts';
import { identityOf } from './creditor.ts';
import type { MessageFormat } from './message-format.ts';
import type { Claim, Parties } from './reminder-fields.ts';
import { clean } from './template.ts';

// Below it a message only reminds; what the law adds is said from the second reminder on.
const firmLevel = 2;

/** Who sends a message, in law. */
export function senderLines({ entity }: Pick<Parties, 'entity'>, format: MessageFormat): string[] {
  return creditorLines(identityOf(entity), format.words).map(clean);
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
