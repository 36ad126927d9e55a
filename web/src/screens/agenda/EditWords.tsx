import { Button } from '@mantine/core';
import { Inline, Stacked, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MessageWords } from '../customer/specific/MessageWords.tsx';
import type { Action, Preview } from './action.ts';

interface EditWordsProps {
  readonly action: Action;
  readonly preview: Preview;
  readonly onClose: () => void;
}

/** Writes one message otherwise than its template, or gives it the template's words back. */
export function EditWords({ action, preview, onClose }: EditWordsProps) {
  const texts = useTexts();
  const words = texts.beside.words;
  const toast = useToast();
  const cache = useQueryClient();
  const [said, setSaid] = useState({ subject: preview.words?.subject ?? '', body: preview.words?.body ?? '' });
  const write = useMutation({
    mutationFn: (own: { subject: string | null; body: string | null }) =>
      api('PUT /actions/{id}/words', { params: { id: action.id }, body: own }),
    onSuccess: async (_, own) => {
      toast.done(own.body === null && own.subject === null ? words.restored : words.saved);
      onClose();
      await Promise.all([
        cache.invalidateQueries({ queryKey: ['action', action.id] }),
        cache.invalidateQueries({ queryKey: ['actions'] }),
      ]);
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  const ready = said.body.trim() !== '' && (action.channel === 'sms' || said.subject.trim() !== '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) write.mutate({ subject: action.channel === 'sms' ? null : said.subject.trim(), body: said.body });
      }}
    >
      <Stacked>
        <MessageWords channel={action.channel} language={preview.language} words={said} onChange={setSaid} />
        <Inline end>
          {preview.words?.own && (
            <Button variant="subtle" loading={write.isPending} onClick={() => write.mutate({ subject: null, body: null })}>
              {words.reset}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" disabled={!ready} loading={write.isPending}>
            {words.save}
          </Button>
        </Inline>
      </Stacked>
    </form>
  );
}
