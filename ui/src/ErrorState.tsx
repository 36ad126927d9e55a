import { Button } from '@mantine/core';
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { useTexts } from './language.tsx';

interface ErrorStateProps {
  readonly error?: unknown;
  /** Says what failed, when "This could not be loaded" is not precise enough. */
  readonly title?: string;
  /** Says what was kept, when it is more than "nothing was changed". */
  readonly kept?: string;
  readonly onRetry?: () => void;
}

/** What an error can tell a person: `fetch` fails with a TypeError when no server answers; others bring their own sentence. */
function reasonOf(error: unknown, offline: string): string | undefined {
  if (error instanceof TypeError) return offline;
  return error instanceof Error && error.message !== '' ? error.message : undefined;
}

/** What happened, what was kept, and a way to try again. */
export function ErrorState({ error, title, kept, onRetry }: ErrorStateProps) {
  const texts = useTexts().common;
  const reason = reasonOf(error, texts.error.offline);
  return (
    <div className="q-empty" role="alert">
      <span className="q-empty-mark" data-tone="late">
        <IconPlugConnectedX size={22} stroke={1.6} aria-hidden />
      </span>
      <p className="q-empty-title">{title ?? texts.error.title}</p>
      <div className="q-empty-text">
        {reason && <p>{reason}</p>}
        <p>{kept ?? texts.error.kept}</p>
      </div>
      {onRetry && (
        <div className="q-empty-action">
          <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
            {texts.actions.retry}
          </Button>
        </div>
      )}
    </div>
  );
}
