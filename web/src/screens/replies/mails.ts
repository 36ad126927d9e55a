import type { ReceivedMail, ReceivedMailRow, ReplyProposal } from '@quitus/contract';
import { useTexts, useToast } from '@quitus/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { useRereadAgenda } from '../agenda/useActionChanges.ts';

export type { ReceivedMail, ReceivedMailRow, ReplyProposal };

/** What the tab of replies shows. */
export const mailViews = ['to-treat', 'triage', 'noted', 'treated', 'by-hand'] as const;
export type MailView = (typeof mailViews)[number];

/** The view an address names; what waits for a person when it names none. */
export function mailViewOf(word: string | undefined): MailView {
  return mailViews.find((view) => view === word) ?? 'to-treat';
}

/** Reads again what a change of a mail touches. */
export function useRereadMails(): (mail?: ReceivedMail) => Promise<void> {
  const cache = useQueryClient();
  const agenda = useRereadAgenda();
  return useCallback(
    async (mail) => {
      if (mail) cache.setQueryData(['received-mail', mail.id], mail);
      await Promise.all([
        cache.invalidateQueries({ queryKey: ['received-mails'] }),
        mail ? undefined : cache.invalidateQueries({ queryKey: ['received-mail'] }),
        agenda(),
      ]);
    },
    [cache, agenda],
  );
}

/** What is said when something could not be done. */
export function useFailed(): (error: unknown) => void {
  const texts = useTexts();
  const toast = useToast();
  return (error) => toast.failed(sentenceOf(error, texts.common.error.offline));
}

/** The mail that waits longest under the same portfolio, but this one; undefined when none does. */
export async function nextMail(but: string, mine: boolean): Promise<string | undefined> {
  const { rows } = await api('GET /received-mails', {
    query: { state: 'to-treat', sort: '-receivedAt', limit: 2, ...(mine ? { mine } : {}) },
  });
  return rows.find(({ id }) => id !== but)?.id;
}
