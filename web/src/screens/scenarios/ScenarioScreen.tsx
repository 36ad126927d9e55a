import { languages, loadTexts } from '@quitus/texts';
import { ErrorState, Page, Skeleton, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { useRouteId } from '../../route-id.ts';
import { EditScenario } from './EditScenario.tsx';
import { draftKey } from './useScenarioEditor.ts';
import './scenarios.css';

async function loadBoth(): Promise<true> {
  await Promise.all(languages.map(loadTexts));
  return true;
}

/** One scenario: its steps in time, changed as a draft that is then published; its settings and its versions. */
export function ScenarioScreen() {
  const id = useRouteId();
  const texts = useTexts();
  const scenario = useQuery({
    queryKey: ['scenario', id],
    queryFn: () => api('GET /scenarios/{id}', { params: { id }, query: {} }),
  });
  const draft = useQuery({
    queryKey: draftKey(id),
    queryFn: () => api('GET /scenarios/{id}/draft', { params: { id } }),
  });
  // A new step is named in both languages, whichever one reads in.
  const words = useQuery({ queryKey: ['both languages'], queryFn: loadBoth, staleTime: Infinity });
  const failed = [scenario, draft, words].find((each) => each.isError);
  if (!scenario.data || !draft.data || !words.data)
    return (
      <Page title={texts.shell.places.scenarios}>
        {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : <Skeleton shape="page" />}
      </Page>
    );
  // Another version is another draft: what was changed belonged to the one before.
  return <EditScenario key={`${id} ${scenario.data.version}`} scenario={scenario.data} saved={draft.data.draft} />;
}
