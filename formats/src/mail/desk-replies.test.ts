import { afterAll, expect, test } from 'vitest';
import { classifyReply } from './classify-reply.ts';
import { laterReplies, seenReplies, unseenReplies } from './desk-replies.fixture.ts';
import { newTextOf } from './new-text.ts';
import { corpusDay, corpusOpenNumbers, type CorpusReply } from './reply-corpus.fixture.ts';
import { type ReplyLabel, replyLabels } from './reply-rules.ts';

const measured: string[] = [];
afterAll(() => {
  process.stdout.write(`desk replies\n${measured.map((line) => `  ${line}\n`).join('')}`);
});

type Row = { readonly reply: CorpusReply; readonly labels: readonly ReplyLabel[] };
type Score = { readonly right: number; readonly said: number; readonly wanted: number };

const read = (replies: readonly CorpusReply[]): Row[] =>
  replies.map((reply) => {
    const { text } = newTextOf({ text: reply.text });
    const { findings } = classifyReply(text, { writtenOn: corpusDay, openNumbers: corpusOpenNumbers, currency: 'EUR' });
    return { reply, labels: findings.map(({ label }) => label) };
  });

function scoreOf(rows: readonly Row[], labels: readonly ReplyLabel[]): Score {
  const among = (all: readonly ReplyLabel[]) => labels.filter((label) => all.includes(label));
  return {
    right: rows.reduce((sum, row) => sum + among(row.reply.labels).filter((label) => row.labels.includes(label)).length, 0),
    said: rows.reduce((sum, row) => sum + among(row.labels).length, 0),
    wanted: rows.reduce((sum, row) => sum + among(row.reply.labels).length, 0),
  };
}

function tell(name: string, rows: readonly Row[]): Score {
  for (const label of replyLabels) {
    const { right, said, wanted } = scoreOf(rows, [label]);
    measured.push(`${name}, ${label}: precision ${right}/${said}, recall ${right}/${wanted}`);
  }
  const all = scoreOf(rows, replyLabels);
  const percent = (whole: number): string => `${all.right}/${whole} (${Math.round((100 * all.right) / whole)} %)`;
  measured.push(`${name}, all: precision ${percent(all.said)}, recall ${percent(all.wanted)}`);
  if (process.env['SHOW_WRONG'] === name)
    for (const { reply, labels } of rows)
      if (labels.toSorted().join() !== reply.labels.toSorted().join())
        measured.push(
          `${labels.join()} for ${reply.labels.join()}: ${newTextOf({ text: reply.text }).text.replaceAll('\n', ' ')}`,
        );
  return all;
}

const seen = read(seenReplies);
const unseen = read(unseenReplies);
const later = read(laterReplies);

test.each([
  ['the half the rules were corrected on', 'seen', seen, 0.95],
  ['the half no rule was corrected on', 'unseen', unseen, 0.85],
  ['roundabout ones, written later', 'later', later, 0.7],
] as const)('%s: as many as when they were last measured are read for what they say', (_, name, rows, share) => {
  const { right, said, wanted } = tell(name, rows);
  expect(right / wanted).toBeGreaterThan(share);
  expect(right / said).toBeGreaterThan(share);
});

test('a mail that wants nothing leads to nothing: a quote asked for, a new address for deliveries, a word of thanks', () => {
  const quiet: readonly ReplyLabel[] = ['thanks', 'other'];
  const nothing = [...seen, ...unseen, ...later].filter(({ reply }) => reply.labels.every((label) => quiet.includes(label)));
  expect(nothing.filter(({ labels }) => !labels.every((label) => quiet.includes(label))).map(({ reply }) => reply.text)).toEqual(
    [],
  );
});

test('each label is there eight times at least, and fifteen mails say nothing to act on', () => {
  const all = [...seenReplies, ...unseenReplies];
  for (const label of replyLabels)
    expect(all.filter(({ labels }) => labels.includes(label)).length, label).toBeGreaterThanOrEqual(8);
  expect(
    all.filter(({ labels }) => labels.every((label) => label === 'thanks' || label === 'other')).length,
  ).toBeGreaterThanOrEqual(15);
});

test('of those who did not pay nobody is said to have paid', () => {
  const wrong = [...seen, ...unseen, ...later].filter(
    ({ reply, labels }) => labels.includes('says-paid') && !reply.labels.includes('says-paid'),
  );
  expect(wrong.map(({ reply }) => reply.text)).toEqual([]);
});
