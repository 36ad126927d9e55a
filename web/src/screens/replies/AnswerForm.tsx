import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { answerSnippets } from '@quitus/contract';
import type { AnswerDraft } from '@quitus/contract';
import { formatMoney, withMarkIn, withTravellingMark } from '@quitus/texts';
import { ErrorState, Section, Skeleton, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useFailed, useRereadMails } from './mails.ts';
import type { ReceivedMail } from './mails.ts';

type Snippet = (typeof answerSnippets)[number];
interface AnswerFormProps {
  readonly mail: ReceivedMail;
  readonly onCancel: () => void;
  readonly onSent: () => Promise<void>;
}

// What a mail asks for first decides what the answer begins with.
const usual: Readonly<Partial<Record<NonNullable<ReceivedMail['label']>, Snippet>>> = {
  promise: 'thanks-promise',
  'says-paid': 'paid-checking',
  'asks-document': 'document',
  dispute: 'dispute-noted',
  'asks-delay': 'plan',
};

/** An answer in the mail's own thread, from a text of the library, with the statement and the invoices that go along. */
export function AnswerForm({ mail, onCancel, onSent }: AnswerFormProps) {
  const words = useTexts().replies;
  const challenge: Snippet = mail.kind === 'challenge' ? 'identity' : 'blank';
  const [snippet, setSnippet] = useState<Snippet>((mail.label && usual[mail.label]) ?? challenge);
  const draft = useQuery({
    queryKey: ['received-mail', mail.id, 'draft', snippet],
    queryFn: () => api('GET /received-mails/{id}/answer-draft', { params: { id: mail.id }, query: { snippet } }),
    // What is being written must not be replaced by a reread.
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Section title={words.screen.answerTitle}>
      <Stacked gap="tight">
        <NativeSelect
          size="xs"
          label={words.screen.snippet}
          value={snippet}
          data={answerSnippets.map((each) => ({ value: each, label: words.snippets[each].label }))}
          onChange={(event) => setSnippet(answerSnippets.find((each) => each === event.currentTarget.value) ?? 'blank')}
        />
        {draft.isError ? (
          <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
        ) : draft.data ? (
          <Writing key={snippet} mail={mail} draft={draft.data} onCancel={onCancel} onSent={onSent} />
        ) : (
          <Skeleton shape="lines" count={6} />
        )}
      </Stacked>
    </Section>
  );
}

function Writing({ mail, draft, onCancel, onSent }: AnswerFormProps & { readonly draft: AnswerDraft }) {
  const words = useTexts().replies.screen;
  const language = useLanguage();
  const toast = useToast();
  const reread = useRereadMails();
  const onError = useFailed();
  const [to, setTo] = useState(draft.to);
  const [subject, setSubject] = useState(draft.subject);
  const [text, setText] = useState(() => withMarkIn(language, draft.text));
  const [listed, setListed] = useState(() => new Set(draft.items.filter((item) => item.listed).map((item) => item.itemId)));
  const [invoices, setInvoices] = useState(mail.label === 'asks-document');
  const [treat, setTreat] = useState(mail.state === 'to-treat');
  const kept = draft.items.filter((item) => listed.has(item.itemId) && item.hasDocument);
  const send = useMutation({
    mutationFn: () =>
      api('POST /received-mails/{id}/answers', {
        params: { id: mail.id },
        body: {
          to: to.trim(),
          language: draft.language,
          subject: subject.trim(),
          text: withTravellingMark(text),
          itemIds: [...listed],
          invoices: invoices && kept.length > 0,
          treat: treat && mail.state === 'to-treat',
        },
      }),
    onSuccess: async (sent) => {
      toast.done(words.sent, () => {
        api('POST /messages/{id}/recall', { params: { id: sent.id }, body: {} }).then(() => reread(), onError);
      });
      await reread();
      await onSent();
    },
    onError,
  });
  return (
    <form
      className="q-stacked"
      data-gap="tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (!send.isPending) send.mutate();
      }}
    >
      <TextInput
        size="xs"
        type="email"
        required
        label={words.to}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        required
        maxLength={300}
        label={words.subject}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <Textarea
        size="sm"
        required
        autosize
        minRows={7}
        maxRows={18}
        maxLength={20_000}
        autoFocus
        label={words.text}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {draft.items.length > 0 && (
        <fieldset className="r-items">
          <legend>{words.listItems}</legend>
          {draft.items.slice(0, 60).map((item) => (
            <Checkbox
              key={item.itemId}
              size="xs"
              checked={listed.has(item.itemId)}
              label={
                <span className="q-number">
                  {item.number} · {formatMoney(language, item.open, item.currency)}
                  {!item.hasDocument && listed.has(item.itemId) && invoices && (
                    <span className="q-muted"> · {words.noDocument}</span>
                  )}
                </span>
              }
              onChange={(event) => {
                const next = new Set(listed);
                if (event.currentTarget.checked) next.add(item.itemId);
                else next.delete(item.itemId);
                setListed(next);
              }}
            />
          ))}
        </fieldset>
      )}
      <div className="q-inline">
        <Checkbox
          size="xs"
          label={words.attachInvoices}
          checked={invoices && kept.length > 0}
          disabled={kept.length === 0}
          onChange={(event) => setInvoices(event.currentTarget.checked)}
        />
        {mail.state === 'to-treat' && (
          <Checkbox
            size="xs"
            label={words.treatWith}
            checked={treat}
            onChange={(event) => setTreat(event.currentTarget.checked)}
          />
        )}
      </div>
      <div className="q-inline" data-end>
        <Button size="xs" variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
        <Button size="xs" type="submit" loading={send.isPending}>
          {words.send}
        </Button>
      </div>
    </form>
  );
}
