import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

// Long enough not to ask at each letter, short enough to feel at once.
const pauseMilliseconds = 220;

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (words: string) => void;
}

/** Words looked for in a list: asked when the person pauses. */
export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  // The address changed by itself (a view, the back button): it wins over what was typed.
  if (value !== asked) {
    setAsked(value);
    setTyped(value);
  }
  const ask = useDebouncedCallback((words: string) => {
    setAsked(words.trim());
    onChange(words.trim());
  }, pauseMilliseconds);
  return (
    <TextInput
      size="xs"
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        ask(event.currentTarget.value);
      }}
    />
  );
}
