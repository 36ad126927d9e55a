export type KnownMediaType = 'application/pdf' | 'image/png' | 'image/jpeg' | 'application/xml';

const startsWith = (bytes: Uint8Array, ...signs: readonly number[]): boolean =>
  signs.every((sign, index) => bytes[index] === sign);

/** What a file is by its first bytes; undefined for what is none of those kept. Its name is somebody's word. */
export function mediaTypeOf(bytes: Uint8Array): KnownMediaType | undefined {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  const beginning = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  // Readers accept what stands before the header (ISO 32000-1, annex H), so writers leave it there.
  if (beginning.includes('%PDF-')) return 'application/pdf';
  const text = Buffer.from(bytes.subarray(0, 1024))
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  // A page or a drawing may hold a script; an invoice in XML begins with its declaration.
  return /^<\?xml\s/i.test(text) && !/<(!doctype\s+html|html|svg)\b/i.test(text) ? 'application/xml' : undefined;
}
