import { Button, Tooltip } from '@mantine/core';
import type { ButtonProps } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import type { ReactNode } from 'react';
import { useMay, useSession } from './session.ts';

interface MayButtonProps extends ButtonProps {
  readonly may: 'work' | 'import' | 'manage' | 'administer';
  /** Why it cannot be pressed, for another reason than the person's rights. */
  readonly blocked?: string | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button that shows itself disabled, with the reason on hover, to whom may not press it. */
export function MayButton({ may, blocked, onClick, children, ...look }: MayButtonProps) {
  const texts = useTexts().refusals;
  const { role } = useSession();
  const allowed = useMay(may);
  const reason = allowed ? blocked : texts['session.not-allowed']({ role });
  return (
    <Tooltip label={reason} disabled={reason === undefined}>
      {/* `data-disabled` keeps the button under the pointer and the keyboard, so that its reason can be read. */}
      <Button
        {...look}
        {...(reason === undefined ? {} : { 'data-disabled': true, 'aria-disabled': true })}
        onClick={() => reason === undefined && onClick()}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
