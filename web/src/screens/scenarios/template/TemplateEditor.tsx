import { Section, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import './template.css';
import { TemplateFindings } from './TemplateFindings.tsx';
import { TemplatePreviews } from './TemplatePreviews.tsx';
import { VariantTabs } from './VariantTabs.tsx';
import { isSpoken, languageAt, type Place, type StepOfWords, type StepWords, templateAt, withWordsAt, wordsAt } from './words.ts';
import { WordsField } from './WordsField.tsx';

interface TemplateEditorProps<V extends StepWords> {
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly step: StepOfWords;
  readonly scenarioId: string;
  readonly readOnly?: boolean;
}

/** What a step says, in each language and for each segment of customers: written, checked as it is written, tried on real customers. */
export function TemplateEditor<V extends StepWords>({
  value,
  onChange,
  step,
  scenarioId,
  readOnly = false,
}: TemplateEditorProps<V>) {
  const words = useTexts().templates.editor;
  const reader = useLanguage();
  const [place, setPlace] = useState<Place>(reader);
  const language = languageAt(value, place);
  const catalogue = useQuery({
    queryKey: ['template-fields', language, reader],
    queryFn: () => api('GET /template-fields', { query: { language } }),
    staleTime: Infinity,
  });
  const said = wordsAt(value, place);
  const spoken = isSpoken(step.channel);
  const main = spoken ? 'script' : 'body';
  const kind = spoken || step.channel === 'sms' ? 'lines' : 'body';
  const fields = catalogue.data?.fields.filter(
    (field) =>
      (field.channels === null || field.channels.includes(step.channel)) &&
      (field.references === null || field.references.includes(step.reference)),
  );
  const set = (part: 'subject' | 'body' | 'script', text: string) =>
    onChange(withWordsAt(value, place, { [part]: text.trim() === '' ? null : text }));
  const template = templateAt(value, place, step);
  return (
    <Section plain title={words.title}>
      <div className="q-stacked">
        <VariantTabs value={value} place={place} readOnly={readOnly} onPlace={setPlace} onChange={onChange} />
        {!fields && <Skeleton shape="lines" />}
        {fields && kind === 'body' && (
          <WordsField
            key={`subject ${String(place)}`}
            label={words.subject}
            kind="line"
            value={said.subject ?? ''}
            fields={fields}
            readOnly={readOnly}
            onChange={(text) => set('subject', text)}
          />
        )}
        {fields && (
          <WordsField
            key={`${main} ${String(place)} ${kind}`}
            label={spoken ? words.script : step.channel === 'sms' ? words.sms : words.body}
            kind={kind}
            value={said[main] ?? ''}
            fields={fields}
            readOnly={readOnly}
            onChange={(text) => set(main, text)}
          />
        )}
        <TemplateFindings template={template} />
        <TemplatePreviews scenarioId={scenarioId} template={template} />
      </div>
    </Section>
  );
}
