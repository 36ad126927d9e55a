import { SegmentedControl, TextInput, Textarea } from '@mantine/core';
import { Section, useLanguage, useTexts } from '@quitus/ui';
import { useState } from 'react';
import { type Place, type StepOfWords, type StepWords, withWordsAt, wordsAt } from './words.ts';

interface TemplateEditorProps<V extends StepWords> {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly step: StepOfWords;
  readonly scenarioId: string;
  readonly readOnly?: boolean;
}

/** What a step says, in each language and for each segment of customers. */
export function TemplateEditor<V extends StepWords>({ value, onChange, step, readOnly = false }: TemplateEditorProps<V>) {
  const words = useTexts().scenarios.screen.step;
  const [place, setPlace] = useState<Place>(useLanguage());
  const said = wordsAt(value, place);
  const spoken = step.channel === 'call' || step.channel === 'task' || step.channel === 'hand-over';
  const named = step.channel !== 'sms' && !spoken;
  return (
    <Section
      plain
      title={words.texts}
      actions={
        <SegmentedControl
          size="xs"
          value={String(place)}
          onChange={(next) => setPlace(next === 'en' ? 'en' : 'fr')}
          data={[
            { value: 'fr', label: words.languages.fr },
            { value: 'en', label: words.languages.en },
          ]}
        />
      }
    >
      <div className="q-stacked" data-gap="tight">
        {named && (
          <TextInput
            label={words.subject}
            disabled={readOnly}
            value={said.subject ?? ''}
            onChange={(event) => onChange(withWordsAt(value, place, { subject: event.currentTarget.value || null }))}
          />
        )}
        <Textarea
          label={spoken ? words.script : words.body}
          autosize
          minRows={8}
          maxRows={24}
          disabled={readOnly}
          value={(spoken ? said.script : said.body) ?? ''}
          onChange={(event) =>
            onChange(withWordsAt(value, place, { [spoken ? 'script' : 'body']: event.currentTarget.value || null }))
          }
        />
      </div>
    </Section>
  );
}
