import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from './language.tsx';

export interface WizardStep {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
  /** Why one cannot go on yet; nothing when one can. */
  readonly blocked?: string;
  /** Says what the button does: "Import 1 204 lines". */
  readonly nextLabel?: string;
}

interface WizardProps {
  readonly steps: readonly WizardStep[];
  /** Place of the step shown, from 0: kept in the URL by the screen. */
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly onFinish: () => void;
  readonly busy?: boolean;
}

/** A task in a few steps, three as a rule: where one is, what blocks, and a button that says what it does. */
export function Wizard({ steps, step, onStep, onFinish, busy = false }: WizardProps) {
  const texts = useTexts().common;
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    // A new step is read from its title; the first one leaves the focus where it was.
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  const current = steps[step];
  if (!current) return null;
  const last = step === steps.length - 1;
  return (
    <div className="q-wizard">
      <ol className="q-wizard-steps">
        {steps.map((each, index) => (
          <li
            key={each.id}
            data-state={index < step ? 'done' : index === step ? 'current' : 'ahead'}
            aria-current={index === step ? 'step' : undefined}
          >
            <span className="q-wizard-number">{index < step ? <IconCheck size={14} aria-hidden /> : index + 1}</span>
            {each.title}
          </li>
        ))}
      </ol>
      <h2 ref={heading} tabIndex={-1} className="q-wizard-title">
        <span className="q-hidden">{texts.wizard.step(step + 1, steps.length)}: </span>
        {current.title}
      </h2>
      <div>{current.content}</div>
      <footer className="q-wizard-foot">
        {current.blocked && (
          <span className="q-muted" role="status">
            {current.blocked}
          </span>
        )}
        {step > 0 && (
          <Button variant="default" disabled={busy} onClick={() => onStep(step - 1)}>
            {texts.actions.back}
          </Button>
        )}
        <Button loading={busy} disabled={current.blocked !== undefined} onClick={() => (last ? onFinish() : onStep(step + 1))}>
          {current.nextLabel ?? (last ? texts.actions.finish : texts.actions.next)}
        </Button>
      </footer>
    </div>
  );
}
