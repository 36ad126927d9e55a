import { useTexts } from './language.tsx';

interface SkeletonProps {
  readonly shape: 'lines' | 'stats' | 'block' | 'page';
  /** Lines or figures to announce. */
  readonly count?: number;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);

function Lines({ count }: { readonly count: number }) {
  return numbered(count).map((line) => <span key={line} className="q-skeleton" data-width={line % 3} />);
}

/** The outline of what is on its way, quiet and of the right size. */
export function Skeleton({ shape, count = 4 }: SkeletonProps) {
  const { loading } = useTexts().common;
  return (
    <div className="q-outline" data-shape={shape} role="status">
      <span className="q-hidden">{loading}</span>
      {shape === 'lines' && <Lines count={count} />}
      {shape === 'block' && <span className="q-skeleton-block" />}
      {shape === 'stats' && numbered(count).map((stat) => <span key={stat} className="q-skeleton-stat" />)}
      {shape === 'page' && (
        <>
          <span className="q-skeleton-title" />
          <span className="q-skeleton-block" />
        </>
      )}
    </div>
  );
}
