/** How a text goes over the air: seven bits a character when every one is in the GSM alphabet, else sixteen. */
export type SmsEncoding = 'gsm-7' | 'ucs-2';
export type SmsLength = {
  readonly encoding: SmsEncoding;
  /** As it is sent: typographic characters replaced where that loses nothing and spares segments. */
  readonly text: string;
  /** What was replaced, each once. */
  readonly replaced: readonly string[];
  /** What forces sixteen bits, each once. */
  readonly forcing: readonly string[];
  /** Septets, or sixteen-bit units. */
  readonly units: number;
  /** Messages it is paid as; a text of several is put together again by the phone. */
  readonly segments: number;
  /** Units still free in the last segment. */
  readonly free: number;
};

// 3GPP TS 23.038 §6.2.1: the default alphabet; its extension table takes two septets each, an escape before the character.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('\f^{}\\[~]|€');

// The same to a reader: the typographer's apostrophes, quotes, dashes and spaces. Never a letter without its accent.
const plainly: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201a': "'",
  '\u201b': "'",
  '\u02bc': "'",
  '\u2032': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u201e': '"',
  '\u2033': '"',
  '\u00ab': '"',
  '\u00bb': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '\u2022': '-',
  '\u2026': '...',
  '\u00a0': ' ',
  '\u2007': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\t': ' ',
  '\u00ad': '',
  '\u200b': '',
  '\u2060': '',
  '\ufeff': '',
};

// A concatenated message spends 6 octets of each segment on its header (3GPP TS 23.040 §9.2.3.24.1).
const room = { 'gsm-7': { alone: 160, each: 153 }, 'ucs-2': { alone: 70, each: 67 } } as const;

/** How long a text message is and how it will be sent. An escape and its character, or a surrogate pair, are never cut apart. */
export function smsLength(text: string): SmsLength {
  const plain = [...text].map((character) => plainly[character] ?? character).join('');
  const forcing = [...new Set([...plain].filter((character) => !basic.has(character) && !extension.has(character)))];
  // Where the text needs sixteen bits anyway, a replacement would spare nothing.
  const encoding: SmsEncoding = forcing.length === 0 ? 'gsm-7' : 'ucs-2';
  const sent = encoding === 'gsm-7' ? plain : text;
  const sizes = [...sent].map((character) => (encoding === 'gsm-7' ? (extension.has(character) ? 2 : 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  return {
    encoding,
    text: sent,
    replaced: sent === text ? [] : [...new Set([...text].filter((character) => plainly[character] !== undefined))],
    forcing,
    units,
    ...segmented(sizes, units, room[encoding]),
  };
}

/** More than this many segments are warned of: a text message is short, and paid by the piece. */
export const mostSmsSegments = 3;

/** The length of a text message as a screen shows it. */
export function smsView({ encoding, units, segments, free, forcing }: SmsLength): Omit<
  SmsLength,
  'text' | 'replaced' | 'forcing'
> & {
  forcing: string[];
} {
  return { encoding, units, segments, free, forcing: [...forcing] };
}

function segmented(
  sizes: readonly number[],
  units: number,
  { alone, each }: { readonly alone: number; readonly each: number },
): { segments: number; free: number } {
  if (units <= alone) return { segments: 1, free: alone - units };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { segments, free: each - used };
}

/** A sender's name as networks take it: eleven letters, digits or spaces at most, one of them a letter (3GPP TS 23.040 §9.1.2.5). */
export function isSmsSender(name: string): boolean {
  return /^(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9 ]{0,9}[A-Za-z0-9])?$/.test(name);
}
