import { useShortcut } from '@quitus/ui';

interface OutcomeKeyProps {
  readonly letter: string;
  readonly label: string;
  readonly group: string;
  readonly pressed: boolean;
  readonly onChoose: () => void;
}

/** One outcome a letter chooses. One component a key: a shortcut is a hook, and hooks are not called in a loop. */
export function OutcomeKey({ letter, label, group, pressed, onChoose }: OutcomeKeyProps) {
  useShortcut({ keys: letter, label, group }, onChoose);
  return (
    <button type="button" className="q-plain a-outcome" aria-pressed={pressed} onClick={onChoose}>
      <kbd>{letter.toUpperCase()}</kbd>
      {label}
    </button>
  );
}
