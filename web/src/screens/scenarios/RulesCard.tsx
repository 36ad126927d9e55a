import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { Section, typedAmount, useTexts } from '@quitus/ui';
import { useState } from 'react';
import type { Draft } from './scenario.ts';

const catchUps = ['start-at-first', 'jump-to-age', 'latest-only'] as const;

interface RulesCardProps {
  readonly draft: Draft;
  readonly readOnly: boolean;
  readonly onChange: (draft: Draft) => void;
}

/** The rules of a scenario: its name, what a late newcomer gets, how often, from what amount. */
export function RulesCard({ draft, readOnly, onChange }: RulesCardProps) {
  const words = useTexts().scenarios.screen.rules;
  const [floor, setFloor] = useState(draft.floorAmount ?? '');
  return (
    <Section title={words.title}>
      <div className="c-fields">
        <TextInput
          className="c-whole"
          label={words.name}
          maxLength={100}
          disabled={readOnly}
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        />
        <NativeSelect
          className="c-whole"
          label={words.catchUp}
          disabled={readOnly}
          value={draft.catchUp}
          data={catchUps.map((each) => ({ value: each, label: words.catchUps[each] }))}
          onChange={(event) =>
            onChange({ ...draft, catchUp: catchUps.find((each) => each === event.currentTarget.value) ?? draft.catchUp })
          }
        />
        <NumberInput
          label={words.minDays}
          placeholder={words.usual}
          description={words.usualHelp}
          min={0}
          max={90}
          allowDecimal={false}
          disabled={readOnly}
          value={draft.minDaysBetween ?? ''}
          onChange={(value) => onChange({ ...draft, minDaysBetween: typeof value === 'number' ? value : null })}
        />
        <TextInput
          label={words.floor}
          placeholder={words.usual}
          description={words.usualHelp}
          rightSection="€"
          disabled={readOnly}
          value={floor}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            setFloor(typed);
            const amount = typed.trim() === '' ? null : typedAmount(typed, 2);
            if (amount !== undefined) onChange({ ...draft, floorAmount: amount });
          }}
        />
      </div>
    </Section>
  );
}
