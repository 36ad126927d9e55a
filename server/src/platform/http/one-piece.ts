/** A file that is in memory already, as a route answers one. */
// oxlint-disable-next-line require-await -- a file is answered piece by piece, and this one is a single piece
export async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
