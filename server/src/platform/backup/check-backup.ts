import { keyFor, type Keyring } from '../secrets/index.ts';
import { backupPurpose, digestsOver, type FileSeal, type FrameKind, magic, readFrames } from './frames.ts';
import { type Header, jsonOf } from './manifest.ts';
import { refuse } from './refusals.ts';

/** Reads the whole file once and touches nothing else: refuses one that is not ours, cut short, changed, or sealed by a key we do not hold (unless any key will do: then its SHA-256 alone speaks). */
export async function checkBackup(path: string, keyring: Keyring, anyKey = false): Promise<Header> {
  // The seal names its key and stands last: digests under every key we hold.
  const digests = [...keyring.byId.values()].map((key) => ({ id: key.id, over: digestsOver(keyFor(key, backupPurpose)) }));
  for (const { over } of digests) over.update(magic);
  let header: Buffer | undefined;
  let seal: Buffer | undefined;
  let previous: FrameKind | 'start' = 'start';
  for await (const { kind, payload, bytes } of readFrames(path)) {
    if (!followers[previous].includes(kind)) throw refuse('backup.damaged');
    if (kind === 'header') header = payload;
    if (kind === 'seal') seal = payload;
    else for (const { over } of digests) over.update(bytes);
    previous = kind;
  }
  if (!seal || !header) throw refuse('backup.truncated');
  assertSealed(
    seal,
    digests.map(({ id, over }) => over.seal(id)),
    anyKey,
  );
  return jsonOf<Header>(header);
}

const followers: Readonly<Record<FrameKind | 'start', readonly FrameKind[]>> = {
  start: ['header'],
  header: ['table', 'seal'],
  table: ['data', 'end'],
  data: ['data', 'end'],
  end: ['table', 'seal'],
  seal: [],
};

function assertSealed(found: Buffer, expected: readonly FileSeal[], anyKey: boolean): void {
  const text = found.toString('utf8');
  // Compared whole and as text: another spelling of the same seal was not written by us.
  if (expected.some((seal) => JSON.stringify(seal) === text)) return;
  const { key, sha256 } = read(text);
  if (expected.some((seal) => seal.key === key) || sha256 !== expected[0]?.sha256) throw refuse('backup.damaged');
  if (!anyKey) throw refuse('backup.key-unknown', { key });
}

// A seal whose bytes were changed may be anything.
function read(text: string): FileSeal {
  try {
    const { key, mac, sha256 }: Partial<FileSeal> = JSON.parse(text);
    if (typeof key === 'string' && typeof mac === 'string' && typeof sha256 === 'string') return { key, mac, sha256 };
  } catch {
    throw refuse('backup.damaged');
  }
  throw refuse('backup.damaged');
}
