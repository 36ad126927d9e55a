import { Button, Modal, TextInput } from '@mantine/core';
import {
  EmptyState,
  ErrorState,
  Help,
  Inline,
  Page,
  Skeleton,
  Stacked,
  StatusBadge,
  useLanguage,
  useTexts,
  useToast,
} from '@quitus/ui';
import { IconPlus, IconRoute, IconStar } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { ChannelMark } from './ChannelMark.tsx';
import { dayWords, draftOf, stepName } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import './scenarios.css';

/** The scenarios with their steps and how many customers follow each. */
export function ScenariosScreen() {
  const texts = useTexts();
  const words = texts.scenarios.screen;
  const answer = useQuery({ queryKey: ['scenarios'], queryFn: () => api('GET /scenarios') });
  const scenarios = answer.data?.scenarios;
  const model = scenarios?.find((scenario) => scenario.isDefault) ?? scenarios?.[0];
  return (
    <Page
      title={texts.shell.places.scenarios}
      help={
        <Help title={texts.shell.places.scenarios}>
          <p>{words.help}</p>
        </Help>
      }
      actions={model && <CreateScenario model={model} />}
    >
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !scenarios ? (
        <Skeleton shape="page" />
      ) : scenarios.length === 0 ? (
        <EmptyState icon={IconRoute} title={words.empty} />
      ) : (
        <div className="c-cards">
          {scenarios.map((scenario) => (
            <ScenarioCard key={scenario.id} scenario={scenario} />
          ))}
        </div>
      )}
    </Page>
  );
}

function ScenarioCard({ scenario }: { readonly scenario: Scenario }) {
  const texts = useTexts();
  const words = texts.scenarios.screen;
  const language = useLanguage();
  const enabled = scenario.steps.filter((step) => step.enabled);
  return (
    <Link to="/scenarios/$id" params={{ id: scenario.id }} className="c-card">
      <span className="c-card-name">
        {scenario.name}
        {scenario.isDefault && (
          <StatusBadge tone="accent" icon={IconStar}>
            {words.isDefault}
          </StatusBadge>
        )}
      </span>
      <span className="c-small q-muted">
        <span className="q-number">{words.customers(scenario.customers)}</span>
        <span className="q-number">{words.steps(enabled.length)}</span>
        <span className="q-number">{words.version(scenario.version)}</span>
      </span>
      <span className="c-list">
        {enabled.map((step) => (
          <span key={step.stepId} className="c-list-step" data-grave={step.grave || undefined}>
            <span className="q-number c-day">{dayWords(texts, step)}</span>
            <ChannelMark channel={step.channel} />
            <span className="q-clip">{stepName(language, step)}</span>
            <span className="q-muted">{words.automations[step.automation]}</span>
          </span>
        ))}
      </span>
    </Link>
  );
}

function CreateScenario({ model }: { readonly model: Scenario }) {
  const texts = useTexts();
  const words = texts.scenarios.screen;
  const toast = useToast();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState<string | undefined>();
  const create = useMutation({
    mutationFn: (typed: string) => {
      const { steps, ...rules } = draftOf(model);
      // Its steps are its own: with the identity of the model's, what was done under one would count under the other.
      const own = steps.map(({ stepId: _stepId, ...step }) => step);
      return api('POST /scenarios', { body: { ...rules, name: typed, steps: own } });
    },
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: ['scenarios'] });
      toast.done(words.created(made.name));
      await navigate({ to: '/scenarios/$id', params: { id: made.id } });
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <>
      <MayButton may="manage" variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setName('')}>
        {words.create}
      </MayButton>
      <Modal
        opened={name !== undefined}
        onClose={() => setName(undefined)}
        title={words.create}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name?.trim()) create.mutate(name.trim());
          }}
        >
          <Stacked>
            <TextInput
              data-autofocus
              required
              label={words.createName}
              description={words.createHelp}
              maxLength={100}
              value={name ?? ''}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Inline end>
              <Button variant="default" onClick={() => setName(undefined)}>
                {texts.common.actions.cancel}
              </Button>
              <Button type="submit" loading={create.isPending} disabled={!name?.trim()}>
                {words.createSubmit}
              </Button>
            </Inline>
          </Stacked>
        </form>
      </Modal>
    </>
  );
}
