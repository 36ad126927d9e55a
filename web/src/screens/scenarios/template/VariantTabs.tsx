import { Button, Popover, Tabs, TextInput } from '@mantine/core';
import { Inline, useLanguage, useTexts } from '@quitus/ui';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { CriteriaField } from '../CriteriaField.tsx';
import { type Place, type StepWords, wordsAt, type WordsVariant } from './words.ts';

interface VariantTabsProps<V extends StepWords> {
  readonly value: V;
  readonly place: Place;
  readonly readOnly: boolean;
  readonly onPlace: (place: Place) => void;
  readonly onChange: (value: V) => void;
}

const most = 20;

/** The step's own French and English, then its variants: other languages, other words for some customers. The first that fits is said. */
export function VariantTabs<V extends StepWords>({ value, place, readOnly, onPlace, onChange }: VariantTabsProps<V>) {
  const words = useTexts().templates.editor;
  const reader = useLanguage();
  const names = new Intl.DisplayNames(reader, { type: 'language' });
  const variants = value.texts;
  const withVariants = (texts: readonly WordsVariant[]) => onChange({ ...value, texts: [...texts] });
  const add = (language: string, label: string) => {
    withVariants([...variants, { language, label, criteria: null, ...wordsAt(value, language === 'fr' ? 'fr' : 'en') }]);
    onPlace(variants.length);
  };
  const variant = typeof place === 'number' ? variants[place] : undefined;
  return (
    <>
      <Inline>
        <Tabs value={String(place)} onChange={(next) => onPlace(next === 'fr' || next === 'en' ? next : Number(next))}>
          <Tabs.List aria-label={words.title}>
            <Tabs.Tab value="fr">{words.languages.fr}</Tabs.Tab>
            <Tabs.Tab value="en">{words.languages.en}</Tabs.Tab>
            {variants.map((each, index) => (
              // Variants are told apart by their place: it is what decides which is said.
              <Tabs.Tab key={index} value={String(index)}>
                {words.variantOf(names.of(each.language) ?? each.language, each.label)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        {!readOnly && variants.length < most && <AddVariant onAdd={add} />}
      </Inline>
      {variant && typeof place === 'number' && (
        <div className="tpl-variant">
          <CriteriaField
            criteria={variant.criteria}
            readOnly={readOnly}
            other={{ text: words.otherCriteria, replace: words.replaceCriteria }}
            onChange={(criteria) => withVariants(variants.map((each, index) => (index === place ? { ...each, criteria } : each)))}
          />
          <p className="q-muted">{variant.criteria === null ? words.everybody : words.fitsSome}</p>
          {!readOnly && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="late"
              leftSection={<IconTrash size={13} aria-hidden />}
              onClick={() => {
                withVariants(variants.filter((_each, index) => index !== place));
                onPlace(reader);
              }}
            >
              {words.removeVariant}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function AddVariant({ onAdd }: { readonly onAdd: (language: string, label: string) => void }) {
  const words = useTexts().templates.editor;
  const [opened, setOpened] = useState(false);
  const [language, setLanguage] = useState('de');
  const [label, setLabel] = useState('');
  const good = /^[a-z]{2}$/.test(language);
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-end" withinPortal>
      <Popover.Target>
        <Button size="xs" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setOpened(!opened)}>
          {words.addVariant}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="q-stacked" data-gap="tight">
          <TextInput
            label={words.variantLanguage}
            maxLength={2}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value.toLowerCase())}
          />
          <TextInput
            label={words.variantLabel}
            description={words.variantLabelHelp}
            maxLength={100}
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <Button
            size="xs"
            disabled={!good}
            onClick={() => {
              onAdd(language, label.trim());
              setOpened(false);
            }}
          >
            {words.addVariant}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
