import { useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { tagLabel } from './template/tag-words.ts';

// What a template says between its words: a field to fill in, or a condition.
const marks = /(\{\{.*?\}\}|\{%.*?%\})/s;

/** The text of a template as a person reads it: its fields by their names, its conditions in words, quieter than the text. */
export function TemplateText({ text, language }: { readonly text: string; readonly language: 'fr' | 'en' }) {
  const words = useTexts().templates.editor.tags;
  const reader = useLanguage();
  const catalogue = useQuery({
    queryKey: ['template-fields', language, reader],
    queryFn: () => api('GET /template-fields', { query: { language } }),
    staleTime: Infinity,
  });
  const labels = new Map(catalogue.data?.fields.map((field) => [field.name, field.label]));
  return (
    <span className="n-template">
      {text.split(marks).map((part, place) => {
        if (!marks.test(part)) return part;
        const { label, kind } = tagLabel(part, words, labels);
        return (
          <span key={place} className="n-template-tag" data-kind={kind}>
            {label}
          </span>
        );
      })}
    </span>
  );
}
