import { Button, Menu, SegmentedControl, TextInput, Textarea } from '@mantine/core';
import { Inline, MessagePreview, Reasons, Section, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconBraces, IconEye } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import type { DraftStep } from './scenario.ts';

type Tongue = 'fr' | 'en';
const names = {
  fr: { subject: 'subjectFr', body: 'bodyFr', script: 'scriptFr' },
  en: { subject: 'subjectEn', body: 'bodyEn', script: 'scriptEn' },
} as const;

interface StepTextsProps {
  readonly scenarioId: string;
  readonly step: DraftStep;
  /** A message to write, or a script to speak. */
  readonly written: boolean;
  readonly readOnly: boolean;
  readonly onChange: (step: DraftStep) => void;
}

/** What a step says in each language, with the fields one can insert, and how it reads for a real customer. */
export function StepTexts({ scenarioId, step, written, readOnly, onChange }: StepTextsProps) {
  const words = useTexts().scenarios.screen.step;
  const language = useLanguage();
  const [tongue, setTongue] = useState<Tongue>(language);
  const area = useRef<HTMLTextAreaElement>(null);
  const main = written ? names[tongue].body : names[tongue].script;
  const insert = (field: string) => {
    const box = area.current;
    const text = step[main] ?? '';
    const [from, to] = box ? [box.selectionStart, box.selectionEnd] : [text.length, text.length];
    onChange({ ...step, [main]: `${text.slice(0, from)}{{ ${field} }}${text.slice(to)}` });
    box?.focus();
  };
  return (
    <Section
      plain
      title={words.texts}
      actions={
        <SegmentedControl
          size="xs"
          value={tongue}
          onChange={(next) => setTongue(next === 'en' ? 'en' : 'fr')}
          data={[
            { value: 'fr', label: words.languages.fr },
            { value: 'en', label: words.languages.en },
          ]}
        />
      }
    >
      <div className="q-stacked" data-gap="tight">
        {written && (
          <TextInput
            label={words.subject}
            disabled={readOnly}
            value={step[names[tongue].subject] ?? ''}
            onChange={(event) => onChange({ ...step, [names[tongue].subject]: event.currentTarget.value || null })}
          />
        )}
        <Textarea
          ref={area}
          label={written ? words.body : words.script}
          autosize
          minRows={8}
          maxRows={24}
          disabled={readOnly}
          value={step[main] ?? ''}
          onChange={(event) => onChange({ ...step, [main]: event.currentTarget.value || null })}
        />
        <Inline>{!readOnly && <FieldPicker onPick={insert} />}</Inline>
        {written && <Preview scenarioId={scenarioId} step={step} tongue={tongue} />}
      </div>
    </Section>
  );
}

function FieldPicker({ onPick }: { readonly onPick: (field: string) => void }) {
  const words = useTexts().scenarios.screen;
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconBraces size={14} aria-hidden />}>
          {words.step.fields}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        <Menu.Label>{words.step.fieldsHelp}</Menu.Label>
        {Object.entries(words.fields).map(([field, label]) => (
          <Menu.Item key={field} onClick={() => onPick(field)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface PreviewProps {
  readonly scenarioId: string;
  readonly step: DraftStep;
  readonly tongue: Tongue;
}

function Preview({ scenarioId, step, tongue }: PreviewProps) {
  const texts = useTexts();
  const words = texts.scenarios.screen.step;
  const toast = useToast();
  const subject = step[names[tongue].subject] ?? '';
  const body = step[names[tongue].body] ?? '';
  const preview = useMutation({
    mutationFn: () =>
      api('POST /scenarios/{id}/preview', {
        params: { id: scenarioId },
        body: { language: tongue, subject, body, grave: step.grave },
      }),
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const seen = preview.data;
  return (
    <>
      <Inline>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconEye size={14} aria-hidden />}
          loading={preview.isPending}
          disabled={body.trim() === ''}
          onClick={() => preview.mutate()}
        >
          {words.preview}
        </Button>
        {seen && <span className="q-muted">{words.previewOf(seen.customer)}</span>}
      </Inline>
      {seen && seen.unknownFields.length > 0 && (
        <Reasons reasons={[{ sentence: words.unknown(seen.unknownFields.join(', ')), weighs: 'against' }]} />
      )}
      {seen && <MessagePreview from="–" to={seen.customer} subject={seen.subject} html={seen.html} text={seen.text} />}
    </>
  );
}
