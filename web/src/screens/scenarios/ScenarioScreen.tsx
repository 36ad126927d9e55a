import { Button } from '@mantine/core';
import { formatMoment, textsIn } from '@quitus/texts';
import { Columns, ErrorState, Help, Page, Skeleton, StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconStar, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useRouteId } from '../../route-id.ts';
import { useMay } from '../../session.ts';
import { PublishDraft } from './PublishDraft.tsx';
import { ReachCard } from './ReachCard.tsx';
import { RulesCard } from './RulesCard.tsx';
import { scenarioChanges } from './scenario-changes.ts';
import { arranged, draftOf } from './scenario.ts';
import type { Draft, DraftStep, Scenario } from './scenario.ts';
import { StepLine } from './StepLine.tsx';
import { StepPanel } from './StepPanel.tsx';
import { VersionsCard } from './VersionsCard.tsx';
import './scenarios.css';

/** One scenario as a line of steps in time, its reach, its rules and its versions; changed as a draft, then published. */
export function ScenarioScreen() {
  const id = useRouteId();
  const texts = useTexts();
  const answer = useQuery({
    queryKey: ['scenario', id],
    queryFn: () => api('GET /scenarios/{id}', { params: { id }, query: {} }),
  });
  if (!answer.data)
    return (
      <Page title={texts.shell.places.scenarios}>
        {answer.isError ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : <Skeleton shape="page" />}
      </Page>
    );
  // Another version is another draft: what was changed belonged to the one before.
  return <Loaded key={`${id} ${answer.data.version}`} scenario={answer.data} />;
}

// A step added here has no identity yet: the server gives one when it is published.
const freshStep = (before: DraftStep | undefined): DraftStep => ({
  level: before?.level ?? 1,
  nameFr: textsIn('fr').scenarios.screen.step.fresh,
  nameEn: textsIn('en').scenarios.screen.step.fresh,
  reference: 'due-date',
  offsetDays: (before?.reference === 'due-date' ? before.offsetDays : 0) + 10,
  channel: 'call',
  automation: 'manual',
  grave: false,
  enabled: true,
  subjectFr: null,
  subjectEn: null,
  bodyFr: null,
  bodyEn: null,
  scriptFr: null,
  scriptEn: null,
  minimumAmount: null,
});

function Loaded({ scenario }: { readonly scenario: Scenario }) {
  const texts = useTexts();
  const words = texts.scenarios.screen;
  const language = useLanguage();
  const toast = useToast();
  const mayManage = useMay('manage');
  const published = draftOf(scenario);
  const [draft, setDraft] = useState<Draft>(published);
  const [opened, setOpened] = useState<number | undefined>();
  const changes = scenarioChanges({ texts, language }, published, draft);
  const step = opened === undefined ? undefined : draft.steps[opened];
  const change = (next: Draft) => setDraft(next);
  const replace = (place: number, next: DraftStep) => {
    const steps = arranged(draft.steps.map((each, index) => (index === place ? next : each)));
    change({ ...draft, steps });
    setOpened(steps.indexOf(next));
  };
  const add = () => {
    const fresh = freshStep(draft.steps.at(-1));
    const steps = arranged([...draft.steps, fresh]);
    change({ ...draft, steps });
    setOpened(steps.indexOf(fresh));
  };
  return (
    <Page
      title={draft.name}
      trail={<Link to="/scenarios">{texts.shell.places.scenarios}</Link>}
      heading={
        <>
          {draft.name}
          {scenario.isDefault && (
            <StatusBadge tone="accent" icon={IconStar}>
              {words.isDefault}
            </StatusBadge>
          )}
        </>
      }
      detail={`${words.version(scenario.version)} · ${scenario.publishedAt ? words.publishedBy(formatMoment(language, scenario.publishedAt), scenario.author) : words.never}`}
      help={
        <Help title={words.step.label}>
          <p>{words.help}</p>
        </Help>
      }
      actions={
        <Button
          variant="default"
          leftSection={<IconUsers size={15} aria-hidden />}
          renderRoot={(props) => <Link to="/customers" {...props} />}
        >
          {words.assign}
        </Button>
      }
      aside={
        step !== undefined &&
        opened !== undefined && (
          <StepPanel
            key={`${opened} ${draft.steps.length} ${step.stepId ?? ''}`}
            scenarioId={scenario.id}
            step={step}
            readOnly={!mayManage}
            onApply={(next) => replace(opened, next)}
            onRemove={() => {
              change({ ...draft, steps: draft.steps.filter((_each, index) => index !== opened) });
              setOpened(undefined);
            }}
            onClose={() => setOpened(undefined)}
          />
        )
      }
    >
      {changes.length > 0 && (
        <PublishDraft
          scenario={scenario}
          draft={draft}
          changes={changes}
          onDiscard={() => {
            const kept = draft;
            setDraft(published);
            setOpened(undefined);
            toast.done(words.draft.discarded, () => setDraft(kept));
          }}
        />
      )}
      <StepLine
        scenarioId={scenario.id}
        steps={draft.steps}
        opened={opened}
        onOpen={(place) => setOpened(place === opened ? undefined : place)}
        onAdd={mayManage ? add : undefined}
      />
      <Columns>
        <ReachCard scenarioId={scenario.id} />
        <RulesCard draft={draft} readOnly={!mayManage} onChange={change} />
      </Columns>
      <VersionsCard scenario={scenario} onRestore={change} />
    </Page>
  );
}
