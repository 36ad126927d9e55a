import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Inline, Section, useTexts, useToast, useToday } from '@quitus/ui';
import { IconPencil } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { deliveryWords, ends } from './letter-words.ts';
import type { RegisteredLetter } from './letter-words.ts';
import { useRereadLetters } from './useRereadLetters.ts';

interface SayWhatBecameProps {
  readonly letter: RegisteredLetter;
  /** How it ended is known: what is said now corrects it, with the reason. */
  readonly over: boolean;
}

/** What a person writes down of a letter; once it ended, only to correct it. */
export function SayWhatBecame({ letter, over }: SayWhatBecameProps) {
  const words = useTexts().letters.screen;
  const [correcting, setCorrecting] = useState(false);
  if (over && !correcting)
    return (
      <div>
        <MayButton
          may="work"
          size="xs"
          variant="default"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={() => setCorrecting(true)}
        >
          {words.correct}
        </MayButton>
      </div>
    );
  return (
    <Section plain title={over ? words.correctTitle : words.sayTitle}>
      <SayForm letter={letter} over={over} onCancel={() => setCorrecting(false)} />
    </Section>
  );
}

function SayForm({ letter, over, onCancel }: SayWhatBecameProps & { readonly onCancel: () => void }) {
  const texts = useTexts();
  const words = texts.letters.screen;
  const toast = useToast();
  const today = useToday();
  const reread = useRereadLetters();
  const choices = over ? ([...ends, 'nothing'] as const) : ends;
  const [state, setState] = useState<(typeof choices)[number]>(over ? 'refused' : 'received');
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const say = useMutation({
    mutationFn: () =>
      api('POST /letters/{id}/delivery', {
        params: { id: letter.id },
        body: { state, on, ...(over ? { correcting: note } : note ? { detail: note } : {}) },
      }),
    onSuccess: async () => {
      await reread();
      toast.done(over ? words.corrected : words.saidDone);
    },
  });
  return (
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
        data={choices.map((each) => ({
          value: each,
          label: each === 'nothing' ? words.otherLetter : deliveryWords(texts, each),
        }))}
        onChange={(event) => setState(choices.find((each) => each === event.currentTarget.value) ?? 'received')}
      />
      {state !== 'nothing' && (
        <TextInput
          type="date"
          label={words.sayDay}
          value={on}
          max={today}
          required
          onChange={(event) => setOn(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={over ? words.correctReason : words.sayDetail}
        maxLength={500}
        required={over}
        value={note}
        error={say.isError ? sentenceOf(say.error, texts.common.error.offline) : undefined}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Inline>
        <MayButton may="work" type="submit" loading={say.isPending}>
          {over ? words.correct : words.say}
        </MayButton>
        {over && (
          <Button variant="subtle" onClick={onCancel}>
            {texts.common.actions.cancel}
          </Button>
        )}
      </Inline>
    </form>
  );
}
