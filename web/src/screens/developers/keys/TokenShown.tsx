import { useTexts } from '@quitus/ui';
import { Shown } from '../Shown.tsx';
import { ShownOnce } from '../ShownOnce.tsx';
import { curlLine } from './key-words.ts';

/** A key's token as the server just answered it. */
export interface NewToken {
  readonly name: string;
  readonly token: string;
}

/** The token of a key, shown this once, with a line to try it. */
export function TokenShown({ made, onClose }: { readonly made: NewToken; readonly onClose: () => void }) {
  const words = useTexts().developers.keys;
  return (
    <ShownOnce title={words.made(made.name)} label={words.token} secret={made.token} onClose={onClose}>
      <Shown label={words.tryIt} text={curlLine(globalThis.location.origin, made.token)} />
    </ShownOnce>
  );
}
