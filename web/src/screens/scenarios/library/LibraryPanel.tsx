import { SegmentedControl, TextInput } from '@mantine/core';
import type { Language } from '@quitus/texts';
import { ErrorState, SidePanel, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import type { OutputOf } from '@quitus/contract/client';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { Refused } from '../../../Refused.tsx';
import { ChannelMark } from '../ChannelMark.tsx';
import { useCreated } from '../NewScenario.tsx';
import { TemplateText } from '../TemplateText.tsx';
import { dayWords, stepName } from '../scenario.ts';
import type { LibraryScenario } from '../scenario.ts';

type StepTexts = OutputOf<'GET /scenario-library/{key}/texts'>['steps'][number];

interface LibraryPanelProps {
  readonly scenario: LibraryScenario;
  readonly onClose: () => void;
}

/** Everything a scenario of the library says, in both languages, and the button that makes it yours. */
export function LibraryPanel({ scenario, onClose }: LibraryPanelProps) {
  const texts = useTexts();
  const words = texts.scenarios.editor.library;
  const mine = useLanguage();
  const [language, setLanguage] = useState<Language>(mine);
  const { key } = scenario;
  const answer = useQuery({
    queryKey: ['scenario-library', 'texts', key],
    queryFn: () => api('GET /scenario-library/{key}/texts', { params: { key } }),
    staleTime: Infinity,
  });
  return (
    <SidePanel
      takeFocus
      width="wide"
      label={scenario.name}
      title={scenario.name}
      detail={scenario.description}
      onClose={onClose}
      actions={<AddScenario scenario={scenario} />}
    >
      <SegmentedControl
        className="n-segments"
        size="xs"
        aria-label={texts.scenarios.step.panel.language}
        value={language}
        onChange={(next) => setLanguage(next === 'en' ? 'en' : 'fr')}
        data={[
          { value: 'fr', label: texts.scenarios.screen.languages.fr },
          { value: 'en', label: texts.scenarios.screen.languages.en },
        ]}
      />
      {answer.isError ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !answer.data ? (
        <Skeleton shape="lines" count={8} />
      ) : answer.data.steps.length === 0 ? (
        <p className="n-note q-muted">{words.noSteps}</p>
      ) : (
        <div lang={language}>
          {answer.data.steps.map((step, place) => (
            <StepWords key={place} step={step} language={language} />
          ))}
        </div>
      )}
    </SidePanel>
  );
}

function StepWords({ step, language }: { readonly step: StepTexts; readonly language: Language }) {
  const texts = useTexts();
  const [subject, body, script] =
    language === 'fr' ? [step.subjectFr, step.bodyFr, step.scriptFr] : [step.subjectEn, step.bodyEn, step.scriptEn];
  const said = body ?? script;
  return (
    <section className="n-library-step">
      <h3>
        <ChannelMark channel={step.channel} />
        {stepName(language, step)}
        <span className="q-muted q-number">{dayWords(texts, step)}</span>
      </h3>
      {subject && (
        <strong className="n-library-subject">
          <TemplateText text={subject} language={language} />
        </strong>
      )}
      {said ? (
        <TemplateText text={said} language={language} />
      ) : (
        <p className="n-note q-muted">{texts.scenarios.editor.library.noText}</p>
      )}
    </section>
  );
}

function AddScenario({ scenario }: { readonly scenario: LibraryScenario }) {
  const texts = useTexts();
  const words = texts.scenarios.editor.library;
  // Its own name when nobody has it: the server says a free one otherwise.
  const [name, setName] = useState('');
  const add = useCreated((typed: string) =>
    api('POST /scenario-library/{key}', { params: { key: scenario.key }, body: typed === '' ? {} : { name: typed } }),
  );
  return (
    <form
      className="n-add"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(name.trim());
      }}
    >
      <Refused error={add.error} />
      <div className="n-add-line">
        <TextInput
          aria-label={words.name}
          placeholder={scenario.name}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <MayButton may="manage" type="submit" loading={add.isPending}>
          {words.add}
        </MayButton>
      </div>
    </form>
  );
}
