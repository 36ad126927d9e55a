import { Button, Modal, TextInput } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import { Inline, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { useRereadWebhooks } from './webhook-queries.ts';

/** Sends what happened in a time once more. */
export function ReplayPeriod({ webhookId, onClose }: { readonly webhookId: string; readonly onClose: () => void }) {
  const texts = useTexts();
  const words = texts.developers.webhooks;
  const language = useLanguage();
  const toast = useToast();
  const reread = useRereadWebhooks();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const backwards = from !== '' && to !== '' && from >= to;
  const ask = useMutation({
    mutationFn: () =>
      api('POST /webhooks/{id}/replay', {
        params: { id: webhookId },
        body: { from: new Date(from).toISOString(), ...(to === '' ? {} : { to: new Date(to).toISOString() }) },
      }),
    onSuccess: async (asked) => {
      await reread();
      toast.done(words.replayAsked(formatCount(language, asked.fromNumber), formatCount(language, asked.toNumber)));
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.replayPeriod}
      size={480}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (from !== '' && !backwards) ask.mutate();
        }}
      >
        <Stacked>
          <p className="d-plain">{words.replayLead}</p>
          <div className="d-pair">
            <TextInput
              data-autofocus
              type="datetime-local"
              max="2999-12-31T23:59"
              label={words.replayFrom}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="datetime-local"
              max="2999-12-31T23:59"
              label={words.replayTo}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </div>
          <p className="q-muted d-plain">{words.replayToHelp}</p>
          {(backwards || ask.isError) && (
            <p className="d-problem" role="alert">
              {backwards ? words.replayWrong : sentenceOf(ask.error, texts.common.error.offline)}
            </p>
          )}
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" loading={ask.isPending} disabled={from === '' || backwards}>
              {words.replayAction}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}
