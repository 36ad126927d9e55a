import { TextInput } from '@mantine/core';
import type { TemplateFieldView } from '@quitus/contract';
import { Skeleton, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api.ts';
import '../../scenarios/template/template.css';
import { WordsField } from '../../scenarios/template/WordsField.tsx';

export interface Words {
  readonly subject: string;
  readonly body: string;
}

interface MessageWordsProps {
  readonly channel: string;
  /** The language the words are written in. */
  readonly language: string;
  readonly words: Words;
  readonly onChange: (words: Words) => void;
}

/** Subject and body of one message in the editor of templates; a text message is plain lines. */
export function MessageWords({ channel, language, words, onChange }: MessageWordsProps) {
  const texts = useTexts().beside.specific;
  const reader = useLanguage();
  const catalogue = useQuery({
    queryKey: ['template-fields', language, reader],
    queryFn: () => api('GET /template-fields', { query: { language } }),
    staleTime: Infinity,
  });
  if (!catalogue.data && !catalogue.isError) return <Skeleton shape="lines" count={4} />;
  const fields: readonly TemplateFieldView[] = (catalogue.data?.fields ?? []).filter(
    (field) =>
      (field.channels === null || field.channels.some((each) => each === channel)) &&
      (field.references === null || field.references.includes('due-date')),
  );
  return (
    <>
      {channel !== 'sms' && (
        <TextInput
          label={texts.subject}
          required
          value={words.subject}
          onChange={(event) => onChange({ ...words, subject: event.currentTarget.value })}
        />
      )}
      <WordsField
        key={`${channel === 'sms' ? 'lines' : 'body'} ${language}`}
        label={channel === 'sms' ? texts.sms : texts.body}
        kind={channel === 'sms' ? 'lines' : 'body'}
        value={words.body}
        fields={fields}
        readOnly={false}
        onChange={(body) => onChange({ ...words, body })}
      />
    </>
  );
}
