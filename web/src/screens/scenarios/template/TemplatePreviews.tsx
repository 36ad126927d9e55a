import { Button, SegmentedControl } from '@mantine/core';
import { formatMoney } from '@quitus/texts';
import { EmptyState, Inline, MessagePreview, Reasons, Section, Skeleton, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconEye, IconFileTypePdf, IconRefresh } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { TurnPreviews } from '../../messages/TurnPreviews.tsx';
import { openLetter } from './open-letter.ts';
import { isLetter, smsWords, type TemplateInHand } from './words.ts';

interface TemplatePreviewsProps {
  readonly scenarioId: string;
  readonly template: TemplateInHand;
}

/** How the words on the table read for ten real customers who differ, one after the other; nothing is sent. */
export function TemplatePreviews({ scenarioId, template }: TemplatePreviewsProps) {
  const texts = useTexts();
  const words = texts.templates.editor;
  const toast = useToast();
  const [place, setPlace] = useState(0);
  const preview = useMutation({
    mutationFn: (body: TemplateInHand) => api('POST /scenarios/{id}/previews', { params: { id: scenarioId }, body }),
    onSuccess: () => setPlace(0),
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const seen = preview.data?.previews;
  const shown = seen?.[Math.min(place, seen.length - 1)];
  const stale = preview.variables !== undefined && JSON.stringify(preview.variables) !== JSON.stringify(template);
  return (
    <Section
      plain
      title={words.preview}
      actions={seen && <TurnPreviews place={place} total={seen.length} words={words} onTurn={setPlace} />}
    >
      <div className="q-stacked" data-gap="tight">
        <Inline>
          <Button
            variant="default"
            size="xs"
            leftSection={seen ? <IconRefresh size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
            loading={preview.isPending}
            onClick={() => preview.mutate(template)}
          >
            {seen ? words.refresh : words.preview}
          </Button>
          <span className="q-muted">{stale && template.channel !== 'sms' ? words.previewStale : words.previewHelp}</span>
        </Inline>
        {preview.isPending && !seen && <Skeleton shape="lines" />}
        {seen?.length === 0 && <EmptyState title={words.noCustomer} />}
        {shown && <Shown key={`${place} ${shown.customerId}`} scenarioId={scenarioId} template={template} shown={shown} />}
      </div>
    </Section>
  );
}

type Preview = Awaited<ReturnType<typeof api<'POST /scenarios/{id}/previews'>>>['previews'][number];

interface ShownProps extends TemplatePreviewsProps {
  readonly shown: Preview;
}

/** The same customer again as the words of a text message change: it is paid by the piece. */
function useLive(scenarioId: string, template: TemplateInHand, shown: Preview): Preview {
  const [settled] = useDebouncedValue(template, 400);
  const asked = { ...settled, customerId: shown.customerId };
  const answer = useQuery({
    queryKey: ['sms-preview', scenarioId, asked],
    queryFn: () => api('POST /scenarios/{id}/previews', { params: { id: scenarioId }, body: asked }),
    enabled: settled.channel === 'sms',
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    // Words that cannot be read are told beside the text: what was read last stays.
    retry: false,
  });
  const [live] = answer.data?.previews ?? [];
  return live ? { ...live, why: shown.why } : shown;
}

function Shown({ scenarioId, template, shown: first }: ShownProps) {
  const shown = useLive(scenarioId, template, first);
  const { sms, warnings } = shown;
  const texts = useTexts();
  const words = texts.templates.editor;
  const language = useLanguage();
  const toast = useToast();
  const [view, setView] = useState<'html' | 'text'>('html');
  const [width, setWidth] = useState<'desk' | 'phone'>('desk');
  const letter = useMutation({
    mutationFn: () => openLetter(scenarioId, { ...template, customerId: shown.customerId }),
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const { html } = shown;
  return (
    <>
      <p className="tpl-who">
        <strong>{shown.customer}</strong> <span className="q-muted">{shown.why.map((why) => words.why[why]).join(', ')}</span>{' '}
        <span className="tpl-amount">{formatMoney(language, shown.amount, shown.currency)}</span>
      </p>
      {sms && (
        <p className="q-muted" role="status" aria-live="polite">
          {smsWords(words, sms)}
        </p>
      )}
      {warnings.length > 0 && (
        <Reasons reasons={warnings.map((warning) => ({ sentence: warning.words, weighs: 'held' as const }))} />
      )}
      <Inline>
        {html !== null && (
          <SegmentedControl
            size="xs"
            aria-label={words.preview}
            value={view}
            onChange={(next) => setView(next === 'text' ? 'text' : 'html')}
            data={[
              { value: 'html', label: words.viewHtml },
              { value: 'text', label: words.viewText },
            ]}
          />
        )}
        {html !== null && view === 'html' && (
          <SegmentedControl
            size="xs"
            aria-label={words.phone}
            value={width}
            onChange={(next) => setWidth(next === 'phone' ? 'phone' : 'desk')}
            data={[
              { value: 'desk', label: words.desk },
              { value: 'phone', label: words.phone },
            ]}
          />
        )}
        {isLetter(template.channel) && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFileTypePdf size={14} aria-hidden />}
            loading={letter.isPending}
            onClick={() => letter.mutate()}
          >
            {words.openPdf}
          </Button>
        )}
      </Inline>
      <div className="tpl-preview" data-width={width}>
        <MessagePreview
          from="–"
          to={shown.recipient ? `${shown.recipient.name} · ${shown.recipient.address ?? words.noAddress}` : words.noAddress}
          subject={shown.subject ?? '–'}
          text={shown.text ?? shown.script ?? ''}
          {...(html !== null && view === 'html' ? { html } : {})}
        />
      </div>
    </>
  );
}
