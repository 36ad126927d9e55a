import { useDebouncedValue } from '@mantine/hooks';
import { withTravellingMark } from '@quitus/texts';
import { ErrorState, MessagePreview, Skeleton, useTexts } from '@quitus/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { smsWords } from '../scenarios/template/words.ts';
import type { Letter, MessageDraft } from './LetterFields.tsx';

interface ByHandPreviewProps {
  readonly customerId: string;
  readonly draft: MessageDraft;
  readonly letter: Letter;
}

function useReading({ customerId, draft, letter }: ByHandPreviewProps) {
  const { channel, language } = draft;
  const body = { channel, language, text: withTravellingMark(letter.text), itemIds: [...letter.listed] };
  const [settled] = useDebouncedValue(JSON.stringify(body), 300);
  return useQuery({
    queryKey: ['customer', customerId, 'by-hand', settled],
    // The cast: it is the body just written out.
    queryFn: () =>
      api('POST /customers/{id}/messages/preview', { params: { id: customerId }, body: JSON.parse(settled) as typeof body }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

/** How long a text message is as it goes over the air, while it is being written. */
export function SmsCount(props: ByHandPreviewProps) {
  const words = useTexts().templates.editor;
  const reading = useReading(props);
  return (
    <p className="q-muted c-sms-count" role="status">
      {reading.data?.sms ? smsWords(words, reading.data.sms) : '\u00a0'}
    </p>
  );
}

/** A text message or a letter as it would read, the items in it. */
export function ByHandPreview(props: ByHandPreviewProps) {
  const { draft, letter } = props;
  const texts = useTexts();
  const reading = useReading(props);
  if (reading.isError) return <ErrorState error={reading.error} onRetry={() => void reading.refetch()} />;
  if (!reading.data) return <Skeleton shape="lines" count={6} />;
  return (
    <MessagePreview
      from={draft.senderName}
      to={letter.to.split('\n').join(' · ')}
      subject={draft.channel === 'sms' ? texts.common.channels.sms : letter.subject}
      text={reading.data.text}
    />
  );
}
