import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** Lets bytes through and knows at the end how many they were, and their SHA-256. */
export function tally(): { readonly through: Transform; digest(): { bytes: number; sha256: string } } {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  return { through, digest: () => ({ bytes, sha256: hash.digest('hex') }) };
}
