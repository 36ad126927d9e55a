import { Button, Checkbox, NativeSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import type { OutputOf } from '@quitus/contract/client';
import { formatDay, formatDecimal, formatInstant, formatMoney } from '@quitus/texts';
import {
  ErrorState,
  MessagePreview,
  SidePanel,
  Skeleton,
  Stacked,
  formatTotals,
  sumAmounts,
  useLanguage,
  useTexts,
  useToast,
} from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { useMay } from '../../session.ts';
import { useCustomerChanged } from './customer-queries.ts';

type Draft = OutputOf<'GET /customers/{id}/message-draft'>;
type Template = Draft['template'];
const templates = ['reminder', 'statement', 'reply'] as const;

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
  const [template, setTemplate] = useState<Template>(inReplyTo ? 'reply' : 'reminder');
  const [language, setLanguage] = useState<'fr' | 'en' | undefined>();
  const asked = {
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
    gcTime: 0,
  });
  return (
    <SidePanel title={words.title} label={words.title} onClose={onClose} width="wide">
      <Stacked>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={words.title}
          value={template}
          onChange={(next) => setTemplate(templates.find((each) => each === next) ?? 'reminder')}
          data={templates
            .filter((each) => each !== 'reply' || inReplyTo)
            .map((each) => ({ value: each, label: words.templates[each] }))}
        />
        {draft.isError ? (
          <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
        ) : draft.data ? (
          <Writing
            key={`${template} ${draft.data.language}`}
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
  readonly draft: Draft;
  readonly onLanguage: (language: 'fr' | 'en') => void;
  readonly onClose: () => void;
}

interface Letter {
  readonly to: string;
  readonly copies: string;
  readonly subject: string;
  readonly text: string;
  readonly listed: ReadonlySet<string>;
}

const addressesOf = (copies: string) => copies.split(/[,;\s]+/).filter(Boolean);
const looksLikeAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);

function Writing({ customerId, draft, onLanguage, onClose }: WritingProps) {
  const language = useLanguage();
  const words = useTexts().customer.compose;
  const may = useMay('work');
  const [letter, setLetter] = useState<Letter>(() => ({
    to: draft.to ?? '',
    copies: '',
    subject: draft.subject,
    text: draft.text,
    listed: new Set(draft.items.filter((item) => item.listed).map((item) => item.itemId)),
  }));
  const [previewing, setPreviewing] = useState(false);
  const listed = draft.items.filter((item) => letter.listed.has(item.itemId));
  const sum = formatTotals(language, sumAmounts(listed.map((item) => ({ amount: item.open, currency: item.currency }))));
  const send = useSend(customerId, draft, letter, onClose);
  const ready =
    may &&
    looksLikeAddress(letter.to) &&
    addressesOf(letter.copies).every(looksLikeAddress) &&
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
        {previewing ? (
          <MessagePreview
            from={`${draft.senderName} · ${draft.senderAddress}`}
            to={letter.to}
            {...(letter.copies.trim() === '' ? {} : { copy: letter.copies })}
            subject={letter.subject}
            text={withTable(letter.text, listed, draft.language)}
          />
        ) : (
          <Fields draft={draft} letter={letter} onChange={setLetter} onLanguage={onLanguage} />
        )}
        <div className="q-inline" data-end>
          <Button variant="default" onClick={() => setPreviewing(!previewing)}>
            {previewing ? words.edit : words.preview}
          </Button>
          <Button type="submit" disabled={!ready} loading={send.isPending}>
            {listed.length > 0 ? words.send(sum) : words.sendPlain}
          </Button>
        </div>
      </Stacked>
    </form>
  );
}

// The table of items as lines of text, where its mark stands, in the language of the message.
function withTable(text: string, items: Draft['items'], language: Draft['language']): string {
  const table = items
    .map((item) =>
      [item.number, item.dueOn ? formatDay(language, item.dueOn) : '', formatMoney(language, item.open, item.currency)].join(
        '   ',
      ),
    )
    .join('\n');
  return text.replace('[statement]', table);
}

