import { hint, useLanguage, useTexts } from '@quitus/ui';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { dayWords, stepName } from './scenario.ts';
import type { DraftStep } from './scenario.ts';
import { typedDays } from './sections.ts';

interface StepWordsProps {
  readonly step: DraftStep;
  readonly readOnly: boolean;
  readonly onChange: (step: DraftStep) => void;
}

/** The day of a step as a field that reads "D+10": typed, or walked with ↑ and ↓; kept on Enter or when left, dropped on Esc. */
export function StepDay({ step, readOnly, onChange }: StepWordsProps) {
  const texts = useTexts();
  const language = useLanguage();
  const shown = dayWords(texts, step);
  const [typed, setTyped] = useState<string | undefined>();
  const days = typed === undefined ? step.offsetDays : typedDays(typed, step.offsetDays);
  const keep = () => {
    setTyped(undefined);
    if (days !== undefined && days !== step.offsetDays) onChange({ ...step, offsetDays: days });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') event.currentTarget.blur();
    // The panel beside would close on it too.
    if (event.key === 'Escape' && typed !== undefined) {
      event.preventDefault();
      setTyped(undefined);
    }
    const walk = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (walk === undefined) return;
    event.preventDefault();
    setTyped(dayWords(texts, { ...step, offsetDays: (days ?? step.offsetDays) + walk }));
  };
  return (
    <input
      className="n-field n-day q-number"
      aria-label={texts.scenarios.step.line.day(stepName(language, step))}
      aria-invalid={days === undefined || undefined}
      disabled={readOnly}
      value={typed ?? shown}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={onKeyDown}
      {...hint(texts.scenarios.step.panel.references[step.reference])}
    />
  );
}

/** The name of a step in the reader's language, edited in place. An empty one is no name: the one before stays. */
export function StepName({ step, readOnly, onChange }: StepWordsProps) {
  const texts = useTexts();
  const language = useLanguage();
  const name = stepName(language, step);
  const [typed, setTyped] = useState<string | undefined>();
  const field = language === 'fr' ? 'nameFr' : 'nameEn';
  const keep = () => {
    setTyped(undefined);
    const said = typed?.trim() ?? '';
    if (said !== '' && said !== name) onChange({ ...step, [field]: said });
  };
  return (
    <input
      className="n-field n-name"
      aria-label={texts.scenarios.step.line.name(dayWords(texts, step))}
      disabled={readOnly}
      maxLength={100}
      value={typed ?? name}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape' && typed !== undefined) {
          event.preventDefault();
          setTyped(undefined);
        }
      }}
    />
  );
}
