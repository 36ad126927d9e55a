import { Button, SegmentedControl } from '@mantine/core';
import { SidePanel, useLanguage, useTexts } from '@quitus/ui';
import { IconTrash } from '@tabler/icons-react';
import { channelOf } from '../agenda/action.ts';
import { useScreenSearch } from '../../search.ts';
import { criteriaWords, useCustomerFields } from './CriteriaField.tsx';
import { dayWords, stepName } from './scenario.ts';
import type { DraftStep, Scenario } from './scenario.ts';
import { stepMeans } from './step-means.ts';
import { StepProblems } from './StepLine.tsx';
import { WhatFields, WhichFields } from './StepReach.tsx';
import { WhenFields } from './StepWhen.tsx';
import { WhoFields } from './StepWho.tsx';
import { TemplateEditor } from './template/TemplateEditor.tsx';
import { mayRepeat } from './useScenarioEditor.ts';
import type { ScenarioEditor } from './useScenarioEditor.ts';

/** What the parts of the panel change. */
export interface StepFieldsProps {
  readonly step: DraftStep;
  readonly readOnly: boolean;
  readonly onChange: (step: DraftStep, word?: string) => void;
}

interface StepPanelProps {
  readonly scenario: Scenario;
  readonly editor: ScenarioEditor;
  readonly step: DraftStep;
  readonly readOnly: boolean;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** Everything about one step: what it means in plain words, its settings, its texts. Each change goes into the draft at once. */
export function StepPanel({ scenario, editor, step, readOnly, onRemove, onClose }: StepPanelProps) {
  const texts = useTexts();
  const words = texts.scenarios.step.panel;
  const language = useLanguage();
  const { search, change } = useScreenSearch();
  const fields = useCustomerFields();
  const conditions = criteriaWords({ language, texts }, fields, step.conditions);
  const means = stepMeans({ texts, language, ...(conditions ? { conditions } : {}) }, step, editor.draft.unit);
  const problems = editor.problems.filter((problem) => problem.stepId === step.stepId);
  const tab = search.tab === 'texts' ? 'texts' : 'settings';
  return (
    <SidePanel
      width="wide"
      takeFocus
      label={words.title}
      title={stepName(language, step)}
      detail={`${dayWords(texts, step)} · ${texts.common.channels[channelOf(step.channel)]}`}
      onClose={onClose}
      {...(readOnly
        ? {}
        : {
            actions: (
              <Button
                variant="subtle"
                color="late"
                size="xs"
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={onRemove}
              >
                {texts.scenarios.screen.removeStep}
              </Button>
            ),
          })}
    >
      <p className="n-means">
        <span className="q-hidden">{words.means}: </span>
        {means}
      </p>
      {problems.length > 0 && <StepProblems problems={problems} />}
      <SegmentedControl
        className="n-segments"
        fullWidth
        aria-label={words.title}
        value={tab}
        onChange={(next) => change({ tab: next === 'texts' ? 'texts' : undefined })}
        data={[
          { value: 'settings', label: words.tabs.settings },
          { value: 'texts', label: words.tabs.texts },
        ]}
      />
      {tab === 'texts' ? (
        <TemplateEditor
          key={step.stepId}
          value={step}
          onChange={(next) => editor.setStep(next, 'texts')}
          step={step}
          scenarioId={scenario.id}
          readOnly={readOnly}
        />
      ) : (
        <div className="n-form">
          <WhenFields
            step={step}
            readOnly={readOnly}
            onChange={editor.setStep}
            mayRepeat={mayRepeat(editor.draft.steps, step.stepId)}
          />
          <WhoFields step={step} readOnly={readOnly} onChange={editor.setStep} />
          <WhatFields step={step} readOnly={readOnly} onChange={editor.setStep} />
          <WhichFields step={step} readOnly={readOnly} onChange={editor.setStep} />
        </div>
      )}
    </SidePanel>
  );
}