function useSend(customerId: string, draft: Draft, letter: Letter, onSent: () => void) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.compose;
  const toast = useToast();
  const changed = useCustomerChanged(customerId);
  const failed = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const recall = async (id: string) => {
    try {
      await api('POST /messages/{id}/recall', { params: { id }, body: {} });
      toast.done(words.recalled);
      await changed();
    } catch (error) {
      failed(error);
    }
  };
  const contact = draft.recipients.find((recipient) => recipient.address === letter.to)?.contactId;
  const copies = addressesOf(letter.copies);
  return useMutation({
    mutationFn: () =>
      api('POST /customers/{id}/messages', {
        params: { id: customerId },
        body: {
          template: draft.template,
          to: letter.to.trim(),
          language: draft.language,
          subject: letter.subject.trim(),
          text: letter.text,
          itemIds: [...letter.listed],
          ...(contact ? { contactId: contact } : {}),
          ...(copies.length > 0 ? { copies } : {}),
          ...(draft.inReplyTo ? { inReplyTo: draft.inReplyTo } : {}),
        },
      }),
    onSuccess: async (message) => {
      toast.done(words.sent(formatInstant(language, message.notBefore)), () => void recall(message.id));
      onSent();
      await changed();
    },
    onError: failed,
  });
}

interface FieldsProps {
  readonly draft: Draft;
  readonly letter: Letter;
  readonly onChange: (letter: Letter) => void;
  readonly onLanguage: (language: 'fr' | 'en') => void;
}

function Fields({ draft, letter, onChange, onLanguage }: FieldsProps) {
  const texts = useTexts();
  const words = texts.customer.compose;
  const languages = texts.customers.create.languages;
  const known = draft.recipients.some((recipient) => recipient.address === letter.to);
  const [other, setOther] = useState(!known);
  const set = (part: Partial<Letter>) => onChange({ ...letter, ...part });
  return (
    <Stacked gap="tight">
      <NativeSelect
        label={words.to}
        {...(draft.recipients.some((recipient) => recipient.usable) ? {} : { description: words.noRecipient })}
        value={other ? '' : letter.to}
        data={[
          ...draft.recipients.map((recipient) => ({
            value: recipient.address,
            label: `${recipient.name ? `${recipient.name} · ` : ''}${recipient.address}${recipient.usable ? '' : ` (${words.unusable})`}`,
            disabled: !recipient.usable,
          })),
          { value: '', label: words.other },
        ]}
        onChange={(event) => {
          setOther(event.currentTarget.value === '');
          set({ to: event.currentTarget.value });
        }}
      />
      {other && (
        <TextInput
          type="email"
          label={words.address}
          value={letter.to}
          onChange={(event) => set({ to: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={words.copies}
        description={words.copiesHelp}
        value={letter.copies}
        onChange={(event) => set({ copies: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.language}
        description={words.rewrite}
        value={draft.language}
        data={(['fr', 'en'] as const).map((each) => ({ value: each, label: languages[each] }))}
        onChange={(event) => onLanguage(event.currentTarget.value === 'en' ? 'en' : 'fr')}
      />
      <TextInput label={words.subject} value={letter.subject} onChange={(event) => set({ subject: event.currentTarget.value })} />
      <Textarea
        label={words.text}
        description={words.tableHelp}
        autosize
        minRows={8}
        maxRows={22}
        value={letter.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Listed draft={draft} letter={letter} onChange={onChange} />
    </Stacked>
  );
}

function Listed({ draft, letter, onChange }: Omit<FieldsProps, 'onLanguage'>) {
  const language = useLanguage();
  const words = useTexts().customer.compose;
  const toggle = (id: string) => {
    const listed = new Set(letter.listed);
    if (!listed.delete(id)) listed.add(id);
    onChange({ ...letter, listed });
  };
  return (
    <fieldset className="c-listed">
      <legend>{words.listed}</legend>
      {draft.items.map((item) => (
        <Checkbox
          key={item.itemId}
          checked={letter.listed.has(item.itemId)}
          onChange={() => toggle(item.itemId)}
          label={
            <>
              {item.number}{' '}
              <span className="q-number">
                {formatDecimal(language, item.open)} {item.currency}
              </span>{' '}
              {item.daysLate > 0 && (
                <span className="q-late" data-age="late">
                  {words.late(item.daysLate)}
                </span>
              )}
            </>
          }
        />
      ))}
    </fieldset>
  );
}
