import { useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { sentenceOf } from '../../../api.ts';
import { useRepaired } from '../quality-queries.ts';
import { useRepairedRows } from './repaired.tsx';

interface Repairing {
  readonly rowKey: string;
  readonly customer: string;
  /** Records the value; answers how to take it back, when that can be done. */
  readonly save: (value: string) => Promise<(() => Promise<unknown>) | undefined>;
  /** The value in the reader's words. */
  readonly shown?: (value: string) => string;
}

/** Records a repair where it stands: the row says so, a toast offers the way back, a refusal keeps what was typed. */
export function useRepair({ rowKey, customer, save, shown = (value) => value }: Repairing) {
  const texts = useTexts();
  const words = texts.quality.screen;
  const toast = useToast();
  const changed = useRepaired();
  const { onRepaired } = useRepairedRows();
  return useMutation({
    mutationFn: (value: string) => save(value),
    onSuccess: (takeBack, value) => {
      onRepaired(rowKey, shown(value));
      const undo =
        takeBack &&
        (() =>
          void takeBack().then(
            () => {
              onRepaired(rowKey, undefined);
              return changed();
            },
            (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline)),
          ));
      toast.done(words.saved(customer), undo);
      void changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
