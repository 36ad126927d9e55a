import { Button, SegmentedControl } from '@mantine/core';
import { formatDay, formatMoney, statementMark, withMarkIn, withTravellingMark } from '@quitus/texts';
import {
  EmptyState,
  ErrorState,
  FormFoot,
  MessagePreview,
  SidePanel,
  Skeleton,
  Stacked,
  formatTotals,
  sumAmounts,
  useLanguage,
  useTexts,
} from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useRightReason } from '../../rights.ts';
import { useMay } from '../../session.ts';
import { ByHandPreview } from './ByHandPreview.tsx';
import { LetterFields } from './LetterFields.tsx';
import type { Letter, MessageDraft } from './LetterFields.tsx';
import { addressesOf, useSendByHand } from './useSendByHand.ts';

type Template = MessageDraft['template'];
const templates = ['reminder', 'statement', 'reply'] as const;
const channels = ['e-mail', 'sms', 'letter'] as const;

interface ComposePanelProps {
  readonly customerId: string;
  /** The ticked items; none: those the template usually lists. */
  readonly itemIds: readonly string[];
  /** The message answered. */
  readonly inReplyTo?: string;
  readonly onClose: () => void;
}

/** A message written by hand from a draft: whom to, what it says, which items it lists, as the recipient will see it. */
export function ComposePanel({ customerId, itemIds, inReplyTo, onClose }: ComposePanelProps) {
  const texts = useTexts();
  const words = texts.customer.compose;
  const forbidden = useRightReason('work');
  const [channel, setChannel] = useState<MessageDraft['channel']>('e-mail');
  const [template, setTemplate] = useState<Template>(inReplyTo ? 'reply' : 'reminder');
  const [language, setLanguage] = useState<'fr' | 'en' | undefined>();
  const asked = {
    channel,
    template,
    ...(itemIds.length > 0 ? { itemIds: itemIds.join(',') } : {}),
    ...(language ? { language } : {}),
    ...(inReplyTo ? { inReplyTo } : {}),
  };
  const draft = useQuery({
    queryKey: ['customer', customerId, 'draft', asked],
    queryFn: () => api('GET /customers/{id}/message-draft', { params: { id: customerId }, query: asked }),
    // What is being written must not be replaced by a reread.
    staleTime: Infinity,
    enabled: forbidden === undefined,
    gcTime: 0,
  });
  return (
    <SidePanel takeFocus title={words.title} label={words.title} onClose={onClose} width="wide">
      <Stacked>
        {inReplyTo === undefined && (
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={words.channel}
            value={channel}
            onChange={(next) => setChannel(channels.find((each) => each === next) ?? 'e-mail')}
            data={channels.map((each) => ({ value: each, label: texts.common.channels[each === 'e-mail' ? 'email' : each] }))}
          />
        )}
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={words.title}
          value={template}
          onChange={(next) => setTemplate(templates.find((each) => each === next) ?? 'reminder')}
          data={templates.map((each) => ({
            value: each,
            label: each === 'reply' && inReplyTo === undefined ? words.ownWords : words.templates[each],
          }))}
        />
        {forbidden !== undefined ? (
          <EmptyState icon={IconLock} title={words.title}>
            {forbidden}
          </EmptyState>
        ) : draft.isError ? (
          <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
        ) : draft.data ? (
          <Writing
            key={`${draft.data.channel} ${template} ${draft.data.language}`}
            customerId={customerId}
            draft={draft.data}
            onLanguage={setLanguage}
            onClose={onClose}
          />
        ) : (
          <Skeleton shape="lines" count={8} />
        )}
      </Stacked>
    </SidePanel>
  );
}

interface WritingProps {
  readonly customerId: string;
  readonly draft: MessageDraft;
  readonly onLanguage: (language: 'fr' | 'en') => void;
  readonly onClose: () => void;
}

const looksLikeAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

function Writing({ customerId, draft, onLanguage, onClose }: WritingProps) {
  const language = useLanguage();
  const words = useTexts().customer.compose;
  const may = useMay('work');
  const [letter, setLetter] = useState<Letter>(() => ({
    to: draft.to ?? '',
    copies: '',
    subject: draft.subject,
    text: withMarkIn(language, draft.text),
    listed: new Set(draft.items.filter((item) => item.listed).map((item) => item.itemId)),
    senderId: draft.senderId,
  }));
  const [previewing, setPreviewing] = useState(false);
  const listed = draft.items.filter((item) => letter.listed.has(item.itemId));
  const sum = formatTotals(language, sumAmounts(listed.map((item) => ({ amount: item.open, currency: item.currency }))));
  const send = useSendByHand(customerId, draft, letter, onClose);
  const ready =
    may &&
    (draft.channel === 'e-mail'
      ? looksLikeAddress(letter.to) && addressesOf(letter.copies).every(looksLikeAddress)
      : letter.to.trim() !== '') &&
    letter.subject.trim() !== '' &&
    letter.text.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) send.mutate();
      }}
    >
      <Stacked>
        {previewing && draft.channel !== 'e-mail' ? (
          <ByHandPreview customerId={customerId} draft={draft} letter={letter} />
        ) : previewing ? (
          <MessagePreview
            from={fromOf(draft, letter)}
            to={letter.to}
            {...(letter.copies.trim() === '' ? {} : { copy: letter.copies })}
            subject={letter.subject}
            text={withTable(letter.text, listed, draft.language)}
          />
        ) : (
          <LetterFields customerId={customerId} draft={draft} letter={letter} onChange={setLetter} onLanguage={onLanguage} />
        )}
        <FormFoot>
          <Button type="submit" disabled={!ready} loading={send.isPending}>
            {listed.length > 0 ? words.send(sum) : words.sendPlain}
          </Button>
          <Button variant="default" onClick={() => setPreviewing(!previewing)}>
            {previewing ? words.edit : words.preview}
          </Button>
        </FormFoot>
      </Stacked>
    </form>
  );
}

function fromOf(draft: MessageDraft, letter: Letter): string {
  const sender = draft.senders.find((each) => each.id === letter.senderId);
  return `${sender?.name ?? draft.senderName} · ${sender?.address ?? draft.senderAddress}`;
}

// The table of items as lines of text, where its mark stands, in the language of the message.
function withTable(text: string, items: MessageDraft['items'], language: MessageDraft['language']): string {
  const table = items
    .map((item) =>
      [item.number, item.dueOn ? formatDay(language, item.dueOn) : '', formatMoney(language, item.open, item.currency)].join(
        '   ',
      ),
    )
    .join('\n');
  const travelling = withTravellingMark(text);
  return travelling.includes(statementMark) ? travelling.replaceAll(statementMark, table) : `${travelling.trimEnd()}\n\n${table}`;
}
