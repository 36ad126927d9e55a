import type { Texts } from '@quitus/texts';
import type { Session } from './session.ts';

interface SomeScope {
  readonly entities: readonly string[] | null;
  readonly agencies: readonly string[] | null;
  readonly customers: 'all' | 'portfolio' | 'own';
  readonly salesRep?: string | null;
}

/** A scope in words, narrowest first: "Portfolio · Agency North · 2 entities". `mine` says it to the person themselves. */
export function scopeWords(scope: SomeScope, entities: Session['entities'], texts: Texts, mine = false): string {
  const words = texts.people.scopeWords;
  const customers = {
    all: scope.entities === null && scope.agencies === null ? words.all : undefined,
    portfolio: mine ? words.yourPortfolio : words.portfolio,
    own: mine ? words.yourOwn : words.own(scope.salesRep ?? '?'),
  }[scope.customers];
  return [customers, agencyWords(scope.agencies, words), entityWords(scope.entities, entities, words)]
    .filter((part) => part !== undefined)
    .join(' · ');
}

type ScopeTexts = Texts['people']['scopeWords'];

function agencyWords(agencies: readonly string[] | null, words: ScopeTexts): string | undefined {
  const [first] = agencies ?? [];
  if (agencies === null || first === undefined) return undefined;
  return agencies.length === 1 ? words.agency(first) : words.agencies(agencies.length);
}

function entityWords(chosen: readonly string[] | null, entities: Session['entities'], words: ScopeTexts): string | undefined {
  const [first] = chosen ?? [];
  if (chosen === null || first === undefined) return undefined;
  const only = chosen.length === 1 ? entities.find((entity) => entity.id === first)?.name : undefined;
  return only ?? words.entities(chosen.length);
}
