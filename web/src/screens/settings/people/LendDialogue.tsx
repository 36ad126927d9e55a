import { Button, Modal, NativeSelect, TextInput, Textarea } from '@mantine/core';
import { Inline, Stacked, addDays, useTexts, useToast, useToday } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { useMay, useSession } from '../../../session.ts';
import { peopleQuery, usePeopleChanged } from './people-queries.ts';
import type { Person } from './people-queries.ts';

interface Draft {
  readonly fromPersonId: string;
  readonly toPersonId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly note: string;
}

/** Lends a portfolio by dates: one's own, anybody's for a manager. */
export function LendDialogue({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.people.loans;
  const today = useToday();
  const { user } = useSession();
  const manages = useMay('manage');
  const people = useQuery(peopleQuery).data?.people ?? [];
  const [draft, setDraft] = useState<Draft>({
    fromPersonId: user.id,
    toPersonId: '',
    startsOn: today,
    endsOn: addDays(today, 7),
    note: '',
  });
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const from = people.find((each) => each.id === draft.fromPersonId);
  const to = people.find((each) => each.id === draft.toPersonId);
  const lend = useLend(draft, from, to, onClose);
  const wrong = draft.endsOn < draft.startsOn;
  return (
    <Modal
      opened
      onClose={onClose}
      size={480}
      title={words.title}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (to && !wrong) lend.mutate();
        }}
      >
        <Stacked>
          {manages && (
            <PersonChoice
              label={words.from}
              people={people}
              value={draft.fromPersonId}
              onChange={(fromPersonId) => set({ fromPersonId })}
            />
          )}
          <PersonChoice
            label={words.to}
            people={people.filter((each) => each.id !== draft.fromPersonId)}
            value={draft.toPersonId}
            onChange={(toPersonId) => set({ toPersonId })}
          />
          <div className="p-form">
            <TextInput
              type="date"
              label={words.starts}
              min={today}
              value={draft.startsOn}
              onChange={(event) => set({ startsOn: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={words.ends}
              min={draft.startsOn}
              value={draft.endsOn}
              error={wrong ? words.datesWrong : undefined}
              onChange={(event) => set({ endsOn: event.currentTarget.value })}
            />
          </div>
          <Textarea
            label={words.note}
            description={words.noteHelp}
            maxLength={500}
            autosize
            minRows={2}
            value={draft.note}
            onChange={(event) => set({ note: event.currentTarget.value })}
          />
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button
              type="submit"
              disabled={!to || wrong || draft.startsOn === '' || draft.endsOn === ''}
              loading={lend.isPending}
            >
              {words.action(from?.portfolio ?? 0)}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}

interface PersonChoiceProps {
  readonly label: string;
  readonly people: readonly Person[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function PersonChoice({ label, people, value, onChange }: PersonChoiceProps) {
  const words = useTexts().people;
  return (
    <NativeSelect
      label={label}
      value={value}
      data={[
        { value: '', label: words.handOver.choose, disabled: true },
        ...people.map((each) => ({ value: each.id, label: `${each.name} · ${words.customers(each.portfolio)}` })),
      ]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function useLend(draft: Draft, from: Person | undefined, to: Person | undefined, onDone: () => void) {
  const texts = useTexts();
  const toast = useToast();
  const changed = usePeopleChanged();
  const { note, ...rest } = draft;
  return useMutation({
    mutationFn: () => api('POST /delegations', { body: { ...rest, ...(note.trim() === '' ? {} : { note: note.trim() }) } }),
    onSuccess: async () => {
      toast.done(texts.people.loans.done(from?.name ?? '', to?.name ?? ''));
      onDone();
      await changed();
    },
    // What was typed stays.
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
