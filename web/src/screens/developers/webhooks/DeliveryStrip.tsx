import { formatMoment } from '@quitus/texts';
import { hint, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { lastDeliveriesQuery } from './webhook-queries.ts';
import { stateTones } from './webhook-words.ts';

const shown = 24;

/** The last deliveries of an endpoint as marks, the newest on the right; each says what it was and how it went. */
export function DeliveryStrip({ webhookId }: { readonly webhookId: string }) {
  const texts = useTexts();
  const language = useLanguage();
  const answer = useQuery(lastDeliveriesQuery(webhookId, shown));
  const rows = answer.data?.rows ?? [];
  if (answer.data && rows.length === 0) return <span className="q-muted d-small">{texts.developers.webhooks.nothingSent}</span>;
  const counts = Map.groupBy(rows, (row) => row.state);
  const spoken = [...counts].map(([state, those]) => `${those.length} ${texts.webhooks.states[state].toLowerCase()}`).join(', ');
  return (
    <span className="d-strip" role="img" aria-label={`${texts.developers.webhooks.health}\u00a0: ${spoken}`}>
      {rows.toReversed().map((row) => (
        <span
          key={row.id}
          className="d-strip-mark"
          data-tone={stateTones[row.state]}
          data-state={row.state}
          {...hint(`${row.kind} · ${formatMoment(language, row.createdAt)} · ${texts.webhooks.states[row.state]}`)}
        />
      ))}
    </span>
  );
}
