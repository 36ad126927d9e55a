import { Alert, Button, Checkbox, Modal } from '@mantine/core';
import { Inline, Stacked, useTexts } from '@quitus/ui';
import { IconEyeExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Shown } from './Shown.tsx';

interface ShownOnceProps {
  readonly title: string;
  readonly label: string;
  readonly secret: string;
  readonly help?: string;
  /** How to use it. */
  readonly children?: ReactNode;
  readonly onClose: () => void;
}

/** A secret shown a single time: the dialogue closes only once the person says that it is put away. */
export function ShownOnce({ title, label, secret, help, children, onClose }: ShownOnceProps) {
  const words = useTexts().developers.once;
  const [stored, setStored] = useState(false);
  return (
    <Modal
      opened
      onClose={() => stored && onClose()}
      title={title}
      size={620}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={stored}
    >
      <Stacked>
        <Alert color="gray" variant="light" icon={<IconEyeExclamation size={18} aria-hidden />}>
          {words.warning}
        </Alert>
        <Shown label={label} text={secret} {...(help ? { help } : {})} />
        {children}
        <Checkbox label={words.stored} checked={stored} onChange={(event) => setStored(event.currentTarget.checked)} />
        <Inline end>
          <Button disabled={!stored} onClick={onClose}>
            {words.done}
          </Button>
        </Inline>
      </Stacked>
    </Modal>
  );
}
