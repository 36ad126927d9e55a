import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTexts } from './language.tsx';

// Long enough to read and reach by keyboard.
const undoMilliseconds = 10_000;

/** Small messages in the corner: what was done, with a way back, or what failed. */
export function useToast() {
  const texts = useTexts().common;
  return useMemo(
    () => ({
      done: (message: string, undo?: () => void) => {
        const id = notifications.show({
          message: (
            <span className="q-toast">
              {message}
              {undo && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => {
                    undo();
                    notifications.hide(id);
                  }}
                >
                  {texts.actions.undo}
                </Button>
              )}
            </span>
          ),
          icon: <IconCheck size={16} aria-hidden />,
          color: 'accent',
          autoClose: undo ? undoMilliseconds : 5000,
          closeButtonProps: { 'aria-label': texts.actions.close },
        });
      },
      failed: (message: string) => {
        notifications.show({
          message,
          icon: <IconAlertTriangle size={16} aria-hidden />,
          color: 'late',
          autoClose: 12_000,
          closeButtonProps: { 'aria-label': texts.actions.close },
        });
      },
    }),
    [texts],
  );
}
