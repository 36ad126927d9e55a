import { Button, Modal, Textarea } from '@mantine/core';
import { Inline, Stacked, useTexts } from '@quitus/ui';
import { useState } from 'react';

interface AskReasonProps {
  readonly title: string;
  readonly help: string;
  readonly label: string;
  readonly action: string;
  readonly busy: boolean;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asks why before something is ended: the reason is kept with it. */
export function AskReason({ title, help, label, action, busy, onReason, onClose }: AskReasonProps) {
  const texts = useTexts();
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '';
  return (
    <Modal opened onClose={onClose} title={title} size={440} closeButtonProps={{ 'aria-label': texts.common.actions.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onReason(reason.trim());
        }}
      >
        <Stacked>
          <p className="q-muted">{help}</p>
          <Textarea
            data-autofocus
            required
            autosize
            label={label}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Inline end>
            <Button variant="default" onClick={onClose}>
              {texts.common.actions.cancel}
            </Button>
            <Button type="submit" disabled={!ready} loading={busy}>
              {action}
            </Button>
          </Inline>
        </Stacked>
      </form>
    </Modal>
  );
}
