import { formatMoment } from '@quitus/texts';
import { Section, useLanguage, useTexts } from '@quitus/ui';
import { IconCertificate } from '@tabler/icons-react';
import { deliveryWords, hasLeft, isOver, meaningOf, proofAddress } from './letter-words.ts';
import type { RegisteredLetter } from './letter-words.ts';
import { SayWhatBecame } from './SayWhatBecame.tsx';

/** Everything said of a letter, what that means for its notice, and what a person adds or corrects. */
export function LetterFate({ letter }: { readonly letter: RegisteredLetter }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const meaning = meaningOf(texts, letter);
  return (
    <>
      <Section plain title={words.history}>
        {letter.events.length === 0 ? (
          <p className="q-muted">{words.nothingKnown}</p>
        ) : (
          <ul className="letters-history">
            {letter.events.map((event) => (
              <Event key={event.id} letterId={letter.id} event={event} />
            ))}
          </ul>
        )}
        {meaning && <p className="letters-notice">{meaning}</p>}
      </Section>
      {hasLeft(letter) && (
        <SayWhatBecame key={`${letter.deliveryState} ${letter.deliveryAt}`} letter={letter} over={isOver(letter)} />
      )}
    </>
  );
}

interface EventProps {
  readonly letterId: string;
  readonly event: RegisteredLetter['events'][number];
}

function Event({ letterId, event }: EventProps) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const language = useLanguage();
  const state = deliveryWords(texts, event.state);
  const said = [event.saidBy, event.detail].filter(Boolean).join(words.colon);
  return (
    <li>
      <span className="letters-history-head">
        {event.withdrawn ? <s className="q-muted">{state}</s> : <strong>{state}</strong>}
        <span className="q-number q-muted">{formatMoment(language, event.at)}</span>
      </span>
      {said && <span className="letters-detail q-muted">{said}</span>}
      {event.withdrawn && (
        <span className="letters-detail">
          {words.correctedBy(event.withdrawn.by, formatMoment(language, event.withdrawn.at), event.withdrawn.reason)}
        </span>
      )}
      {event.proof && (
        <a href={proofAddress(letterId, event.id)} aria-label={words.proofOf(state)}>
          <IconCertificate size={14} aria-hidden /> {words.proof}
        </a>
      )}
    </li>
  );
}
