import { afterAll, expect, test } from 'vitest';
import { classifyReply } from './classify-reply.ts';
import { seenReplies, unseenReplies } from './desk-replies.fixture.ts';
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

test('the half the rules were corrected on', () => {
  const { right, wanted } = tell('seen', seen);
  expect(right / wanted).toBeGreaterThan(0.4);
});

test('the half no rule was corrected for', () => {
  const { right, wanted } = tell('unseen', unseen);
  expect(right / wanted).toBeGreaterThan(0.4);
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
  const wrong = [...seen, ...unseen].filter(
    ({ reply, labels }) => labels.includes('says-paid') && !reply.labels.includes('says-paid'),
  );
  expect(wrong.map(({ reply }) => reply.text)).toEqual([]);
});
