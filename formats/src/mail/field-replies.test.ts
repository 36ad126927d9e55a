import { afterAll, expect, test } from 'vitest';
import { classifyReply, type ReplyReading } from './classify-reply.ts';
import { fieldReplies } from './field-replies.fixture.ts';
import { newTextOf } from './new-text.ts';
import { corpusDay, corpusOpenNumbers, type CorpusReply } from './reply-corpus.fixture.ts';
import { type ReplyLabel, replyLabels } from './reply-rules.ts';

const measured: string[] = [];
afterAll(() => {
  process.stdout.write(`field replies: ${fieldReplies.length}\n${measured.map((line) => `  ${line}\n`).join('')}`);
});

const rows = fieldReplies.map((reply) => ({ reply, reading: read(reply) }));

function read(reply: CorpusReply): ReplyReading {
  return classifyReply(newTextOf({ text: reply.text }).text, {
    writtenOn: corpusDay,
    openNumbers: corpusOpenNumbers,
    currency: 'EUR',
  });
}
const labelsOf = (reading: ReplyReading): ReplyLabel[] => reading.findings.map(({ label }) => label);
const percent = (part: number, whole: number): string =>
  `${part}/${whole}${whole === 0 ? '' : ` (${Math.round((100 * part) / whole)} %)`}`;

test('whole mails that no rule was written for: precision and recall of each label', () => {
  let [right, said, wanted] = [0, 0, 0];
  for (const label of replyLabels) {
    const hits = rows.filter(({ reply, reading }) => reply.labels.includes(label) && labelsOf(reading).includes(label)).length;
    const told = rows.filter(({ reading }) => labelsOf(reading).includes(label)).length;
    const labelled = rows.filter(({ reply }) => reply.labels.includes(label)).length;
    measured.push(`${label}: precision ${percent(hits, told)}, recall ${percent(hits, labelled)}`);
    right += hits;
    said += told;
    wanted += labelled;
  }
  measured.push(`all: precision ${percent(right, said)}, recall ${percent(right, wanted)}`);
  if (process.env['SHOW_HELD_OUT'] === 'yes')
    for (const { reply, reading } of rows)
      if (labelsOf(reading).toSorted().join() !== reply.labels.toSorted().join())
        measured.push(
          `${labelsOf(reading).join()} for ${reply.labels.join()}: ${newTextOf({ text: reply.text }).text.replaceAll('\n', ' ')}`,
        );
  expect(right / wanted).toBeGreaterThan(0.6);
});

test('days, amounts, invoices and documents of what was found', () => {
  const facts = {
    day: [0, 0],
    amount: [0, 0],
    reason: [0, 0],
    document: [0, 0],
    email: [0, 0],
    instalments: [0, 0],
    invoices: [0, 0],
  };
  for (const { reply, reading } of rows) {
    const finding = reading.findings.find(({ label }) => label === reply.labels[0]);
    const invoices = reading.invoices.flatMap(({ number }) => number ?? []);
    const found = {
      day: finding?.day,
      amount: finding?.amount?.minor,
      reason: finding?.reasons[0],
      document: finding?.documents[0],
      email: finding?.contact?.email,
      instalments: finding?.instalments,
    };
    for (const name of ['day', 'amount', 'reason', 'document', 'email', 'instalments'] as const) {
      if (reply[name] === undefined || !finding) continue;
      facts[name][1] = (facts[name][1] ?? 0) + 1;
      if (found[name] === reply[name]) facts[name][0] = (facts[name][0] ?? 0) + 1;
    }
    if (reply.invoices) {
      facts.invoices[1] = (facts.invoices[1] ?? 0) + 1;
      if (reply.invoices.join() === invoices.join()) facts.invoices[0] = (facts.invoices[0] ?? 0) + 1;
    }
  }
  for (const [name, [right = 0, all = 0]] of Object.entries(facts)) measured.push(`${name}: ${percent(right, all)}`);
  const [days = 0, dated = 0] = facts.day;
  expect(days / dated).toBeGreaterThan(0.8);
});

test('nothing our own reminder said, quoted below, is read as the customer’s words', () => {
  for (const { reply } of rows) {
    const written = newTextOf({ text: reply.text }).text;
    expect(written, written).not.toMatch(/Sauf erreur|Our records show|Madame, Monsieur,\n> /);
  }
});

test('of a hundred mails at most one says “paid” wrongly, and it is one that can be read both ways', () => {
  const wrong = rows.filter(
    ({ reply, reading }) => !reply.labels.includes('says-paid') && labelsOf(reading).includes('says-paid'),
  );
  measured.push(`said to be paid wrongly: ${percent(wrong.length, rows.length)}`);
  expect(wrong.length / rows.length, wrong.map(({ reply }) => reply.text).join('\n')).toBeLessThan(0.01);
});
