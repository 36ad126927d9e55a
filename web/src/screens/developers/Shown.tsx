import { Button } from '@mantine/core';
import { useTexts, useToast } from '@quitus/ui';
import { IconCopy } from '@tabler/icons-react';
import { useId } from 'react';
import './developers.css';

interface ShownProps {
  readonly label: string;
  /** What is copied, as it stands. */
  readonly text: string;
  readonly help?: string;
}

/** A text to be taken elsewhere, with a button that copies it. */
export function Shown({ label, text, help }: ShownProps) {
  const words = useTexts().developers.once;
  const toast = useToast();
  const id = useId();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast.done(words.copied);
    } catch {
      // Without https a browser may refuse: the text is there to be selected.
      toast.failed(words.notCopied);
    }
  };
  return (
    <div className="d-shown">
      <div className="d-shown-head">
        <span id={id} className="d-label">
          {label}
        </span>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconCopy size={13} aria-hidden />}
          aria-label={`${words.copy} · ${label}`}
          onClick={() => void copy()}
        >
          {words.copy}
        </Button>
      </div>
      <pre className="d-text" tabIndex={0} role="group" aria-labelledby={id}>
        {text}
      </pre>
      {help && <p className="q-muted d-plain">{help}</p>}
    </div>
  );
}
