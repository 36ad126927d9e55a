import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { refuse } from './refusals.ts';

/** The first line of a backup; its number is the container's version. */
export const magic = 'QUITUS-BACKUP 1\n';

/** The purpose of the key that seals a backup. */
export const backupPurpose = 'backup';

/** What stands in a backup: one header, then each table's head, data and end, then the seal. */
export const frameKinds = { header: 0x48, table: 0x54, data: 0x44, end: 0x45, seal: 0x53 } as const;
export type FrameKind = keyof typeof frameKinds;
export type Frame = { readonly kind: FrameKind; readonly payload: Buffer };

/** The last frame: which key sealed the file, and what was computed over all that stands before this frame. */
export type FileSeal = { readonly key: string; readonly mac: string; readonly sha256: string };

const kindOf = new Map<number, FrameKind>(
  // The cast: Object.entries forgets that the keys are the kinds.
  (Object.entries(frameKinds) as [FrameKind, number][]).map(([kind, byte]) => [byte, kind]),
);
const headBytes = 5;
// Ours are at most a few hundred kilobytes; a length beyond this is no length of ours.
const largestFrame = 64 * 2 ** 20;

/** Both digests of the bytes before the seal: SHA-256 for whoever has no key, HMAC-SHA-256 for whoever has it. */
export function digestsOver(key: Buffer): { update(bytes: Buffer | string): void; seal(keyId: string): FileSeal } {
  const [hash, mac] = [createHash('sha256'), createHmac('sha256', key)];
  return {
    update(bytes) {
      hash.update(bytes);
      mac.update(bytes);
    },
    seal: (keyId) => ({ key: keyId, mac: mac.digest('hex'), sha256: hash.digest('hex') }),
  };
}

/** A backup being written beside its final name: it has that name only once it is whole and on the disk. */
export type FrameWriter = {
  write(kind: Exclude<FrameKind, 'seal'>, payload: Buffer): Promise<void>;
  /** Writes the seal, syncs and renames; the answer is the size in bytes. */
  finish(keyId: string): Promise<number>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
};

/** Opens `path`.part for writing, readable by its owner alone. */
export async function openFrameWriter(path: string, key: Buffer): Promise<FrameWriter> {
  const aside = `${path}.part`;
  const file = await open(aside, 'w', 0o600);
  const digests = digestsOver(key);
  let bytes = 0;
  const put = async (piece: Buffer): Promise<void> => {
    await file.writeFile(piece);
    bytes += piece.length;
  };
  digests.update(magic);
  await put(Buffer.from(magic));
  return {
    async write(kind, payload) {
      const frame = frameBytes(kind, payload);
      digests.update(frame);
      await put(frame);
    },
    async finish(keyId) {
      await put(frameBytes('seal', Buffer.from(JSON.stringify(digests.seal(keyId)))));
      await file.sync();
      await file.close();
      await rename(aside, path);
      await syncFolder(dirname(path));
      return bytes;
    },
    async abandon() {
      await file.close().catch(() => undefined);
      await rm(aside, { force: true });
    },
  };
}

function frameBytes(kind: FrameKind, payload: Buffer): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(frameKinds[kind], 0);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

// The new name itself must survive a power cut; Windows has no such call on a folder.
async function syncFolder(folder: string): Promise<void> {
  const handle: FileHandle | undefined = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** The frames of a file in order, each with the bytes it was read from. Refuses what has another beginning, another kind of frame, or ends in the middle of one. */
export async function* readFrames(path: string): AsyncGenerator<Frame & { readonly bytes: Buffer }> {
  const take = byteReader(path);
  const first = await take(magic.length);
  if (first?.toString('latin1') !== magic) throw refuseBeginning(first);
  for (;;) {
    const head = await take(headBytes);
    if (head === undefined) return;
    const kind = kindOf.get(head.readUInt8(0));
    const length = head.length === headBytes ? head.readUInt32BE(1) : 0;
    if (head.length < headBytes) throw refuse('backup.truncated');
    if (kind === undefined || length > largestFrame) throw refuse('backup.damaged');
    const payload = length === 0 ? Buffer.alloc(0) : await take(length);
    if (payload === undefined || payload.length < length) throw refuse('backup.truncated');
    yield { kind, payload, bytes: Buffer.concat([head, payload]) };
  }
}

function refuseBeginning(first: Buffer | undefined): Error {
  const version = /^QUITUS-BACKUP (\d+)/.exec(first?.toString('latin1') ?? '')?.[1];
  return version !== undefined && Number(version) > 1 ? refuse('backup.newer') : refuse('backup.not-a-backup');
}

/** Takes exactly so many bytes of the file; fewer at its end, nothing after it. */
function byteReader(path: string): (count: number) => Promise<Buffer | undefined> {
  const chunks: AsyncIterator<Buffer> = createReadStream(path, { highWaterMark: 2 ** 20 })[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  return async (count) => {
    const pieces: Buffer[] = [rest];
    let held = rest.length;
    while (held < count) {
      const next = await chunks.next().catch((error: unknown) => {
        throw refuse('backup.file-unreadable', { file: path, reason: error instanceof Error ? error.message : String(error) });
      });
      if (next.done) break;
      pieces.push(next.value);
      held += next.value.length;
    }
    const all = pieces.length === 1 ? rest : Buffer.concat(pieces);
    rest = all.subarray(count);
    return all.length === 0 ? undefined : all.subarray(0, count);
  };
}
