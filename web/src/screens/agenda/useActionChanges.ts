import { formatDay, formatTime } from '@quitus/texts';
import { useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, sentenceOf } from '../../api.ts';
import type { Action } from './action.ts';

/** Reads again what a change of the agenda touches: lists, counters, the customer, the messages. */
export function useRereadAgenda(): () => Promise<void> {
  const cache = useQueryClient();
  return useCallback(async () => {
    const touched = ['actions', 'action', 'agenda', 'plan', 'messages', 'overview', 'customer', 'customers', 'runs'];
    await Promise.all(touched.map((name) => cache.invalidateQueries({ queryKey: [name] })));
  }, [cache]);
}

// A few at a time: the server answers each in milliseconds, and a browser opens six connections.
const together = 6;

/** Takes back confirmed actions; answers how many had not left yet. */
export async function recallActions(ids: readonly string[]): Promise<{ recalled: number; left: number }> {
  let recalled = 0;
  for (let from = 0; from < ids.length; from += together) {
    const answers = await Promise.allSettled(
      ids.slice(from, from + together).map((id) => api('POST /actions/{id}/recall', { params: { id } })),
    );
    recalled += answers.filter((answer) => answer.status === 'fulfilled').length;
  }
  return { recalled, left: ids.length - recalled };
}

/** What is confirmed: chosen actions, or all that wait under a step or a portfolio, counted so that nobody agrees to more than they saw. */
export type Confirmation =
  | { readonly ids: readonly string[] }
  | { readonly all: true; readonly stepId?: string; readonly collectorId?: string; readonly expectedCount: number };

/** Confirms actions and says what came of it, with a way back. */
export function useConfirmActions(onDone?: () => void) {
  const texts = useTexts();
  const words = texts.agenda.confirm;
  const language = useLanguage();
  const toast = useToast();
  const reread = useRereadAgenda();
  return useMutation({
    mutationFn: (what: Confirmation) =>
      api('POST /actions/confirm', {
        body: 'ids' in what ? { ids: [...what.ids], expectedCount: what.ids.length } : what,
      }),
    onSuccess: async (answer, what) => {
      await reread();
      const sentences = [
        words.done(answer.confirmed),
        ...(answer.recallUntil ? [words.until(formatTime(language, answer.recallUntil))] : []),
      ];
      const undo =
        'ids' in what
          ? () =>
              void recallActions(what.ids).then(async ({ recalled, left }) => {
                await reread();
                toast.done(left === 0 ? words.recalled(recalled) : words.partly(recalled, left));
              })
          : undefined;
      if (answer.confirmed > 0) toast.done(sentences.join(' '), undo);
      for (const left of answer.left) toast.failed(words.left(left.count, left.words));
      onDone?.();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}

/** The changes of one action, each with its word afterwards. `onDone` is told which change was made. */
export function useActionChanges(action: Action, onDone?: () => void) {
  const texts = useTexts();
  const words = texts.agenda;
  const language = useLanguage();
  const toast = useToast();
  const reread = useRereadAgenda();
  const params = { id: action.id };
  const onError = (error: Error) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const finish = async (message: string, undo?: () => void) => {
    await reread();
    toast.done(message, undo);
    onDone?.();
  };
  const skip = useMutation({
    mutationFn: (reason: string) => api('POST /actions/{id}/skip', { params, body: { reason } }),
    onSuccess: () => finish(words.skip.done(action.customerName)),
    onError,
  });
  const moveBack = useMutation({
    mutationFn: () => api('POST /actions/{id}/move', { params, body: { to: action.plannedOn } }),
    onSuccess: reread,
    onError,
  });
  const move = useMutation({
    mutationFn: (to: string) => api('POST /actions/{id}/move', { params, body: { to } }),
    onSuccess: (_answer, to) => finish(words.move.done(action.customerName, formatDay(language, to)), () => moveBack.mutate()),
    onError,
  });
  const done = useMutation({
    mutationFn: (note: string | undefined) =>
      api('POST /actions/{id}/done', { params, body: note === undefined ? {} : { note } }),
    onSuccess: () => finish(words.markDone.done(action.customerName)),
    onError,
  });
  const recall = useMutation({
    mutationFn: () => api('POST /actions/{id}/recall', { params }),
    onSuccess: () => finish(words.recall.done(action.customerName)),
    onError,
  });
  return { skip, move, done, recall };
}
