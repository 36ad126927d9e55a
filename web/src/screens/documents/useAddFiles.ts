import { useTexts, useToast } from '@quitus/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../api.ts';
import type { Placed } from './send-file.ts';

export interface NotAdded {
  readonly name: string;
  readonly why: string;
}

/** Adds files one after another, and keeps what was not added with its reason until the next ones come. */
export function useAddFiles(add: (file: File) => Promise<Pick<Placed, 'unmatched'>>) {
  const texts = useTexts();
  const words = texts.documents;
  const toast = useToast();
  const cache = useQueryClient();
  const [progress, setProgress] = useState<{ done: number; all: number } | undefined>();
  const [notAdded, setNotAdded] = useState<readonly NotAdded[]>([]);

  async function begin(files: readonly File[]): Promise<void> {
    if (files.length === 0 || progress) return;
    const left: NotAdded[] = [];
    setNotAdded([]);
    for (const [done, file] of files.entries()) {
      setProgress({ done, all: files.length });
      // One at a time: a thousand invoices at once would ask for a thousand connections.
      // oxlint-disable-next-line no-await-in-loop -- see above
      const why = await add(file).then(
        ({ unmatched }) => (unmatched === null ? undefined : words.unmatched[unmatched]),
        (error: unknown) => sentenceOf(error, texts.common.error.offline),
      );
      if (why !== undefined) left.push({ name: file.name, why });
    }
    setProgress(undefined);
    setNotAdded(left);
    if (left.length < files.length) toast.done(words.added(files.length - left.length));
    await Promise.all([cache.invalidateQueries({ queryKey: ['documents'] }), cache.invalidateQueries({ queryKey: ['item'] })]);
  }

  return { begin, progress, notAdded };
}
