import { formatInstant, withTravellingMark } from '@quitus/texts';
import { useLanguage, useTexts, useToast } from '@quitus/ui';
import { useMutation } from '@tanstack/react-query';
import { api, sentenceOf } from '../../api.ts';
import { useCustomerChanged } from './customer-queries.ts';
import type { Letter, MessageDraft } from './LetterFields.tsx';

/** The addresses somebody typed, parted by commas or spaces. */
export const addressesOf = (copies: string): string[] => copies.split(/[,;\s]+/).filter(Boolean);

/** Sends what was written; for some minutes it can be taken back. */
export function useSendByHand(customerId: string, draft: MessageDraft, letter: Letter, onSent: () => void) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.compose;
  const toast = useToast();
  const changed = useCustomerChanged(customerId);
  const failed = (error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline));
  const recall = async (id: string) => {
    try {
      await api('POST /messages/{id}/recall', { params: { id }, body: {} });
      toast.done(words.recalled);
      await changed();
    } catch (error) {
      failed(error);
    }
  };
  return useMutation({
    mutationFn: () =>
      api('POST /customers/{id}/messages', {
        params: { id: customerId },
        body: {
          channel: draft.channel,
          template: draft.template,
          language: draft.language,
          subject: letter.subject.trim(),
          text: withTravellingMark(letter.text),
          itemIds: [...letter.listed],
          ...addressing(draft, letter),
        },
      }),
    onSuccess: async (message) => {
      const when = formatInstant(language, message.notBefore);
      toast.done(draft.channel === 'letter' ? words.sentLetter(when) : words.sent(when), () => void recall(message.id));
      onSent();
      await changed();
    },
    onError: failed,
  });
}

// A letter goes to the postal address; only an e-mail has copies, a thread and a mailbox.
function addressing(draft: MessageDraft, letter: Letter) {
  if (draft.channel === 'letter') return {};
  const contact = draft.recipients.find((recipient) => recipient.address === letter.to)?.contactId;
  const to = { to: letter.to.trim(), ...(contact ? { contactId: contact } : {}) };
  if (draft.channel === 'sms') return to;
  const copies = addressesOf(letter.copies);
  return {
    ...to,
    ...(copies.length > 0 ? { copies } : {}),
    ...(draft.inReplyTo ? { inReplyTo: draft.inReplyTo } : {}),
    ...(letter.senderId === null ? {} : { senderId: letter.senderId }),
  };
}
