import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../language.tsx';
import { isComplete, operatorsOf, wantsNoValue } from './filter.ts';
import type { Filter, FilterField } from './filter.ts';

interface FilterFormProps {
  readonly field: FilterField;
  /** The filter to change; a new one without it. */
  readonly filter?: Filter;
  readonly onApply: (filter: Filter) => void;
}

/** A comma is how French writes decimals; the server reads a point. */
const asDecimal = (typed: string) => typed.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');

/** The question one asks of a field: operator and values. */
export function FilterForm({ field, filter, onApply }: FilterFormProps) {
  const texts = useTexts().common;
  // A drill-down may ask what the form does not offer: changing its value keeps the question.
  const allowed = [...new Set([...operatorsOf(field.kind), ...(filter ? [filter.operator] : [])])];
  const [draft, setDraft] = useState<Filter>(filter ?? { field: field.id, operator: allowed[0] ?? 'is', values: [] });
  const numeric = field.kind === 'amount' || field.kind === 'number';
  const values = wantsNoValue(draft.operator) ? [] : numeric ? draft.values.map(asDecimal) : draft.values;
  const ready = { ...draft, values };
  const choices =
    field.kind === 'yes-no'
      ? [
          { value: 'yes', label: texts.filters.yes },
          { value: 'no', label: texts.filters.no },
        ]
      : field.options;
  return (
    <form
      className="q-filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete(ready)) onApply(ready);
      }}
    >
      <strong>{field.label}</strong>
      {allowed.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={field.label}
          value={draft.operator}
          data={allowed.map((operator) => ({ value: operator, label: texts.filters.operators[operator] }))}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            setDraft({ ...draft, operator: allowed.find((operator) => operator === chosen) ?? draft.operator });
          }}
        />
      )}
      {wantsNoValue(draft.operator) ? null : choices ? (
        <Choices choices={choices} single={field.kind === 'yes-no'} draft={draft} onChange={setDraft} />
      ) : (
        <Values field={field} draft={draft} onChange={setDraft} />
      )}
      <Button type="submit" disabled={!isComplete(ready)}>
        {texts.actions.apply}
      </Button>
    </form>
  );
}

interface DraftProps {
  readonly draft: Filter;
  readonly onChange: (draft: Filter) => void;
}

interface ChoicesProps extends DraftProps {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly single: boolean;
}

function Choices({ choices, single, draft, onChange }: ChoicesProps) {
  const toggle = (value: string) => {
    if (single) return onChange({ ...draft, values: [value] });
    const values = draft.values.includes(value) ? draft.values.filter((other) => other !== value) : [...draft.values, value];
    return onChange({ ...draft, values });
  };
  return (
    <div className="q-filter-choices">
      {choices.map((choice) => (
        <Checkbox
          key={choice.value}
          label={choice.label}
          checked={draft.values.includes(choice.value)}
          onChange={() => toggle(choice.value)}
        />
      ))}
    </div>
  );
}

function Values({ field, draft, onChange }: DraftProps & { readonly field: FilterField }) {
  const texts = useTexts().common.filters;
  const places = draft.operator === 'between' ? [texts.from, texts.to] : [texts.value];
  const set = (place: number, value: string) =>
    onChange({ ...draft, values: places.map((_, index) => (index === place ? value : (draft.values[index] ?? ''))) });
  return (
    <div className="q-inline">
      {places.map((label, place) => (
        <TextInput
          key={label}
          data-autofocus={place === 0 || undefined}
          className="q-filter-value"
          size="xs"
          type={field.kind === 'day' ? 'date' : 'text'}
          inputMode={field.kind === 'amount' || field.kind === 'number' ? 'decimal' : undefined}
          label={field.unit ? `${label} (${field.unit})` : label}
          value={draft.values[place] ?? ''}
          onChange={(event) => set(place, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}
