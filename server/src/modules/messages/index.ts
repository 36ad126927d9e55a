export { sendAccountMail } from './account-mail.ts';
export { sendJob } from './jobs.ts';
export { headerText, isAddress } from './mail.ts';
export { allowedMessageActions } from './message.ts';
export { noticesReceived } from './notices-received.ts';
export type { Block, LetterData, PdfTemplate, PrintCoverData, Run, TableData } from './letter-data.ts';
export { markPosted, recordDelivery, takeOut, unpost } from './handed.ts';
export type { NewDelivery } from './handed.ts';
export { sentTogether } from './sent-together.ts';
export { letterEnds, mayBecome } from './letter-fates.ts';
export { withdrawDelivery } from './withdraw-delivery.ts';
export type { Attached, Mail } from './mail.ts';
export type {
  LetterChannel,
  ListedItem,
  MessageChannel,
  MessageKind,
  MessageState,
  OutboxMessage,
  TransportName,
} from './message.ts';
export { allHooks, recipientOf } from './outbox/composer.ts';
export type {
  AttachmentKind,
  Composed,
  Composer,
  Composers,
  EndedMessage,
  Leaving,
  OutboxHooks,
  ToAttach,
  ToldDelivery,
  WantedSender,
} from './outbox/composer.ts';
export { markedCopy } from './make-pdf.ts';
export type { MakePdf } from './make-pdf.ts';
export { chooseProvider, dropProvider, providerChoices, providerOf, providerSecret } from './providers.ts';
export type { CarriedChannel, ProviderChoice } from './providers.ts';
export { isSmsSender, mostSmsSegments, smsLength, smsView } from './sms/segments.ts';
export { checkSmsProvider, smsCarrier, smsProviderNames } from './sms/sms-carrier.ts';
export { smsReportsJob, smsReportsKind } from './sms/sms-reports.ts';
export { knowsMailServer, sendingMode } from './outbox/sending-mode.ts';
export { queueTotals, sendQueue } from './outbox/send-queue.ts';
export type { Delivery, QueueTotals, SendOptions, SendOutcome } from './outbox/send-queue.ts';
export { messageIdOf, queueMessage, queueMessages } from './queue-messages.ts';
export type { NewMessage, QueuedMessage } from './queue-messages.ts';
export { messagesHandlers } from './routes.ts';
export { cancelMessages, cancelMessagesOf, recallMessage, resolveMessage, sendAgain } from './take-back.ts';
export { createSender, renewDkim } from './senders/change-sender.ts';
export { senderDkimKey, senderUrl } from './senders/sender.ts';
export { sendersHandlers } from './senders/routes.ts';
export { smtpTransport } from './transports/smtp.ts';
export type { Carriers, Delivery as DeliveryOutcome, Letter, Parcel, TextMessage, Transport } from './transports/transport.ts';
export { stuckMessages } from './watch-queue.ts';
export type { StuckMessages } from './watch-queue.ts';
export { safeHtml } from './safe-html.ts';
export { type ChoosableSender, choosableSenders } from './senders/choose-sender.ts';
