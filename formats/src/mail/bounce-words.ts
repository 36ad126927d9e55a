import { foldText } from './clean-text.ts';
import { statusIn, type BouncedRecipient } from './delivery-report.ts';
import { evidenceIn, headerEvidence, headerOf, type Evidence, type IncomingMail } from './incoming-mail.ts';

// Patterns read folded text and are bounded.

const machine = /^(?:mailer-?daemon|postmaster|mail-?daemon|maildelivery|mailerdaemon|bounces?(?:[+-].*)?)@?|^mdaemon/;
const machineName =
  /mail delivery (?:sub)?system|mailer-daemon|mail administrator|postmaster|systeme de distribution|internet mail delivery/;
const failedSubject =
  /undeliver|non[- ]?deliver|delivery (?:status notification|failure|failed|has failed|report|delayed|notification)|returned mail|mail delivery failed|mail (?:delivery )?failure|failure notice|undelivered|delayed mail|could not be delivered|bounce notification|email delivery failure|warning: (?:could not send|message)|non remis|non[- ]?(?:delivre|distribue)|echec (?:de )?(?:la |l')?(?:remise|livraison|distribution|envoi|delivrance)|message non (?:distribue|delivre|remis)|retour (?:de courrier|a l'expediteur)|unzustellbar|^returned /;
const failedText =
  /(?:could ?n[o']t|cannot|can't|unable to|was not|wasn't|were not|not able to|did not|has not been|couldn't) (?:be |able to )?(?:successfully )?(?:deliver(?:ed)?|reach|sent|send)|delivery (?:to the following|has failed|failed|of the following)|permanent (?:fatal )?error|permanently (?:failed|rejected)|failed permanently|did not reach the following|has been delayed|will be retried|returned to (?:the )?sender|(?:was |been |being )(?:rejected|returned)|mailbox (?:is )?full|user unknown|unknown user|no such (?:user|recipient)|over quota|n'a pas (?:pu etre|ete) (?:remis|delivre|distribue|envoye|achemine|transmis)|n'ont pas pu etre|impossible (?:de (?:remettre|distribuer|delivrer|joindre)|a delivrer)|boite (?:aux lettres )?(?:de reception )?(?:est )?pleine|adresse (?:n'existe pas|inconnue|introuvable|inexistante)|utilisateur inconnu|destinataire inconnu|quota (?:depasse|exceeded)|errors from/;
const delayed =
  /delay(?:ed)?\b|warning (?:message )?only|will be retried|still being retried|temporar|nouvelle tentative|retarde|sera a nouveau|deferred/;
const givenUp =
  /failed permanently|permanent (?:fatal )?error|given up|giving up|retry timeout|too long|undelivered|returned mail|echec definitif|could not be delivered to/;
const originalStarts =
  /^\W{0,12}(?:original message|message d'origine|the header of the original|below this line is a copy|this is a copy of the message|original message headers|en-tetes? (?:du|de) message|unsent message|included is a copy|the original message|returned message)/m;

/** A bounce told by its words, as Exchange, Gmail, qmail, GMX and French providers write them without a standard report; null when it is none. */
export function wordedBounce(mail: IncomingMail): { recipients: BouncedRecipient[]; evidence: Evidence[] } | null {
  const subject = foldText(mail.subject);
  const folded = foldText(mail.text.slice(0, 20_000));
  const failedTo = headerOf(mail.headers, 'x-failed-recipients');
  const inSubject = failedSubject.exec(subject);
  const inText = failedText.exec(folded);
  const fromMachine = isMachine(mail);
  // One who has an address to answer from and says so himself is a person telling of a bounce.
  const isBounce =
    failedTo !== '' ||
    (fromMachine && (inSubject ?? inText) !== null) ||
    (inSubject !== null && inText !== null && mail.returnPath === '');
  if (!isBounce) return null;
  const evidence: Evidence[] = [];
  if (failedTo !== '') evidence.push(headerEvidence('x-failed-recipients', failedTo));
  if (fromMachine && mail.from) evidence.push(headerEvidence('from', headerOf(mail.headers, 'from')));
  if (inSubject) evidence.push(evidenceIn('subject', mail.subject, inSubject.index, inSubject[0].length));
  if (inText) evidence.push(evidenceIn('text', mail.text, inText.index, inText[0].length));
  return { recipients: recipientsIn(mail, folded, failedTo, subject), evidence };
}

/** Whether a mail comes from what delivers mail, not from a person. */
export function isMachine(mail: IncomingMail): boolean {
  const { name, address } = mail.from ?? { name: '', address: '' };
  return (
    machine.test(address.split('@')[0] ?? '') || machineName.test(foldText(name)) || (address === '' && mail.returnPath === '')
  );
}

function recipientsIn(mail: IncomingMail, folded: string, failedTo: string, subject: string): BouncedRecipient[] {
  const copy = originalStarts.exec(folded);
  const told = mail.text.slice(0, copy?.index ?? 6_000);
  const own = new Set([...mail.to, ...mail.cc].map(({ address }) => address));
  const inHeader = addressesIn(failedTo || (/^final-recipient:\s{0,4}rfc822;([^\n]{3,200})/imu.exec(told)?.[1] ?? ''));
  const others = addressesIn(told).filter((address) => !/^(?:postmaster|mailer-daemon|abuse|support|helpdesk)@/u.test(address));
  // Our own address stands in many reports; where it is the only one, it is what failed.
  const inText = [...others.filter((address) => !own.has(address)), ...others];
  const status = statusIn('', told) ?? smtpStatus(told);
  const action =
    delayed.test(`${subject}\n${foldText(told)}`) &&
    !givenUp.test(`${subject}\n${foldText(told)}`) &&
    status?.startsWith('5') !== true
      ? 'delayed'
      : 'failed';
  const diagnostic = told
    .split('\n')
    .filter((line) =>
      /\b[45]\d\d\b|#?[45]\.\d{1,2}\.\d{1,3}|full|unknown|quota|not (?:exist|found)|inconnu|pleine|rejet|refus/iu.test(line),
    )
    .map((line) => line.trim())
    .join(' ')
    .slice(0, 1_000);
  const addresses = inHeader.length > 0 ? inHeader : inText.slice(0, 1);
  return (addresses.length > 0 ? addresses : ['']).map((address) => ({ address, action, status, diagnostic }));
}

function addressesIn(text: string): string[] {
  const found = [...text.matchAll(/[^\s<>;,"'():[\]@]{1,64}@[^\s<>;,"'():[\]@]{1,190}/gu)]
    .slice(0, 100)
    .map((match) => match[0].toLowerCase().replace(/[.]+$/u, ''));
  return [...new Set(found)].filter((address) => address.includes('.', address.indexOf('@')));
}

/** `550 unknown user` without an enhanced status still says whether it is for good. */
function smtpStatus(text: string): string | null {
  const code = /(?:^|[\s:'"(])([45]\d\d)[\s-]/u.exec(text)?.[1];
  return code === undefined ? null : `${code.charAt(0)}.0.0`;
}
