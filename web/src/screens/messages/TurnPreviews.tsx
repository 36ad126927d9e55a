import { ActionIcon } from '@mantine/core';
import { Inline } from '@quitus/ui';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

interface TurnPreviewsProps {
  /** From 0. */
  readonly place: number;
  readonly total: number;
  readonly words: { readonly previous: string; readonly next: string; readonly of: (place: number, total: number) => string };
  readonly onTurn: (place: number) => void;
}

/** Turns from one preview to the next and back; nothing where there is one alone. */
export function TurnPreviews({ place, total, words, onTurn }: TurnPreviewsProps) {
  if (total <= 1) return null;
  return (
    <Inline>
      <ActionIcon variant="default" aria-label={words.previous} disabled={place === 0} onClick={() => onTurn(place - 1)}>
        <IconChevronLeft size={15} aria-hidden />
      </ActionIcon>
      <span className="q-muted">{words.of(place + 1, total)}</span>
      <ActionIcon variant="default" aria-label={words.next} disabled={place >= total - 1} onClick={() => onTurn(place + 1)}>
        <IconChevronRight size={15} aria-hidden />
      </ActionIcon>
    </Inline>
  );
}
