/** The two grounds a colour must be readable on. */
export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** What a colour says. A screen names a tone, never a colour; a tone always comes with an icon or a word. */
export const tones = ['late', 'waiting', 'current', 'settled', 'neutral', 'accent'] as const;
export type Tone = (typeof tones)[number];

/** Grounds, lines and inks. `styles/tokens.css` declares the same values; a test holds the two together. */
export const grounds: Record<Scheme, Record<string, string>> = {
  light: { page: '#fafaf9', surface: '#ffffff', sunken: '#f3f4f3', line: '#e3e5e4', ink: '#16191c', muted: '#5d656c' },
  dark: { page: '#111315', surface: '#181b1e', sunken: '#1f2327', line: '#2c3136', ink: '#eceeef', muted: '#9aa3ab' },
};

/** Ink of each tone: readable (4.5:1) as text on every ground of its scheme. */
export const toneInks: Record<Scheme, Record<Tone, string>> = {
  light: { late: '#c2332d', waiting: '#955900', current: '#2f62b5', settled: '#2b7a3d', neutral: '#5d656c', accent: '#0f6e66' },
  dark: { late: '#f2827a', waiting: '#e3a649', current: '#84adee', settled: '#74c487', neutral: '#9aa3ab', accent: '#3fb8a8' },
};

/** Ages of a debt, youngest first. */
export const agingBuckets = ['not-due', 'late-1-30', 'late-31-60', 'late-61-90', 'late-over-90'] as const;
export type AgingBucket = (typeof agingBuckets)[number];

/** Blue, then amber darkening to deep red: the lateness steps differ in lightness, so that no colour vision is needed to order them. */
export const agingRamp: Record<Scheme, Record<AgingBucket, string>> = {
  light: {
    'not-due': '#3f73c4',
    'late-1-30': '#c08a10',
    'late-31-60': '#bd5f10',
    'late-61-90': '#a5331f',
    'late-over-90': '#6d1020',
  },
  dark: {
    'not-due': '#5f93e6',
    'late-1-30': '#f2cb6c',
    'late-31-60': '#ee9c45',
    'late-61-90': '#e06a48',
    'late-over-90': '#c8414f',
  },
};
