import { formatCount, plural } from '@quitus/texts';
import { currencyOf, toldValue, valueWords } from './event-values.ts';
import type { AuditEvent, Reader } from './event-values.ts';

/** A part of a sentence; `names` says which value it stands for. */
export interface SentencePart {
  readonly text: string;
  readonly names?: string;
}

const parts = /\[([^\]]*)\]|([^[\]]+)/g;
const slots = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;

/**
 * What somebody did, to be read after their name: "noted the promise of Menuiserie Aubrac to pay €1,250.00 by 12/12/2026". Nothing for a
 * kind without words of its own, or when what its words need was erased: its general sentence is told then.
 */
export function eventSentence(event: AuditEvent, reader: Reader): readonly SentencePart[] | undefined {
  const known: Readonly<Record<string, string>> = reader.texts.auditScreen.did;
  const kind = kindTold(event);
  const template = Object.hasOwn(known, kind) ? known[kind] : undefined;
  if (template === undefined) return undefined;
  const told: SentencePart[] = [];
  for (const [, optional, needed] of template.matchAll(parts)) {
    const filled = fill(optional ?? needed ?? '', event, reader);
    if (filled) told.push(...filled);
    else if (needed !== undefined) return undefined;
  }
  return reader.language === 'fr' ? elided(told) : told;
}

// A promise made in the place of another is that other one, moved.
function kindTold(event: AuditEvent): string {
  return event.kind === 'promises.made' && toldValue(event, 'supersedes') !== undefined ? 'promises.moved' : event.kind;
}

function fill(text: string, event: AuditEvent, reader: Reader): SentencePart[] | undefined {
  const filled: SentencePart[] = [];
  let from = 0;
  for (const slot of text.matchAll(slots)) {
    const [whole, name = '', one, many] = slot;
    const value = toldValue(event, name);
    if (value === undefined) return undefined;
    const number = Number(value);
    const words =
      one === undefined || many === undefined || !Number.isInteger(number)
        ? withinSentence(name, valueWords(name, value, reader, currencyOf(event)))
        : `${formatCount(reader.language, number)}\u00a0${plural(reader.language, number, one, many)}`;
    filled.push({ text: text.slice(from, slot.index) }, { text: words, names: name });
    from = slot.index + whole.length;
  }
  return [...filled, { text: text.slice(from) }].filter((part) => part.text !== '');
}

// A role stands capitalised in lists, not within a sentence.
const withinSentence = (name: string, words: string) =>
  name === 'role' ? words.charAt(0).toLowerCase() + words.slice(1) : words;

// "de Ormeau" reads "d’Ormeau".
function elided(told: readonly SentencePart[]): SentencePart[] {
  return told.map((part, index) => {
    const next = told[index + 1];
    const vowel = next?.names !== undefined && /^[aeiouàâäéèêëîïôöùûü]/i.test(next.text);
    return vowel && part.text.endsWith(' de ') ? { ...part, text: `${part.text.slice(0, -3)}d’` } : part;
  });
}

/** The whole as one text, with who did it: for a screen reader, a title, a search. */
export function eventText(event: AuditEvent, reader: Reader): string {
  const told = eventSentence(event, reader);
  const who = actorName(event, reader);
  return told ? `${who} ${told.map((part) => part.text).join('')}` : `${who} · ${event.words}`;
}

/** Who did it, as people say it: jobs are Quitus itself. */
export function actorName(event: Pick<AuditEvent, 'actor'>, { texts }: Reader): string {
  return event.actor.kind === 'system' ? texts.auditScreen.itself : event.actor.name;
}
