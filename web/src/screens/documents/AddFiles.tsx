import { FileButton } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { IconUpload } from '@tabler/icons-react';
import { MayButton } from '../../MayButton.tsx';
import { useRightReason } from '../../rights.ts';

interface AddFilesProps {
  readonly label: string;
  readonly progress: { readonly done: number; readonly all: number } | undefined;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A button that asks for files, and tells how many are in. */
export function AddFiles({ label, progress, onFiles }: AddFilesProps) {
  const words = useTexts().documents;
  const forbidden = useRightReason('work');
  return (
    <FileButton multiple accept="application/pdf,image/png,image/jpeg,.xml" onChange={(files) => onFiles(files)}>
      {(open) => (
        <MayButton
          may="work"
          size="xs"
          variant="default"
          loading={progress !== undefined}
          leftSection={<IconUpload size={14} aria-hidden />}
          onClick={() => forbidden === undefined && open.onClick()}
        >
          {progress ? words.adding(progress.done, progress.all) : label}
        </MayButton>
      )}
    </FileButton>
  );
}
