import { useScreenSearch } from '../../search.ts';
import { CheckView } from './CheckView.tsx';
import { QualityOverview } from './QualityOverview.tsx';
import './quality.css';

/** Data quality: what is wrong and the cash it blocks; one check opens its lines, repaired in place. */
export function QualityScreen() {
  const { search } = useScreenSearch();
  return search.open === undefined ? <QualityOverview /> : <CheckView key={search.open} code={search.open} />;
}
