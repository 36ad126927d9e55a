import { Button } from '@mantine/core';
import { textsIn } from '@quitus/texts';
import type { Language } from '@quitus/texts';
import { Help, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Problem, Reach } from './scenario.ts';
import { stepName } from './scenario.ts';
import { inSections } from './sections.ts';
import type { Placed, SectionId } from './sections.ts';
import { StepLine } from './StepLine.tsx';
import { AddStep } from './StepMenus.tsx';
import { useReorder } from './useReorder.ts';
import type { ScenarioEditor } from './useScenarioEditor.ts';

interface StepSectionsProps {
  readonly editor: ScenarioEditor;
  readonly readOnly: boolean;
  readonly reach: Reach | undefined;
  /** The step shown beside. */
  readonly openId: string | undefined;
  readonly onOpen: (stepId: string | undefined, tab?: 'texts') => void;
}

/** The steps under their headings: before due, overdue, around promises when there are any, after payment. */
export function StepSections(props: StepSectionsProps) {
  const { editor, readOnly } = props;
  const words = useTexts().scenarios.step;
  const language = useLanguage();
  const [said, setSaid] = useState('');
  const { steps } = editor.draft;
  const parts = inSections(steps);
  const reorder = useReorder({
    nameOf: (place) => steps[place]?.stepId ?? '',
    onMove: (from, to) => {
      const moving = steps[from];
      const done = editor.move(from, to);
      if (done && moving) setSaid(words.line.moved(stepName(language, moving), to + 1, steps.length));
      return done;
    },
  });
  const section = (id: SectionId) => <StepSection key={id} {...props} id={id} placed={parts[id]} reorder={reorder} />;
  return (
    <div className="n-sections">
      {section('before')}
      {section('overdue')}
      {parts.promise.length > 0 && section('promise')}
      {section('payment')}
      {parts.promise.length === 0 && !readOnly && (
        <div>
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => props.onOpen(editor.add('promise', 'e-mail'))}
          >
            {words.addPromise}
          </Button>
        </div>
      )}
      <p className="q-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

// Its subject, body or script, in a language or in a variant.
const isOfText = ({ field }: Problem) => /^(subject|body|script|texts)/.test(field);

// A copy is named in both languages, whichever one reads in; no name is longer than a hundred letters.
const copyName = (language: Language, name: string) => textsIn(language).scenarios.step.line.copy(name).slice(0, 100);

interface StepSectionProps extends StepSectionsProps {
  readonly id: SectionId;
  readonly placed: readonly Placed[];
  readonly reorder: ReturnType<typeof useReorder>;
}

function StepSection({ id, placed, reorder, editor, readOnly, reach, openId, onOpen }: StepSectionProps) {
  const words = useTexts().scenarios.step;
  const language = useLanguage();
  const toast = useToast();
  const problemsOf = (stepId: string): readonly Problem[] => editor.problems.filter((problem) => problem.stepId === stepId);
  return (
    <section className="n-section" data-section={id} aria-label={words.sections[id]}>
      <header className="n-section-head">
        <h2>{words.sections[id]}</h2>
        <Help title={words.sections[id]}>
          <p>{words.sectionHelp[id]}</p>
        </Help>
        {!readOnly && <AddStep section={id} label={words.add} onAdd={(channel) => onOpen(editor.add(id, channel))} />}
      </header>
      {placed.length === 0 && id !== 'promise' ? (
        <p className="n-section-empty q-muted">{words.sectionEmpty[id]}</p>
      ) : (
        <ol className="n-steps">
          {placed.map(({ step, place }) => (
            <StepLine
              key={step.stepId}
              step={step}
              place={place}
              open={step.stepId === openId}
              readOnly={readOnly}
              problems={problemsOf(step.stepId)}
              reached={reach?.perStep.find((each) => each.stepId === step.stepId)?.nextSevenDays}
              reorder={reorder}
              onChange={editor.setStep}
              onOpen={() => onOpen(step.stepId === openId ? undefined : step.stepId)}
              onProblem={(problem) => onOpen(step.stepId, isOfText(problem) ? 'texts' : undefined)}
              onDuplicate={() =>
                onOpen(editor.duplicate(step, { nameFr: copyName('fr', step.nameFr), nameEn: copyName('en', step.nameEn) }))
              }
              onRemove={() => {
                editor.remove(step.stepId);
                if (step.stepId === openId) onOpen(undefined);
                toast.done(words.line.removed(stepName(language, step)), () => editor.keeper.undo());
              }}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
