import { Reasons, useTexts } from '@quitus/ui';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../../api.ts';
import { smsWords, type TemplateInHand } from './words.ts';

/** What is wrong with the words on the table, and what to look at, as they are written. */
export function TemplateFindings({ template }: { readonly template: TemplateInHand }) {
  const words = useTexts().templates.editor;
  const [settled] = useDebouncedValue(template, 400);
  const answer = useQuery({
    queryKey: ['template-check', settled],
    queryFn: () => api('POST /template-check', { body: settled }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  const found = answer.data;
  if (!found) return null;
  const { problems, warnings, sms } = found;
  return (
    <div className="q-stacked" data-gap="tight" role="status" aria-live="polite">
      {sms && <p className="q-muted">{smsWords(words, sms)}</p>}
      {problems.length > 0 && (
        <Reasons title={words.problems} reasons={problems.map((one) => ({ sentence: one.words, weighs: 'against' as const }))} />
      )}
      {warnings.length > 0 && (
        <Reasons title={words.warnings} reasons={warnings.map((one) => ({ sentence: one.words, weighs: 'held' as const }))} />
      )}
      {problems.length === 0 && warnings.length === 0 && <Reasons reasons={[{ sentence: words.fine, weighs: 'for' }]} />}
    </div>
  );
}
