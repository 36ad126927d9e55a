import { Button, Popover, TextInput } from '@mantine/core';
import { IconFilterPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useLanguage, useTexts } from '../language.tsx';
import { filterWords } from './filter-words.ts';
import { FilterForm } from './FilterForm.tsx';
import type { Filter, FilterField } from './filter.ts';

interface FilterChipsProps {
  readonly fields: readonly FilterField[];
  readonly filters: readonly Filter[];
  readonly onChange: (filters: readonly Filter[]) => void;
}

/** Filters as chips one can change or remove, and a way to add one on any field of the catalogue. */
export function FilterChips({ fields, filters, onChange }: FilterChipsProps) {
  const texts = useTexts().common;
  return (
    <div className="q-chips">
      {filters.map((filter, index) => (
        <Chip
          key={`${filter.field}.${index}`}
          filter={filter}
          field={fields.find((field) => field.id === filter.field)}
          onChange={(changed) => onChange(filters.map((other) => (other === filter ? changed : other)))}
          onRemove={() => onChange(filters.filter((other) => other !== filter))}
        />
      ))}
      <AddFilter fields={fields} onAdd={(filter) => onChange([...filters, filter])} />
      {filters.length > 1 && (
        <Button variant="subtle" color="gray" size="xs" onClick={() => onChange([])}>
          {texts.filters.clear}
        </Button>
      )}
    </div>
  );
}

interface ChipProps {
  readonly filter: Filter;
  readonly field: FilterField | undefined;
  readonly onChange: (filter: Filter) => void;
  readonly onRemove: () => void;
}

function Chip({ filter, field, onChange, onRemove }: ChipProps) {
  const language = useLanguage();
  const texts = useTexts();
  const [opened, setOpened] = useState(false);
  const words = filterWords(language, texts, filter, field);
  return (
    <span className="q-chip">
      <Popover opened={opened} onChange={setOpened} width={280} position="bottom-start" trapFocus>
        <Popover.Target>
          <button
            type="button"
            className="q-plain q-chip-words"
            aria-label={texts.common.filters.edit(`${words.field} ${words.question}`)}
            onClick={() => setOpened(!opened)}
          >
            <span className="q-muted">{words.field}</span> {words.question}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          {field && field.offered !== false && (
            <FilterForm
              field={field}
              filter={filter}
              onApply={(changed) => {
                setOpened(false);
                onChange(changed);
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className="q-plain q-chip-remove"
        aria-label={texts.common.filters.remove(words.field)}
        onClick={onRemove}
      >
        <IconX size={13} className="q-icon" aria-hidden />
      </button>
    </span>
  );
}

function AddFilter({ fields, onAdd }: { readonly fields: readonly FilterField[]; readonly onAdd: (filter: Filter) => void }) {
  const texts = useTexts().common.filters;
  const [opened, setOpened] = useState(false);
  const [field, setField] = useState<FilterField | undefined>();
  const change = (next: boolean) => {
    setOpened(next);
    setField(undefined);
  };
  return (
    <Popover opened={opened} onChange={change} width={280} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          className="q-chip-add"
          leftSection={<IconFilterPlus size={14} />}
          onClick={() => change(!opened)}
        >
          {texts.add}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {field ? (
          <FilterForm
            field={field}
            onApply={(filter) => {
              change(false);
              onAdd(filter);
            }}
          />
        ) : (
          <FieldList fields={fields} onChoose={setField} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function FieldList({
  fields,
  onChoose,
}: {
  readonly fields: readonly FilterField[];
  readonly onChoose: (field: FilterField) => void;
}) {
  const language = useLanguage();
  const texts = useTexts().common.filters;
  const [wanted, setWanted] = useState('');
  const found = fields.filter(
    (field) => field.offered !== false && field.label.toLocaleLowerCase(language).includes(wanted.toLocaleLowerCase(language)),
  );
  return (
    <div className="q-field-list">
      <TextInput
        data-autofocus
        size="xs"
        aria-label={texts.find}
        placeholder={texts.find}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && found[0] && onChoose(found[0])}
      />
      <div className="q-field-names">
        {found.map((field) => (
          <button type="button" key={field.id} className="q-plain q-field-name" onClick={() => onChoose(field)}>
            {field.label}
          </button>
        ))}
        {found.length === 0 && <p className="q-muted">{texts.noField}</p>}
      </div>
    </div>
  );
}
