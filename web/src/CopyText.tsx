import { Button, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyTextProps {
  readonly label: string;
  readonly text: string;
  readonly copy: string;
  readonly copied: string;
}

/** A text to take elsewhere: shown whole, copied by its button. */
export function CopyText({ label, text, copy, copied }: CopyTextProps) {
  const clipboard = useClipboard();
  return (
    <div className="q-copy">
      <TextInput label={label} readOnly value={text} className="q-copy-text" onFocus={(event) => event.currentTarget.select()} />
      <Button
        variant="default"
        // As high as the box beside it.
        h={36}
        leftSection={clipboard.copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
        onClick={() => clipboard.copy(text)}
      >
        {clipboard.copied ? copied : copy}
      </Button>
    </div>
  );
}
