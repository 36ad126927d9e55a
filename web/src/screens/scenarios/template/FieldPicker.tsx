import { Button, Combobox, useCombobox } from '@mantine/core';
import type { TemplateFieldView } from '@quitus/contract';
import { useTexts } from '@quitus/ui';
import { IconBraces } from '@tabler/icons-react';
import { useState } from 'react';
import { type ConditionName, conditions } from './tag-words.ts';

interface FieldPickerProps {
  readonly fields: readonly TemplateFieldView[];
  /** Given what to insert: one tag, or the two ends of a condition. */
  readonly onInsert: (tags: readonly string[]) => void;
}

const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
const groups = ['claim', 'customer', 'blocks', 'entity', 'items', 'interest', 'promise', 'payment'] as const;

/** The fields a text may name, by group, found by their words; the conditions a text may turn on stand last. */
export function FieldPicker({ fields, onInsert }: FieldPickerProps) {
  const words = useTexts().templates;
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const meets = (text: string): boolean => folded(text).includes(folded(search.trim()));
  const shown = fields.filter((field) => field.name !== 'items' && meets(`${field.label} ${field.name}`));
  const turns = (Object.keys(conditions) as ConditionName[]).filter((name) => meets(words.editor.tags[name]));
  const insert = (value: string): void => {
    const condition = (Object.keys(conditions) as ConditionName[]).find((name) => `if ${name}` === value);
    if (condition !== undefined) onInsert([`{% if ${conditions[condition]} %}`, '{% endif %}']);
    else onInsert([`{{ ${value.startsWith('items.') ? value.replace('items.', 'items[0].') : value} }}`]);
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} width={320} position="bottom-start" withinPortal onOptionSubmit={insert}>
      <Combobox.Target withAriaAttributes={false}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconBraces size={14} aria-hidden />}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          {words.editor.insert}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label={words.editor.search}
          placeholder={words.editor.search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }}>
          {groups.map((group) => {
            const own = shown.filter((field) => field.group === group);
            return (
              own.length > 0 && (
                <Combobox.Group key={group} label={words.groups[group]}>
                  {own.map((field) => (
                    <Combobox.Option key={field.name} value={field.name}>
                      <span className="tpl-option">
                        <span>{field.label}</span>
                        {field.example && <span className="q-muted">{field.example.split('\n', 1)[0]}</span>}
                      </span>
                    </Combobox.Option>
                  ))}
                </Combobox.Group>
              )
            );
          })}
          {turns.length > 0 && (
            <Combobox.Group label={words.editor.conditions}>
              {turns.map((name) => (
                <Combobox.Option key={name} value={`if ${name}`}>
                  {words.editor.tags.if(words.editor.tags[name])}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          )}
          {shown.length === 0 && turns.length === 0 && <Combobox.Empty>{words.editor.nothingFound}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
