import { ErrorState, Section, Skeleton, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Effect } from './rule.ts';

/** What the rules as they stand on screen would change, before they are saved: how many move from where to where, and who. */
export function RuleEffect({ answer }: { readonly answer: UseQueryResult<Effect> }) {
  const words = useTexts().scenarios.rules;
  const effect = answer.data;
  return (
    <Section title={words.effect}>
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !effect ? (
        <Skeleton shape="lines" count={4} />
      ) : (
        <div className="n-effect" aria-busy={answer.isPlaceholderData} data-stale={answer.isPlaceholderData || undefined}>
          <p role="status" className="n-effect-sum">
            {answer.isPlaceholderData
              ? words.effectLoading
              : effect.changing === 0
                ? words.effectNone
                : words.changing(effect.changing)}
          </p>
          {effect.moves.length > 0 && (
            <ul className="n-moves">
              {effect.moves.map((move) => (
                <li key={`${move.fromId} ${move.toId}`}>
                  <span>{words.moves(move.from, move.to)}</span>
                  <strong className="q-number">{words.takesNow(move.customers)}</strong>
                </li>
              ))}
            </ul>
          )}
          {effect.sample.length > 0 && (
            <>
              <p className="n-label">{words.among}</p>
              <ul className="n-moves">
                {effect.sample.map((each) => (
                  <li key={each.customerId}>
                    <Link to="/customers/$id" params={{ id: each.customerId }} className="q-clip">
                      {each.customer}
                    </Link>
                    {/* Where all go the same way, it is said once above. */}
                    {effect.moves.length > 1 && <span className="q-muted q-clip">→ {each.to}</span>}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </Section>
  );
}
