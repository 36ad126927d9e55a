import { Alert, Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import type { TermsView } from '@quitus/contract';
import { formatDay } from '@quitus/texts';
import { Inline, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { wholeNumber } from '../setting/parse-settings.ts';

const kinds = ['net', 'end-of-month', 'net-then-end-of-month', 'end-of-month-then-net', 'by-decade'] as const;
const shifts = ['none', 'next', 'previous'] as const;
// These count no days of their own.
const withoutDays: readonly string[] = ['end-of-month'];

interface TermsDialogueProps {
  /** The terms to change; new ones without them. */
  readonly terms: TermsView | undefined;
  readonly onClose: () => void;
}

/** Payment terms made or changed; those recorded show the due dates they give. */
export function TermsDialogue({ terms, onClose }: TermsDialogueProps) {
  const texts = useTexts();
  const words = texts.settings.terms;
  return (
    <Modal
      opened
      onClose={onClose}
      title={terms ? words.edit(terms.name) : words.create}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <TermsForm terms={terms} onClose={onClose} />
    </Modal>
  );
}

function useSave(terms: TermsView | undefined, onClose: () => void) {
  const words = useTexts().settings.terms;
  const toast = useToast();
  const cache = useQueryClient();
  type Draft = Pick<TermsView, 'name' | 'kind' | 'days' | 'dayOfMonth' | 'workingDayShift'>;
  return useMutation({
    mutationFn: async (body: Draft) => {
      if (!terms) {
        await api('POST /payment-terms', { body });
        return words.done(body.name);
      }
      const { changed } = await api('PATCH /payment-terms/{id}', { params: { id: terms.id }, body });
      return words.moved(body.name, changed.moved);
    },
    onSuccess: async (sentence) => {
      toast.done(sentence);
      onClose();
      // Due dates may have moved: every figure follows.
      await cache.invalidateQueries();
    },
  });
}

function TermsForm({ terms, onClose }: TermsDialogueProps) {
  const texts = useTexts();
  const words = texts.settings.terms;
  const [draft, setDraft] = useState({
    name: terms?.name ?? '',
    kind: terms?.kind ?? ('net' as const),
    days: String(terms?.days ?? 30),
    dayOfMonth: terms?.dayOfMonth === null || terms === undefined ? '' : String(terms.dayOfMonth),
    workingDayShift: terms?.workingDayShift ?? ('none' as const),
  });
  const save = useSave(terms, onClose);
  const days = withoutDays.includes(draft.kind) ? 0 : wholeNumber(draft.days);
  const dayOfMonth = draft.dayOfMonth.trim() === '' ? null : wholeNumber(draft.dayOfMonth);
  const name = draft.name.trim();
  const ready = name !== '' && days !== undefined && dayOfMonth !== undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) save.mutate({ name, kind: draft.kind, days, dayOfMonth, workingDayShift: draft.workingDayShift });
      }}
    >
      <Stacked>
        {save.isError && (
          <Alert color="late" variant="light" role="alert">
            {sentenceOf(save.error, texts.common.error.offline)}
          </Alert>
        )}
        <TextInput
          data-autofocus
          label={words.name}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.kind}
          value={draft.kind}
          data={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
          onChange={(event) => setDraft({ ...draft, kind: kinds.find((each) => each === event.currentTarget.value) ?? 'net' })}
        />
        {!withoutDays.includes(draft.kind) && (
          <TextInput
            label={words.days}
            inputMode="numeric"
            value={draft.days}
            error={days === undefined ? texts.settings.numberWrong : undefined}
            onChange={(event) => setDraft({ ...draft, days: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={words.dayOfMonth}
          description={words.dayOfMonthHelp}
          inputMode="numeric"
          value={draft.dayOfMonth}
          error={dayOfMonth === undefined ? texts.settings.numberWrong : undefined}
          onChange={(event) => setDraft({ ...draft, dayOfMonth: event.currentTarget.value })}
        />
        <NativeSelect
          label={words.shift}
          value={draft.workingDayShift}
          data={shifts.map((shift) => ({ value: shift, label: words.shifts[shift] }))}
          onChange={(event) =>
            setDraft({ ...draft, workingDayShift: shifts.find((each) => each === event.currentTarget.value) ?? 'none' })
          }
        />
        {terms && <Examples terms={terms} />}
        <Inline end>
          <Button variant="default" onClick={onClose}>
            {texts.common.actions.cancel}
          </Button>
          <Button type="submit" disabled={!ready} loading={save.isPending}>
            {terms ? words.change : words.finish}
          </Button>
        </Inline>
      </Stacked>
    </form>
  );
}

function Examples({ terms }: { readonly terms: TermsView }) {
  const words = useTexts().settings.terms;
  const language = useLanguage();
  return (
    <div>
      <span className="p-row-label">{words.example}</span>
      <ul className="p-examples q-number q-muted">
        {terms.examples.map((example) => (
          <li key={example.issueOn}>
            {formatDay(language, example.issueOn)} → {formatDay(language, example.dueOn)}
          </li>
        ))}
      </ul>
    </div>
  );
}
