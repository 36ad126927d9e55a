import { Button } from '@mantine/core';
import { useTexts, useToast } from '@quitus/ui';
import { IconFileImport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { useRightReason } from '../../../rights.ts';

const accepted = '.txt,.csv,.tsv,.xlsx,.fec,text/plain,text/csv';

/** Where a file is dropped or chosen; large when nothing was brought in yet. */
export function DropZone({ large, onFile }: { readonly large: boolean; readonly onFile: (file: File) => void }) {
  const texts = useTexts();
  const words = texts.imports.screen.drop;
  const toast = useToast();
  const forbidden = useRightReason('import');
  const may = forbidden === undefined;
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const first = files?.[0];
    if (!first || !may) return;
    if (files.length > 1) toast.failed(words.onlyOne(first.name));
    onFile(first);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      className="i-drop"
      data-large={large || undefined}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(may);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={onDrop}
    >
      <span className="i-drop-mark">
        <IconFileImport size={large ? 26 : 20} stroke={1.6} aria-hidden />
      </span>
      <div className="i-drop-words">
        <strong>{over ? words.release : words.title}</strong>
        <span className="q-muted">{forbidden ?? words.formats}</span>
      </div>
      <Button disabled={!may} variant={large ? 'filled' : 'default'} onClick={() => picker.current?.click()}>
        {words.choose}
      </Button>
      <input
        ref={picker}
        type="file"
        className="q-hidden"
        tabIndex={-1}
        aria-label={words.choose}
        accept={accepted}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file again must be heard too.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}
