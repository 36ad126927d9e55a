import { afterAll, describe, expect, test } from 'vitest';
import { classifyReply, type ReplyReading } from './classify-reply.ts';
import { corpus, corpusDay, corpusOpenNumbers, heldOut, type CorpusReply } from './reply-corpus.fixture.ts';
import { type ReplyLabel, replyLabels } from './reply-rules.ts';

const measured: string[] = [];
afterAll(() => {
  process.stdout.write(
    `reply corpus: ${corpus.length} replies, ${heldOut.length} held out\n${measured.map((line) => `  ${line}\n`).join('')}`,
  );
});

const read = (reply: CorpusReply): ReplyReading =>
  classifyReply(reply.text, { writtenOn: corpusDay, openNumbers: corpusOpenNumbers, currency: 'EUR' });
const labelsOf = (reading: ReplyReading): ReplyLabel[] => reading.findings.map(({ label }) => label).toSorted();

describe('invented replies', () => {
  test.each(corpus.map((reply): [string, CorpusReply] => [reply.text, reply]))('%s', (_, reply) => {
    const reading = read(reply);
    expect(labelsOf(reading)).toEqual(reply.labels.toSorted());
    expect(factsOf(reply, reading)).toEqual(wantedFacts(reply));
  });
});

function wantedFacts(reply: CorpusReply): Record<string, unknown> {
  const { text: _, labels: __, ...facts } = reply;
  return facts;
}

/** The same facts as the fixture names, as they were read. */
function factsOf(reply: CorpusReply, reading: ReplyReading): Record<string, unknown> {
  const finding = reading.findings.find(({ label }) => label === reply.labels[0]);
  const all: Record<string, unknown> = {
    day: finding?.day,
    amount: finding?.amount?.minor,
    reason: reading.findings.find(({ label }) => label === 'dispute')?.reasons[0],
    document: finding?.documents[0],
    invoices: reading.invoices.flatMap(({ number }) => number ?? []),
    email: finding?.contact?.email,
    instalments: finding?.instalments,
  };
  return Object.fromEntries(Object.keys(wantedFacts(reply)).map((name) => [name, all[name]]));
}

test('replies the rules were not written on: nobody is said to have paid who did not, and four labels in five are found', () => {
  const rows = heldOut.map((reply) => ({ reply, labels: labelsOf(read(reply)), reading: read(reply) }));
  let right = 0;
  let said = 0;
  for (const label of replyLabels) {
    const hits = rows.filter(({ reply, labels }) => reply.labels.includes(label) && labels.includes(label)).length;
    const told = rows.filter(({ labels }) => labels.includes(label)).length;
    const wanted = rows.filter(({ reply }) => reply.labels.includes(label)).length;
    measured.push(`held out, ${label}: precision ${hits}/${told}, recall ${hits}/${wanted}`);
    right += hits;
    said += told;
  }
  const dated = rows.filter(({ reply, labels }) => reply.day !== undefined && labels.includes(reply.labels[0] ?? 'other'));
  const sameDay = dated.filter(
    ({ reply, reading }) => reading.findings.find(({ label }) => label === reply.labels[0])?.day === reply.day,
  );
  measured.push(
    `held out, all: precision ${right}/${said}, recall ${right}/${heldOut.length}; days right ${sameDay.length}/${dated.length}`,
  );
  if (process.env['SHOW_HELD_OUT'] === 'yes')
    measured.push(
      ...rows
        .filter(({ reply, labels }) => labels.join() !== reply.labels.join())
        .map(({ reply, labels }) => `${labels.join()} for ${reply.labels.join()}: ${reply.text}`),
    );
  expect(
    rows
      .filter(({ reply, labels }) => labels.includes('says-paid') && !reply.labels.includes('says-paid'))
      .map(({ reply }) => reply.text),
  ).toEqual([]);
  expect(right / heldOut.length).toBeGreaterThan(0.8);
});
