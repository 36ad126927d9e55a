import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Inline, Stacked, useTexts } from '@quitus/ui';
import { IconCheck, IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useSession } from '../../../session.ts';

/** The recovery codes, the one time they are shown: to copy, download or print. */
export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const words = useTexts().account.secondStep;
  const { user } = useSession();
  const clipboard = useClipboard();
  const text = [words.fileTitle(user.email), '', ...codes, ''].join('\n');
  return (
    <Stacked>
      <p className="a-lead q-muted">{words.codesText}</p>
      <div className="a-codes-sheet">
        <ul className="a-codes" aria-label={words.codesTitle}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
      <Inline>
        <Button
          variant="default"
          leftSection={clipboard.copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          onClick={() => clipboard.copy(text)}
        >
          {clipboard.copied ? words.copied : words.copy}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => download(words.fileName, text)}
        >
          {words.download}
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={15} aria-hidden />} onClick={() => globalThis.print()}>
          {words.print}
        </Button>
      </Inline>
      <Inline end>
        <Button onClick={onKept}>{words.kept}</Button>
      </Inline>
    </Stacked>
  );
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
