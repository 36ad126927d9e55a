import { Button } from '@mantine/core';
import { ErrorState, Help, Page, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../../api.ts';
import { useScreenSearch } from '../../../search.ts';
import type { LibraryScenario } from '../scenario.ts';
import { libraryTimelineOf } from '../scenario-timeline.ts';
import { ScenarioTimeline } from '../ScenarioTimeline.tsx';
import { rangeOf } from '../timeline-places.ts';
import type { DayRange } from '../timeline-places.ts';
import { LibraryPanel } from './LibraryPanel.tsx';
import '../scenarios.css';

/** The scenarios shipped with the product: what each is for, its steps in time, all its texts to read before adding it. */
export function LibraryScreen() {
  const texts = useTexts();
  const words = texts.scenarios.editor.library;
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const answer = useQuery({
    queryKey: ['scenario-library', language],
    queryFn: () => api('GET /scenario-library', { query: { language } }),
  });
  const scenarios = answer.data?.scenarios;
  const opened = scenarios?.find((scenario) => scenario.key === search.open);
  const range = rangeOf(
    (scenarios ?? [])
      .flatMap(({ steps }) => libraryTimelineOf(steps))
      .flatMap(({ day, reference }) => (reference === 'promise-date' || reference === 'payment-date' ? [] : [day])),
  );
  return (
    <Page
      title={words.title}
      trail={<Link to="/scenarios">{texts.shell.places.scenarios}</Link>}
      help={
        <Help title={words.title}>
          <p>{words.help}</p>
        </Help>
      }
      aside={opened && <LibraryPanel key={opened.key} scenario={opened} onClose={() => change({ open: undefined })} />}
    >
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !scenarios ? (
        <Skeleton shape="page" />
      ) : (
        <ul className="n-cards" aria-label={words.title}>
          {scenarios.map((scenario) => (
            <LibraryCard
              key={scenario.key}
              scenario={scenario}
              range={range}
              open={scenario.key === search.open}
              onOpen={() => change({ open: scenario.key }, 'push')}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}

interface LibraryCardProps {
  readonly scenario: LibraryScenario;
  readonly range: DayRange;
  readonly open: boolean;
  readonly onOpen: () => void;
}

function LibraryCard({ scenario, range, open, onOpen }: LibraryCardProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor.library;
  return (
    <li className="n-card" data-open={open || undefined}>
      <h2>{scenario.name}</h2>
      <p className="n-card-text">{scenario.description}</p>
      {scenario.steps.length > 0 ? (
        <ScenarioTimeline steps={libraryTimelineOf(scenario.steps)} range={range} />
      ) : (
        <p className="q-muted n-note">{words.noSteps}</p>
      )}
      <div className="n-card-foot">
        <span className="q-muted q-number">
          {texts.scenarios.screen.steps(scenario.steps.length)}
          {scenario.made.length > 0 && ` · ${words.made(scenario.made.map((each) => each.name).join(', '))}`}
        </span>
        <Button variant="default" size="xs" aria-expanded={open} onClick={onOpen}>
          {words.preview}
        </Button>
      </div>
    </li>
  );
}
