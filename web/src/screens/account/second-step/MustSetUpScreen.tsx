import { useTexts } from '@quitus/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../../api.ts';
import { useScreenSearch } from '../../../search.ts';
import { sessionQuery, useSession } from '../../../session.ts';
import { usePreferences } from '../../../shell/usePreferences.ts';
import { Door } from '../../sign-in/Door.tsx';
import { safeNext } from '../../sign-in/safe-next.ts';
import { SetUpSecondStep } from './SetUpSecondStep.tsx';
import '../account.css';

/** The organisation asks for a second step and this person has none: nothing else opens before it is set up. */
export function MustSetUpScreen() {
  const words = useTexts().account.secondStep;
  const { tenant } = useSession();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { signOut } = usePreferences();
  const next = safeNext(useScreenSearch().search.next);
  const done = async () => {
    cache.setQueryData(sessionQuery.queryKey, await api('GET /session'));
    await navigate({ href: next });
  };
  return (
    <Door title={words.mustTitle}>
      <div className="q-stacked">
        <div>
          <h1>{words.mustTitle}</h1>
          <p className="q-muted d-lead">{words.mustText(tenant.name)}</p>
        </div>
        <SetUpSecondStep onDone={() => void done()} />
        <div className="d-ways">
          <button type="button" className="q-plain d-way" onClick={signOut}>
            {words.signOut}
          </button>
        </div>
      </div>
    </Door>
  );
}
