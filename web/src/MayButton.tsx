import { Button, Tooltip } from '@mantine/core';
import type { ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRightReason } from './rights.ts';
import type { Right } from './rights.ts';

interface MayButtonProps extends ButtonProps {
  readonly may: Right;
  /** Why it cannot be pressed, for another reason than the person's rights. */
  readonly blocked?: string | undefined;
  /** Absent for a button that submits its form. */
  readonly onClick?: () => void;
  readonly type?: 'button' | 'submit';
  readonly children: ReactNode;
}

/** A button that shows itself disabled, with the reason on hover, to whom may not press it. */
export function MayButton({ may, blocked, onClick, type = 'button', children, ...look }: MayButtonProps) {
  const forbidden = useRightReason(may);
  const reason = forbidden ?? blocked;
  return (
    <Tooltip label={reason} disabled={reason === undefined}>
      {/* `data-disabled` keeps the button under the pointer and the keyboard, so that its reason can be read. */}
      <Button
        {...look}
        type={reason === undefined ? type : 'button'}
        {...(reason === undefined ? {} : { 'data-disabled': true, 'aria-disabled': true })}
        onClick={() => reason === undefined && onClick?.()}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
