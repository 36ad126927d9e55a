import { Section, Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import '../scenarios/template/template.css';
import { TemplateFindings } from '../scenarios/template/TemplateFindings.tsx';
import { VariantTabs } from '../scenarios/template/VariantTabs.tsx';
import { languageAt, type Place, withWordsAt, wordsAt } from '../scenarios/template/words.ts';
import { WordsField } from '../scenarios/template/WordsField.tsx';
import { withWords, wordsOfBody } from './campaign.ts';
import type { CampaignBody, CampaignKind } from './campaign.ts';

interface CampaignWordsProps {
  readonly kind: CampaignKind;
  readonly body: CampaignBody;
  readonly readOnly: boolean;
  readonly onChange: (body: CampaignBody) => void;
}

/** What a campaign says, in each language and for some customers: checked as it is written. */
export function CampaignWords({ kind, body, readOnly, onChange }: CampaignWordsProps) {
  const texts = useTexts();
  const words = texts.templates.editor;
  const reader = useLanguage();
  const [place, setPlace] = useState<Place>(reader);
  const value = wordsOfBody(body);
  const language = languageAt(value, place);
  const catalogue = useQuery({
    queryKey: ['template-fields', language, reader],
    queryFn: () => api('GET /template-fields', { query: { language } }),
    staleTime: Infinity,
  });
  const fields = catalogue.data?.fields.filter((field) => field.campaigns.includes(kind));
  const { subject, body: text } = wordsAt(value, place);
  const set = (part: 'subject' | 'body', typed: string) =>
    onChange(withWords(body, withWordsAt(value, place, { [part]: typed.trim() === '' ? null : typed })));
  return (
    <Section plain title={texts.campaigns.one.words}>
      <div className="q-stacked">
        <VariantTabs
          value={value}
          place={place}
          readOnly={readOnly}
          onPlace={setPlace}
          onChange={(next) => onChange(withWords(body, next))}
        />
        {!fields && <Skeleton shape="lines" />}
        {fields && (
          <>
            <WordsField
              key={`subject ${String(place)}`}
              label={words.subject}
              kind="line"
              value={subject ?? ''}
              fields={fields}
              readOnly={readOnly}
              onChange={(typed) => set('subject', typed)}
            />
            <WordsField
              key={`body ${String(place)}`}
              label={words.body}
              kind="body"
              value={text ?? ''}
              fields={fields}
              readOnly={readOnly}
              onChange={(typed) => set('body', typed)}
            />
          </>
        )}
        {!readOnly && (
          <TemplateFindings template={{ channel: 'e-mail', campaign: kind, language, subject, body: text, script: null }} />
        )}
      </div>
    </Section>
  );
}
