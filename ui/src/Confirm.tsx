import { Button, Checkbox, Modal } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useLanguage, useTexts } from './language.tsx';

interface ConfirmLine {
  readonly label: ReactNode;
  readonly count: number;
  /** Already formatted. */
  readonly amount?: string;
}

interface ConfirmProps {
  readonly opened: boolean;
  readonly title: string;
  /** What will be done, counted: a person agrees to numbers. */
  readonly lines: readonly ConfirmLine[];
  readonly children?: ReactNode;
  /** A verb with its count: "Confirm 12 reminders". */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly danger?: boolean;
  readonly busy?: boolean;
  /** Asks for a tick before the button works: for what cannot be undone. */
  readonly acknowledge?: boolean;
}

/** Counts before a mass action: what will happen to how many, for how much. */
export function Confirm(props: ConfirmProps) {
  const texts = useTexts().common;
  const language = useLanguage();
  const [read, setRead] = useState(false);
  const close = () => {
    setRead(false);
    props.onClose();
  };
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.title}
      size={460}
      closeButtonProps={{ 'aria-label': texts.actions.close }}
    >
      <div className="q-stacked">
        <ul className="q-confirm">
          {props.lines.map((line, index) => (
            <li key={index}>
              <strong className="q-number">{formatCount(language, line.count)}</strong>
              <span>{line.label}</span>
              {line.amount && <span className="q-number">{line.amount}</span>}
            </li>
          ))}
        </ul>
        {props.children && <div className="q-muted">{props.children}</div>}
        {props.acknowledge && (
          <Checkbox
            label={texts.confirm.understood(props.lines.length)}
            checked={read}
            onChange={(event) => setRead(event.currentTarget.checked)}
          />
        )}
        <div className="q-inline" data-end>
          <Button variant="default" onClick={close}>
            {texts.actions.cancel}
          </Button>
          <Button
            data-autofocus
            {...(props.danger ? { color: 'late' } : {})}
            loading={props.busy ?? false}
            disabled={props.acknowledge === true && !read}
            onClick={props.onConfirm}
          >
            {props.action}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
