import { ActionIcon, Button } from '@mantine/core';
import { formatMoment } from '@quitus/texts';
import { EmptyState, ErrorState, Help, Page, Skeleton, StatusBadge, hint, useLanguage, useTexts } from '@quitus/ui';
import { IconBooks, IconDots, IconPencil, IconRoute, IconStar, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../session.ts';
import { NewScenario } from './NewScenario.tsx';
import type { Scenario } from './scenario.ts';
import { ScenarioMenuItems, useScenarios } from './ScenarioMenu.tsx';
import { ScenarioTimeline } from './ScenarioTimeline.tsx';
import { timelineOf } from './scenario-timeline.ts';
import { daysFromDue, isRung } from './sections.ts';
import { rangeOf } from './timeline-places.ts';
import type { DayRange } from './timeline-places.ts';
import './scenarios.css';

/** The scenarios, one under the other on the same axis of days, with how many customers follow each. */
export function ScenariosScreen() {
  const texts = useTexts();
  const words = texts.scenarios.editor;
  const answer = useScenarios();
  const scenarios = answer.data?.scenarios;
  return (
    <Page
      title={texts.shell.places.scenarios}
      help={
        <Help title={texts.shell.places.scenarios}>
          <p>{texts.scenarios.screen.help}</p>
        </Help>
      }
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconUsers size={15} aria-hidden />}
            renderRoot={(props) => <Link to="/scenarios/rules" {...props} />}
          >
            {words.list.rules}
          </Button>
          <NewScenario scenarios={scenarios ?? []} />
        </>
      }
    >
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !scenarios ? (
        <Skeleton shape="page" />
      ) : scenarios.length === 0 ? (
        <EmptyState
          icon={IconRoute}
          title={words.list.empty}
          action={
            <Button
              leftSection={<IconBooks size={15} aria-hidden />}
              renderRoot={(props) => <Link to="/scenarios/library" {...props} />}
            >
              {words.library.title}
            </Button>
          }
        >
          {words.list.emptyText}
        </EmptyState>
      ) : (
        <ScenarioList scenarios={scenarios} />
      )}
    </Page>
  );
}

function ScenarioList({ scenarios }: { readonly scenarios: readonly Scenario[] }) {
  const words = useTexts().shell.places;
  // One axis for all: what is early in one scenario is seen to be early beside the others.
  const range = rangeOf(scenarios.flatMap(({ steps }) => daysFromDue(steps.filter(isRung))));
  return (
    <ul className="n-list" aria-label={words.scenarios}>
      {scenarios.map((scenario) => (
        <ScenarioRow key={scenario.id} scenario={scenario} range={range} />
      ))}
    </ul>
  );
}

function ScenarioRow({ scenario, range }: { readonly scenario: Scenario; readonly range: DayRange }) {
  const texts = useTexts();
  const words = texts.scenarios.editor.list;
  const { screen } = texts.scenarios;
  const language = useLanguage();
  const mayManage = useMay('manage');
  const marks = timelineOf(scenario.steps, language);
  const { draft } = scenario;
  return (
    <li className="n-row">
      <div className="n-row-name">
        <Link to="/scenarios/$id" params={{ id: scenario.id }} className="n-row-link">
          {scenario.name}
        </Link>
        <span className="n-badges">
          {scenario.isDefault && (
            <StatusBadge tone="accent" icon={IconStar}>
              {screen.isDefault}
            </StatusBadge>
          )}
          {draft && (
            <span {...hint(words.draftOf(draft.author, formatMoment(language, draft.changedAt)))}>
              <StatusBadge tone="waiting" icon={IconPencil}>
                {words.draft}
              </StatusBadge>
            </span>
          )}
        </span>
        {scenario.description && <p className="q-muted n-row-text">{scenario.description}</p>}
        <p className="q-muted q-number">
          <strong>{screen.customers(scenario.customers)}</strong> ·{' '}
          {screen.steps(scenario.steps.filter((step) => step.enabled).length)}
        </p>
      </div>
      {marks.length > 0 ? (
        <ScenarioTimeline steps={marks} range={range} besideOthers />
      ) : (
        <p className="q-muted n-note">{words.noSteps}</p>
      )}
      {mayManage && (
        <ScenarioMenuItems
          scenario={scenario}
          target={
            <ActionIcon className="n-row-more" variant="subtle" color="gray" aria-label={words.moreAbout(scenario.name)}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          }
        />
      )}
    </li>
  );
}
