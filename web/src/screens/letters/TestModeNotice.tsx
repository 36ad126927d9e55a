import { useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api.ts';

/** While nothing leaves for real, or only for some, letters are not printed: says so, and where they are. */
export function TestModeNotice() {
  const words = useTexts().letters.screen;
  const mode = useQuery({ queryKey: ['go-live'], queryFn: () => api('GET /go-live') }).data?.mode;
  if (mode === undefined || mode === 'live') return null;
  return (
    <p className="q-muted letters-notice" role="status">
      {words.notLive[mode]}{' '}
      <Link to="/messages" search={{ tab: 'mailbox' }}>
        {words.openMailbox}
      </Link>
    </p>
  );
}
