import { useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { actorName, eventSentence } from './event-sentence.ts';
import type { AuditEvent } from './event-values.ts';

/** Who did what, as one sentence: the name first, the customer a link to it. */
export function EventSentence({ event, linked = true }: { readonly event: AuditEvent; readonly linked?: boolean }) {
  const reader = { language: useLanguage(), texts: useTexts() };
  const told = eventSentence(event, reader);
  return (
    <>
      <strong>{actorName(event, reader)}</strong>
      {told ? ' ' : ' · '}
      {told
        ? told.map((part, index) => (
            <Fragment key={index}>
              {part.names === 'customer' && event.customer && linked ? (
                <Link to="/customers/$id" params={{ id: event.customer.id }}>
                  {part.text}
                </Link>
              ) : (
                part.text
              )}
            </Fragment>
          ))
        : event.words}
    </>
  );
}
