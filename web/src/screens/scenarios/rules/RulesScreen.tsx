import { ErrorState, Help, Page, Skeleton, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../api.ts';
import { useScenarios } from '../ScenarioMenu.tsx';
import { EditRules } from './EditRules.tsx';
import '../scenarios.css';

/** The rules that say who follows which scenario: changed here, their effect counted before they are saved. */
export function RulesScreen() {
  const texts = useTexts();
  const words = texts.scenarios.rules;
  const rules = useQuery({ queryKey: ['assignment-rules'], queryFn: () => api('GET /assignment-rules') });
  const scenarios = useScenarios();
  const failed = rules.isError ? rules : scenarios.isError ? scenarios : undefined;
  const frame = {
    title: words.title,
    trail: <Link to="/scenarios">{texts.shell.places.scenarios}</Link>,
    help: (
      <Help title={words.title}>
        <p>{words.help}</p>
      </Help>
    ),
  };
  if (!rules.data || !scenarios.data)
    return (
      <Page {...frame}>
        {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : <Skeleton shape="page" />}
      </Page>
    );
  return <EditRules key={rules.data.revision} saved={rules.data} scenarios={scenarios.data.scenarios} frame={frame} />;
}
