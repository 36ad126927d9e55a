import { foldText } from './clean-text.ts';
import type { BouncedRecipient } from './delivery-report.ts';

export type BounceReason =
  | 'unknown-address'
  | 'unknown-domain'
  | 'disabled'
  | 'mailbox-full'
  | 'too-large'
  | 'refused'
  | 'network'
  | 'other';

const byWords: readonly [BounceReason, RegExp][] = [
  [
    'mailbox-full',
    /mailbox (?:is )?(?:full|size)|over ?quota|quota (?:exceeded|depasse)|exceed\S{0,4} (?:the |its )?(?:storage|quota|mailbox)|storage|insufficient|boite (?:aux lettres )?(?:est )?pleine|mail ?box full|is full/,
  ],
  [
    'refused',
    /spam|blacklist|block|banned|reputation|policy|dmarc|spf|dkim|denied|not authorized|listed (?:in|at|by)|rejet(?:e|ed)? (?:pour|par)|content|virus|relay|ofr_?\d|lpn\d|too many connections/,
  ],
  [
    'unknown-domain',
    /(?:domain|host)(?: name)? (?:not found|unknown|does not exist)|no (?:such )?(?:domain|mx)|domain name not found|name service error|unrouteable/,
  ],
  [
    'disabled',
    /(?:account|mailbox|user|address|recipient) (?:\S{1,20} )?(?:is |has been |was )?(?:disabled|inactive|suspended|closed|deactivated|expired)|no longer (?:in use|available|active|exists)|desactive/,
  ],
  [
    'unknown-address',
    /user unknown|unknown (?:user|recipient|mailbox|address)|no such (?:user|mailbox|recipient|address|person)|(?:does not|doesn't|n'existe) (?:exist|pas)|not (?:found|listed|exist)|invalid (?:recipient|mailbox|address)|recipnotfound|adresse (?:inconnue|invalide|d au moins un)|inconnu|address rejected|mailbox unavailable|no mailbox/,
  ],
  ['too-large', /too (?:large|big)|size limit|taille maxim/],
  ['network', /timed? ?out|connection (?:refused|lost)|no route|socket error|connect to|retry|could not connect|network/],
];

const byStatus: readonly [BounceReason, RegExp][] = [
  ['unknown-domain', /^\d\.1\.(?:2|10)$|^\d\.4\.[46]$/],
  ['unknown-address', /^\d\.1\.[0136]$/],
  ['disabled', /^\d\.2\.1$/],
  ['mailbox-full', /^\d\.2\.2$|^4\.3\.1$/],
  ['too-large', /^\d\.2\.3$|^\d\.3\.4$/],
  ['refused', /^\d\.7\.\d+$/],
  ['network', /^\d\.4\.\d+$/],
];

/** Why a mail did not arrive: its status where it is exact, else the words of the other side. */
export function bounceReason({ status, diagnostic }: BouncedRecipient): BounceReason {
  const folded = foldText(diagnostic);
  const worded = byWords.find(([, pattern]) => pattern.test(folded))?.[0];
  const coded = byStatus.find(([, pattern]) => status !== null && pattern.test(status))?.[0];
  // Servers refuse spam under 5.1.x, and say so only in words.
  if (worded === 'refused' && coded === 'unknown-address' && !/unknown|not (?:found|exist)|no such|inconnu/.test(folded))
    return 'refused';
  return coded ?? worded ?? 'other';
}

/** Whether an address should not be written to again: it failed for good, and because of the address itself. */
export function isDeadAddress(recipient: BouncedRecipient): boolean {
  const reason = bounceReason(recipient);
  const forGood = recipient.action === 'failed' && recipient.status?.startsWith('4') !== true;
  return forGood && (reason === 'unknown-address' || reason === 'unknown-domain' || reason === 'disabled');
}
