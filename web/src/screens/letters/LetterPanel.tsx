import { Button, NativeSelect, TextInput } from '@mantine/core';
import { formatInstant, formatMoment } from '@quitus/texts';
import {
  Amount,
  ErrorState,
  Facts,
  Inline,
  Section,
  SidePanel,
  Skeleton,
  useLanguage,
  useTexts,
  useToast,
  useToday,
} from '@quitus/ui';
import { IconCertificate, IconFileTypePdf } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { deliveryWords, ends, letterPdf, proofAddress } from './letter-words.ts';
import type { RegisteredLetter } from './letter-words.ts';
import { RegisteredState } from './RegisteredGrid.tsx';
import { useRereadLetters } from './useRereadLetters.ts';
import './letters.css';

/** One letter: its PDF, the number of its slip, everything said of it with the proofs, and what a person adds. */
export function LetterPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const answer = useQuery({ queryKey: ['letters', 'one', id], queryFn: () => api('GET /letters/{id}', { params: { id } }) });
  const letter = answer.data;
  if (!letter)
    return (
      <SidePanel title={words.letter} label={words.letter} onClose={onClose}>
        {answer.isError ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton shape="lines" count={6} />
        )}
      </SidePanel>
    );
  return (
    <SidePanel
      label={`${words.letter} ${letter.customerName}`}
      title={
        <Link to="/customers/$id" params={{ id: letter.customerId }}>
          {letter.customerName}
        </Link>
      }
      detail={
        <Inline>
          <RegisteredState letter={letter} />
          {words.kinds[letter.channel]}
          {letter.amount !== null && letter.currency !== null && <Amount value={letter.amount} currency={letter.currency} />}
        </Inline>
      }
      onClose={onClose}
      actions={
        <Button
          component="a"
          href={letterPdf(letter.id)}
          variant="default"
          leftSection={<IconFileTypePdf size={15} aria-hidden />}
        >
          {words.openPdf}
        </Button>
      }
    >
      <About letter={letter} />
      <History letter={letter} />
      {letter.state === 'sent' && <Say key={letter.deliveryState} letter={letter} />}
    </SidePanel>
  );
}

function About({ letter }: { readonly letter: RegisteredLetter }) {
  const words = useTexts().letters.screen;
  const language = useLanguage();
  const facts = [
    { name: words.columns.recipient, value: letter.recipientName ?? '–' },
    { name: words.letter, value: letter.subject },
    ...(letter.sentAt ? [{ name: words.columns.sent, value: formatInstant(language, letter.sentAt) }] : []),
    ...(letter.transport !== 'print' && letter.trackingNumber
      ? [{ name: words.columns.number, value: <span className="q-number">{letter.trackingNumber}</span> }]
      : []),
  ];
  return (
    <>
      <Facts facts={facts} />
      {letter.transport === 'print' && letter.channel === 'registered-letter' && (
        <Tracking key={letter.trackingNumber} letter={letter} />
      )}
    </>
  );
}

function Tracking({ letter }: { readonly letter: RegisteredLetter }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const toast = useToast();
  const reread = useRereadLetters();
  const [number, setNumber] = useState(letter.trackingNumber ?? '');
  const keep = useMutation({
    mutationFn: () => api('PUT /letters/{id}/tracking', { params: { id: letter.id }, body: { number } }),
    onSuccess: async () => {
      await reread();
      toast.done(words.numberSaved);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <form
      className="letters-tracking"
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <TextInput
        flex={1}
        label={words.columns.number}
        placeholder={words.typeNumber}
        maxLength={40}
        value={number}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <MayButton may="work" type="submit" variant="default" loading={keep.isPending} onClick={() => undefined}>
        {words.say}
      </MayButton>
    </form>
  );
}

function History({ letter }: { readonly letter: RegisteredLetter }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const language = useLanguage();
  if (letter.events.length === 0)
    return (
      <Section plain title={words.history}>
        <p className="q-muted">{words.nothingKnown}</p>
      </Section>
    );
  return (
    <Section plain title={words.history}>
      <ul className="letters-history">
        {letter.events.map((event) => (
          <li key={event.id}>
            <span className="letters-history-head">
              <strong>{deliveryWords(texts, event.state)}</strong>
              <span className="q-number q-muted">{formatMoment(language, event.at)}</span>
            </span>
            {event.detail && <span className="letters-detail q-muted">{event.detail}</span>}
            {event.proof && (
              <a href={proofAddress(letter.id, event.id)} aria-label={words.proofOf(deliveryWords(texts, event.state))}>
                <IconCertificate size={14} aria-hidden /> {words.proof}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Say({ letter }: { readonly letter: RegisteredLetter }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const toast = useToast();
  const today = useToday();
  const reread = useRereadLetters();
  const [state, setState] = useState<(typeof ends)[number]>('received');
  const [on, setOn] = useState(today);
  const [detail, setDetail] = useState('');
  const say = useMutation({
    mutationFn: () =>
      api('POST /letters/{id}/delivery', { params: { id: letter.id }, body: { state, on, ...(detail ? { detail } : {}) } }),
    onSuccess: async () => {
      await reread();
      toast.done(words.saidDone);
    },
  });
  return (
    <Section plain title={words.sayTitle}>
      <form
        className="letters-options"
        onSubmit={(event) => {
          event.preventDefault();
          say.mutate();
        }}
      >
        <NativeSelect
          label={words.said}
          value={state}
          data={ends.map((each) => ({ value: each, label: deliveryWords(texts, each) }))}
          onChange={(event) => setState(ends.find((each) => each === event.currentTarget.value) ?? 'received')}
        />
        <TextInput
          type="date"
          label={words.sayDay}
          value={on}
          max={today}
          required
          onChange={(event) => setOn(event.currentTarget.value)}
        />
        <TextInput
          label={words.sayDetail}
          maxLength={500}
          value={detail}
          error={say.isError ? sentenceOf(say.error, texts.common.error.offline) : undefined}
          onChange={(event) => setDetail(event.currentTarget.value)}
        />
        <MayButton may="work" type="submit" loading={say.isPending}>
          {words.say}
        </MayButton>
      </form>
    </Section>
  );
}
