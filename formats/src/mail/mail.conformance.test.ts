import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { kindOfMail } from './kind-of-mail.ts';
import { newTextOf } from './new-text.ts';
import { originalOf } from './original-of.ts';
import { readIncomingMail } from './read-incoming-mail.ts';

// Real mails are not ours to publish: where a folder of them stands beside the checkout they are all read, elsewhere none is.
const corpus = new URL('../../../../shared/data/email/', import.meta.url).pathname;
const bounceFiles = filesOf('bounces', '.eml');
const trimmedFiles = filesOf('replies/discourse/emails', '.txt');
const filesRun = new Set<string>();
const measured: string[] = [];

afterAll(() => {
  process.stdout.write(`mail conformance: ${filesRun.size} files\n${measured.map((line) => `  ${line}\n`).join('')}`);
});

function filesOf(folder: string, ending: string): string[] {
  const path = join(corpus, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .toSorted();
}

async function bytesOf(path: string): Promise<Uint8Array> {
  filesRun.add(path);
  return readFile(join(corpus, path));
}

/** What a file is, by the name its collector gave it; the notices of one provider that come as JSON are not told apart by name. */
function labelOf(path: string): string {
  const name = path.split('/').at(-1) ?? '';
  if (/^arf-|^aol|^yahoo/.test(name)) return 'complaint';
  if (name.startsWith('rfc3834')) return 'auto-reply';
  return name.startsWith('is-not-bounce') ? 'human' : 'bounce';
}

describe.skipIf(bounceFiles.length === 0)('real bounces, complaints and automatic answers', () => {
  test('each is told for what it is, and the bounced address and the original are found', async () => {
    const rows: {
      path: string;
      label: string;
      kind: string;
      address: boolean;
      status: boolean;
      original: boolean;
      comeBack: boolean;
    }[] = [];
    for (const path of bounceFiles) {
      const raw = await bytesOf(path);
      const mail = await readIncomingMail(raw);
      const kind = kindOfMail(mail);
      const recipients = kind.kind === 'bounce' ? kind.recipients : [];
      rows.push({
        path,
        label: labelOf(path),
        kind: kind.kind,
        address: recipients.some(({ address }) => address !== ''),
        status: recipients.some(({ status }) => status !== null),
        original: originalOf(mail).candidates.length > 0,
        comeBack: mail.reportParts.some((part) => part.type === 'original' && /^message-id:/imu.test(part.text)),
      });
    }
    for (const label of ['bounce', 'complaint', 'auto-reply', 'human']) {
      const right = rows.filter((row) => row.label === label && row.kind === label).length;
      const said = rows.filter((row) => row.kind === label).length;
      const labelled = rows.filter((row) => row.label === label).length;
      measured.push(`${label}: precision ${right}/${said}, recall ${right}/${labelled}`);
    }
    const bounces = rows.filter((row) => row.kind === 'bounce');
    const withOriginal = rows.filter((row) => row.comeBack);
    measured.push(
      `bounces with the address: ${bounces.filter((row) => row.address).length}/${bounces.length}, with a status: ${bounces.filter((row) => row.status).length}/${bounces.length}`,
    );
    measured.push(
      `reports whose original came back with its Message-ID: found in ${withOriginal.filter((row) => row.original).length}/${withOriginal.length}`,
    );
    measured.push(...rows.filter((row) => row.kind !== row.label).map((row) => `taken for ${row.kind}: ${row.path}`));
    measured.push(...bounces.filter((row) => !row.address).map((row) => `no address: ${row.path}`));
    expect(rows.filter((row) => row.kind === row.label).length / rows.length).toBeGreaterThan(0.95);
  });
});

const bare = (text: string) => text.replace(/\s+/gu, ' ').trim();

describe.skipIf(trimmedFiles.length === 0)('real replies', () => {
  test('what the person wrote is kept, what others wrote is left out', async () => {
    let same = 0;
    let kept = 0;
    let leftOut = 0;
    const differing: string[] = [];
    for (const path of trimmedFiles) {
      const text = new TextDecoder().decode(await bytesOf(path));
      const wanted = bare(new TextDecoder().decode(await bytesOf(path.replace('/emails/', '/trimmed/'))));
      const given = bare(newTextOf({ text: text.replace(/\r\n?/gu, '\n') }).text);
      if (given === wanted) same += 1;
      else differing.push(path.split('/').at(-1) ?? '');
      const wantedLines = wanted.split(/(?<=[.!?]) /u);
      if (wantedLines.every((line) => given.includes(line))) kept += 1;
      if (wanted.includes(given)) leftOut += 1;
    }
    measured.push(
      `trimmed replies: ${same}/${trimmedFiles.length} identical, ${kept} lose nothing, ${leftOut} keep nothing of others`,
    );
    measured.push(`differing: ${differing.join(', ')}`);
    expect(same / trimmedFiles.length).toBeGreaterThan(0.6);
  });
});

if (bounceFiles.length === 0) test.skip('0 files', () => {});
