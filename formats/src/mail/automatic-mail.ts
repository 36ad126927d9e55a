import { foldText } from './clean-text.ts';
import { sentencesOf } from './reply-clauses.ts';
import { evidenceIn, headerEvidence, headerOf, type Evidence, type IncomingMail } from './incoming-mail.ts';
import { findDays } from './reply-days.ts';
import { findEmails } from './reply-references.ts';

// Patterns read folded text and are bounded.

/** What says by itself that no person wrote the mail (RFC 3834, and what programs used before it). */
export function automaticHeaders(mail: IncomingMail): Evidence[] {
  const found: Evidence[] = [];
  const see = (name: string, holds: (value: string) => boolean) => {
    const header = mail.headers.find((one) => one.name === name);
    if (header && holds(header.value.toLowerCase())) found.push(headerEvidence(name, header.value));
  };
  see('auto-submitted', (value) => value !== '' && !/^no\b/.test(value));
  for (const name of [
    'x-autoreply',
    'x-auto-reply',
    'x-autorespond',
    'x-autoresponder',
    'x-autoreply-from',
    'x-mail-autoreply',
    'x-vacation',
  ]) {
    see(name, (value) => !/^(?:no|false|0)$/.test(value));
  }
  see('precedence', (value) => /^auto[_-]?reply/.test(value));
  see('preference', (value) => /^auto[_-]?reply/.test(value));
  see('x-ms-exchange-generated-message-source', (value) => /agent|oof/.test(value));
  see('x-ms-exchange-inbox-rules-loop', (value) => value !== '');
  return found;
}

