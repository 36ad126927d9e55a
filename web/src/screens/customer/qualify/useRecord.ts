import { useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { sentenceOf } from '../../../api.ts';
import { useCustomerChanged } from '../customer-queries.ts';

/** Sends one qualification, rereads the customer, and says in a sentence what was recorded. What was typed stays when it fails. */
export function useRecord<Input, Answer>(
  customerId: string,
  send: (input: Input) => Promise<Answer>,
  sentence: (answer: Answer) => string,
  onDone: (sentence: string) => void,
) {
  const texts = useTexts();
  const toast = useToast();
  const changed = useCustomerChanged(customerId);
  return useMutation({
    mutationFn: send,
    onSuccess: async (answer) => {
      const words = sentence(answer);
      toast.done(words);
      onDone(words);
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
