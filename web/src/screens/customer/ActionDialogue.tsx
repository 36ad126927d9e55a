import { Button, Modal, TextInput, Textarea } from '@mantine/core';
import { ErrorState, Inline, MessagePreview, Skeleton, Stacked, useTexts, useToday } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import type { ActionCommands } from './useActionCommands.ts';

interface ActionDialogueProps {
  readonly asking: 'skip' | 'move' | 'preview';
  readonly actionId: string;
  /** What the action is, in words. */
  readonly step: string;
  readonly day: string;
  readonly run: ActionCommands;
  readonly onClose: () => void;
}

/** The question a command on an action needs answered, or the message it would send. */
export function ActionDialogue(props: ActionDialogueProps) {
  const texts = useTexts();
  const words = texts.customer.next;
  const titles = { skip: words.skipTitle(props.step), move: words.moveTitle(props.step), preview: words.previewTitle };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={titles[props.asking]}
      size={props.asking === 'preview' ? 720 : 440}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      {props.asking === 'preview' ? <Preview actionId={props.actionId} /> : <Question {...props} asking={props.asking} />}
    </Modal>
  );
}

function Question({ asking, day, run, onClose }: ActionDialogueProps & { readonly asking: 'skip' | 'move' }) {
  const texts = useTexts();
  const words = texts.customer.next;
  const today = useToday();
  const [value, setValue] = useState(asking === 'move' ? day : '');
  const command = asking === 'skip' ? run.skip : run.move;
  const ready = asking === 'skip' ? value.trim() !== '' : value >= today;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) command.mutate(value.trim(), { onSuccess: onClose });
      }}
    >
      <Stacked>
        {asking === 'skip' ? (
          <Textarea
            data-autofocus
            label={words.reason}
            value={value}
            maxLength={500}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        ) : (
          <TextInput
            data-autofocus
            type="date"
            label={words.day}
            min={today}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
        <Inline end>
          <Button variant="default" onClick={onClose}>
            {texts.common.actions.cancel}
          </Button>
          <Button type="submit" disabled={!ready} loading={command.isPending}>
            {asking === 'skip' ? words.skip : words.move}
          </Button>
        </Inline>
      </Stacked>
    </form>
  );
}

function Preview({ actionId }: { readonly actionId: string }) {
  const words = useTexts().customer.next;
  const preview = useQuery({
    queryKey: ['actions', actionId, 'preview'],
    queryFn: () => api('GET /actions/{id}/preview', { params: { id: actionId } }),
    // Rebuilt from the data of the second: an old one would mislead.
    staleTime: 0,
  });
  if (preview.isError) return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data) return <Skeleton shape="block" />;
  const { outcome, reason, recipient, sender, subject, html, text, script } = preview.data;
  return (
    <Stacked>
      {outcome !== 'send' && reason && <p role="status">{words.wouldNot(reason.words)}</p>}
      {script && <pre className="c-script">{script}</pre>}
      {subject !== null && (
        <MessagePreview
          from={[sender.name, sender.address].filter(Boolean).join(' · ')}
          to={recipient ? `${recipient.name} · ${recipient.address}` : '–'}
          subject={subject}
          {...(html === null ? { text: text ?? '' } : { html })}
        />
      )}
    </Stacked>
  );
}
