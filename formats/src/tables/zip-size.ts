const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const largestDirectoryTail = 65_557;
const hugeMarker = 0xffffffff;

/** Bytes a ZIP file says it unpacks to, from its central directory; null when it has none that can be read. The reader never inflates beyond what is declared. */
export function declaredZipSize(file: Uint8Array): number | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = findEnd(view);
  if (end < 0) return null;

  let at = view.getUint32(end + 16, true);
  let total = 0;
  // Bounded by the file itself: each entry takes 46 bytes.
  while (at + 46 <= file.length && view.getUint32(at, true) === entrySignature) {
    const size = view.getUint32(at + 24, true);
    // A size kept in the 64-bit extension is over 4 GiB, beyond anything we take.
    if (size === hugeMarker) return Number.MAX_SAFE_INTEGER;
    total += size;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total === 0 ? null : total;
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - largestDirectoryTail);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) if (view.getUint32(at, true) === endSignature) return at;
  return -1;
}
