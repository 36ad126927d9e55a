import { Button, TextInput } from '@mantine/core';
import { formatInstant } from '@quitus/texts';
import { Amount, ErrorState, Facts, Inline, SidePanel, Skeleton, useLanguage, useTexts, useToast } from '@quitus/ui';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { letterPdf } from './letter-words.ts';
import type { RegisteredLetter } from './letter-words.ts';
import { LetterFate } from './LetterFate.tsx';
import { LetterProofs } from './LetterProofs.tsx';
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
      <LetterFate letter={letter} />
      <LetterProofs letter={letter} />
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
