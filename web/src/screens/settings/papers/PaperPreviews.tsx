import { Button } from '@mantine/core';
import { addressOf, type InputOf } from '@quitus/contract/client';
import { formatMoney } from '@quitus/texts';
import { EmptyState, Inline, Section, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconEye, IconFileTypePdf } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { TurnPreviews } from '../../messages/TurnPreviews.tsx';
import { openPdf } from '../../scenarios/template/open-letter.ts';
import type { Paper } from './paper.ts';

type Trying = Omit<InputOf<'POST /paper-templates/{kind}/preview'>['body'], 'customerId'>;

interface PaperPreviewsProps {
  readonly kind: Paper['kind'];
  /** As it is typed, saved or not. */
  readonly trying: Trying;
}

/** The paper on the table as real customers who differ would get it, one after the other; nothing is sent or kept. */
export function PaperPreviews({ kind, trying }: PaperPreviewsProps) {
  const texts = useTexts();
  const [words, turning] = [texts.templates.papers, texts.templates.editor];
  const language = useLanguage();
  const toast = useToast();
  const [place, setPlace] = useState(0);
  const onError = (error: Error) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const ask = useMutation({ mutationFn: () => api('GET /paper-templates/customers'), onError });
  const open = useMutation({
    mutationFn: (customerId: string) => {
      const body = { ...trying, customerId };
      return openPdf(addressOf('POST /paper-templates/{kind}/preview', { params: { kind }, body }), body, `${kind}.pdf`);
    },
    onError,
  });
  const customers = ask.data?.customers;
  const shown = customers?.[place];
  return (
    <Section
      plain
      title={words.preview}
      actions={customers && <TurnPreviews place={place} total={customers.length} words={turning} onTurn={setPlace} />}
    >
      <Stacked gap="tight">
        {!customers && (
          <Inline>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconEye size={14} aria-hidden />}
              loading={ask.isPending}
              onClick={() => ask.mutate()}
            >
              {words.preview}
            </Button>
            <span className="q-muted">{words.previewHelp}</span>
          </Inline>
        )}
        {customers?.length === 0 && <EmptyState title={words.noCustomer} />}
        {shown && (
          <>
            <p className="tpl-who">
              <strong>{shown.customer}</strong>{' '}
              <span className="q-muted">{shown.why.map((why) => turning.why[why]).join(', ')}</span>{' '}
              <span className="tpl-amount">{formatMoney(language, shown.amount, shown.currency)}</span>
            </p>
            <Inline>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconFileTypePdf size={14} aria-hidden />}
                loading={open.isPending}
                onClick={() => open.mutate(shown.customerId)}
              >
                {words.openPdf}
              </Button>
            </Inline>
          </>
        )}
      </Stacked>
    </Section>
  );
}
