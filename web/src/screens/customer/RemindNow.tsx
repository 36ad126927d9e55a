import { Button, Modal } from '@mantine/core';
import { formatDayLong } from '@quitus/texts';
import { Inline, Reasons, Stacked, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutputOf } from '@quitus/contract/client';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { useCustomerChanged } from './customer-queries.ts';

type Answer = OutputOf<'POST /customers/{id}/remind-now'>;

/** Makes the next step of the scenario at once; a contact too near is asked about first. */
export function RemindNow({ customerId }: { readonly customerId: string }) {
  const texts = useTexts();
  const words = texts.beside.now;
  const language = useLanguage();
  const toast = useToast();
  const changed = useCustomerChanged(customerId);
  const [asked, setAsked] = useState<Answer | undefined>();
  const failed = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const undo = async (id: string) => {
    try {
      await api('POST /actions/{id}/recall', { params: { id } });
      toast.done(words.undone);
      await changed();
    } catch (error) {
      failed(error);
    }
  };
  const remind = useMutation({
    mutationFn: (despite: boolean) => api('POST /customers/{id}/remind-now', { params: { id: customerId }, body: { despite } }),
    onSuccess: async (answer) => {
      setAsked(answer.outcome === 'ask' ? answer : undefined);
      const { action } = answer;
      if (!action) return;
      const step = action.step ?? texts.beside.now.button;
      const said =
        action.state === 'confirmed' ? words.made(step) : action.state === 'to-do' ? words.toDo(step) : words.waits(step);
      if (action.state === 'confirmed') toast.done(said, () => void undo(action.id));
      else toast.done(said);
      await changed();
    },
    onError: (error) => {
      setAsked(undefined);
      failed(error);
    },
  });
  return (
    <>
      <MayButton may="work" variant="default" loading={remind.isPending && !asked} onClick={() => remind.mutate(false)}>
        {words.button}
      </MayButton>
      {asked && (
        <Modal
          opened
          onClose={() => setAsked(undefined)}
          title={words.title}
          size={440}
          closeButtonProps={{ 'aria-label': texts.common.actions.close }}
        >
          <Stacked>
            <Reasons reasons={asked.warnings.map((warning) => ({ sentence: warning.words, weighs: 'held' as const }))} />
            {asked.lastContactOn && <p>{words.asked(formatDayLong(language, asked.lastContactOn))}</p>}
            <Inline end>
              <Button variant="default" onClick={() => setAsked(undefined)}>
                {texts.common.actions.cancel}
              </Button>
              <Button data-autofocus loading={remind.isPending} onClick={() => remind.mutate(true)}>
                {words.go}
              </Button>
            </Inline>
          </Stacked>
        </Modal>
      )}
    </>
  );
}
