import { afterAll, expect, test } from 'vitest';
import { openPdfMaker } from '../../../platform/pdf/index.ts';
import { papersOf } from './message-attachments.ts';
import { paymentDetails } from './payment-details.ts';
import { sampleClaim, sampleOccasion, sampleParties } from './sample-message.ts';
import { type MessageToWrite, writeMessage } from './write-message.ts';

const papers = openPdfMaker();
afterAll(() => papers.close());

const parties = sampleParties('business');
const payment = paymentDetails(parties.entity, 'EUR', []);
const message: MessageToWrite = {
  channel: 'registered-letter',
  words: {
    subject: 'Mise en demeure – {{ customer.code }}',
    body: 'Madame, **Monsieur**,\n\n- un\n- *deux*\n\n{{ statement }}\n\n{{ interest }}\n\n{{ payment }}',
    script: null,
  },
  language: 'fr',
  parties,
  claim: sampleClaim({ grave: true }),
  occasion: { interest: sampleOccasion.interest },
  payment: typeof payment === 'string' ? 'unknown' : payment,
};

test('a letter and every paper that goes along is set on paper from what the message says', { timeout: 120_000 }, async () => {
  const made = papersOf(message, ['statement', 'payment-code', 'interest-note']);
  expect(made.map((one) => one.as)).toEqual(['statement', 'payment-code', 'interest-note']);
  const all: readonly [Parameters<typeof papers.make>[0], unknown][] = [
    ['letter', writeMessage(message).letter],
    ['letter', writeMessage({ ...message, payment: 'unknown' }).letter],
    ...made.flatMap((one): [Parameters<typeof papers.make>[0], unknown][] =>
      one.kind === 'made' ? [[one.template, one.data]] : [],
    ),
  ];
  for (const [template, data] of all) {
    const bytes = await papers.make(template, data);
    expect(Buffer.from(bytes.subarray(0, 5)).toString(), template).toBe('%PDF-');
    expect(bytes.length).toBeGreaterThan(5000);
  }
});

test('without a code there is no paper for it, without interest no note', () => {
  expect(papersOf({ ...message, payment: 'unknown', occasion: undefined }, ['payment-code', 'interest-note'])).toEqual([]);
});