const awaySubject =
  /^(?:\W{0,3}(?:re|tr|fw|aw)\s?:\s?)?(?:\[?auto(?:matic|matique)?[- ]?(?:reply|response|repl\w{0,4}|respons\w{0,3})?\]?\s?:|reponse (?:automatique|d'absence)|message automatique|absence (?:du bureau|de)|absent(?:e)?(?: du bureau)?\b|automatic reply|auto-?reply|auto-?respon\w{1,4}|out of (?:the )?office|ooo\b|vacation|on (?:vacation|leave|holiday)|abwesenheits|away (?:until|from)|je suis absent|en conges?)/;
const awayText =
  /(?:je suis|je serai|nous sommes|suis actuellement|bureau (?:est|sera)|actuellement|nos bureaux (?:sont|seront)|etant)\s{1,3}(?:\S{1,14}\s{1,3}){0,3}?(?:absente?s?|en (?:conges?|vacances|deplacement|arret|formation)|fermee?s?|hors du bureau)\b|absente? du bureau|(?:en|pendant|durant) (?:mon|notre) absence|de retour (?:le|au bureau|a partir|lundi)|(?:out of|away from) (?:the |my )?office|on (?:annual |maternity |parental |sick )?(?:leave|vacation|holiday)\b|(?:currently|am|will be) (?:away|travelling|traveling)|limited access to (?:my )?e?-?mail|(?:in|during) my absence|upon my return|when i return|returning (?:to the office )?on/;
const ticketText =
  /(?:votre|your) (?:demande|message|e-?mail|courriel|mail|request|ticket|enquiry|inquiry)(?:\s{1,3}\S{1,16}){0,5}?\s{1,3}(?:a (?:bien )?ete (?:recue?|prise? en compte|enregistree?|transmise?)|est (?:bien )?(?:enregistree?|prise en compte)|has been (?:received|logged|registered|created|opened|assigned)|was received)|(?:ticket|dossier|case|request|demande|incident)\s{0,2}(?:n°|#|number|numero|id|ref(?:erence)?)\W{0,4}\w{0,6}\d{2,}|accusons (?:bonne )?reception|a ticket has been|un ticket (?:a ete|vient)|nous (?:vous repondrons|reviendrons vers vous|traiterons votre)|we (?:have received your|will (?:respond|get back|reply) (?:to you )?(?:within|as soon))|ceci est un (?:message|accuse|courriel|e-?mail) (?:automatique|genere)|this is an automat(?:ic|ed) (?:reply|response|message|e-?mail|acknowled\w{3,6})|ne pas repondre (?:a ce|directement)|do not reply to this/;
const ticketSubject =
  /^(?:\W{0,3}re\s?:\s?)?(?:\[[^\]]{0,30}#?\d{3,}\]|accuse de reception|confirmation de reception|votre demande|your (?:request|ticket|case)|ticket (?:n°|#|received|created|recu)|\[?(?:ticket|case|request|demande)[ #:n°]{1,4}\w{0,4}\d{2,}|we (?:have )?received your|nous avons (?:bien )?recu)/;
const heldText =
  /(?:votre (?:message|e-?mail|courriel|mail)|your (?:message|e-?mail))(?:\s{1,3}\S{1,16}){0,8}?\s{1,3}(?:en attente|bloque|retenu|mis en quarantaine|pas encore (?:ete )?(?:remis|delivre|transmis)|on hold|held|quarantined|waiting|has not (?:yet )?been delivered|will (?:only )?be delivered|sera (?:remis|delivre|transmis))|(?:verify|prove|confirm) that you (?:are|'re) (?:a |not a )?(?:human|real|person|robot|spammer)|prouver que vous (?:etes|n'etes)|(?:protege|protected)(?:\s{1,3}\S{1,16}){0,4}?\s{1,3}(?:anti-?spam|mailinblack|spam)|mailinblack|boxtrapper|spamarrest|challenge[- ]response/;
const heldAct =
  /cliqu(?:er|ez|ant)|click|authentifi|repondre a ce (?:message|mail|courriel)|reply to this (?:message|e-?mail)|follow (?:this|the) link|https?:\/\/|captcha|valider|whitelist|liste blanche/;

/** Absence told by the subject or the text. */
export function awayWords(mail: IncomingMail): Evidence[] {
  return worded(mail, awaySubject, awayText);
}

/** A machine's "we have received your request", often with a ticket number. */
export function ticketWords(mail: IncomingMail): Evidence[] {
  return worded(mail, ticketSubject, ticketText);
}

/** A filter that keeps the mail until its sender proves to be a person: both that it is held, and what to do. */
export function challengeWords(mail: IncomingMail): Evidence[] {
  const folded = foldText(mail.text.slice(0, 6_000));
  const held = heldText.exec(`${foldText(mail.subject)}\n`)
    ? worded(mail, heldText, heldText)
    : textEvidence(mail, folded, heldText);
  const act = textEvidence(mail, folded, heldAct);
  return held.length > 0 && act.length > 0 ? [...held, ...act] : [];
}

function worded(mail: IncomingMail, subjectPattern: RegExp, textPattern: RegExp): Evidence[] {
  const inSubject = subjectPattern.exec(foldText(mail.subject));
  return [
    ...(inSubject ? [evidenceIn('subject', mail.subject, inSubject.index, inSubject[0].length)] : []),
    ...textEvidence(mail, foldText(mail.text.slice(0, 6_000)), textPattern),
  ];
}

function textEvidence(mail: IncomingMail, folded: string, pattern: RegExp): Evidence[] {
  const match = pattern.exec(folded);
  return match ? [evidenceIn('text', mail.text, match.index, match[0].length)] : [];
}

/** Whether the subject alone says that a program wrote it. */
export function hasAwaySubject(mail: IncomingMail): boolean {
  return awaySubject.test(foldText(mail.subject));
}

export type Absence = {
  /** The day the person is there again, or the last day away when only that is said. */
  readonly until: string | null;
  readonly evidence: Evidence | null;
  /** Whom to write to meanwhile. */
  readonly deputies: readonly string[];
};

const returning = /retour|return|\bback\b|jusqu|until|\btill\b|through|reprise|reprend|reouvr|\bau\b|\bto\b|back in/;

/** When the person is back, if it is said: "de retour le 12 janvier", "until January 12th", "du 3 au 14 août". */
export function absenceOf(mail: IncomingMail): Absence {
  const text = `${mail.subject}\n${mail.text.slice(0, 6_000)}`;
  const deputies = findEmails(mail.text.slice(0, 6_000)).map(({ value }) => value);
  const other = [...new Set(deputies)].filter(
    (address) => address !== mail.from?.address && !mail.to.some((to) => to.address === address),
  );
  const writtenOn = mail.sentOn;
  if (writtenOn === null) return { until: null, evidence: null, deputies: other };
  const order = /\b(?:je|retour|jusqu|absente?|bonjour)\b/u.test(foldText(text)) ? ('dmy' as const) : undefined;
  for (const sentence of sentencesOf(foldText(text))) {
    const said = returning.exec(sentence.text);
    if (!said) continue;
    const days = findDays(text.slice(sentence.offset, sentence.offset + sentence.text.length), {
      writtenOn,
      lean: 'future',
      order,
    });
    const named = days.filter((day) => day.day !== null && day.day >= writtenOn);
    const chosen = named.find((day) => day.offset >= said.index - 4) ?? named.at(-1);
    if (chosen)
      return { until: chosen.day, evidence: placed(mail, sentence.offset + chosen.offset, chosen.length), deputies: other };
  }
  return { until: null, evidence: null, deputies: other };
}

function placed(mail: IncomingMail, offset: number, length: number): Evidence {
  const start = mail.subject.length + 1;
  return offset < start
    ? evidenceIn('subject', mail.subject, offset, length)
    : evidenceIn('text', mail.text, offset - start, length);
}

/** List-Id, List-Unsubscribe, `Precedence: bulk`: sent to many, an answer to nobody. */
export function listHeaders(mail: IncomingMail): Evidence[] {
  const names = ['list-id', 'list-unsubscribe', 'list-post', 'feedback-id', 'x-campaign', 'x-mailchimp-id'];
  const found = names.flatMap((name) => {
    const value = headerOf(mail.headers, name);
    return value === '' ? [] : [headerEvidence(name, value)];
  });
  const precedence = headerOf(mail.headers, 'precedence');
  return /^(?:bulk|list|junk)/iu.test(precedence) ? [...found, headerEvidence('precedence', precedence)] : found;
}
