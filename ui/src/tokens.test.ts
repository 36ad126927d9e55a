import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { agingBuckets, agingRamp, grounds, schemes, toneInks, tones } from './tokens.ts';
import type { Scheme } from './tokens.ts';

// WCAG 2.2, "relative luminance" and "contrast ratio".
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const channel = Number.parseInt(colour.slice(place, place + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const css = readFileSync(new URL('styles/tokens.css', import.meta.url), 'utf8');
const block: Record<Scheme, string> = {
  light: css.slice(css.indexOf(':root {'), css.indexOf(":root[data-mantine-color-scheme='dark']")),
  dark: css.slice(css.indexOf(":root[data-mantine-color-scheme='dark']"), css.indexOf('--q-font')),
};
const declared = (scheme: Scheme, name: string) => new RegExp(`--q-${name}: (#[0-9a-f]{6});`).exec(block[scheme])?.[1];

describe.each(schemes)('on the %s ground', (scheme) => {
  const { page = '', surface = '', sunken = '', ink = '', muted = '' } = grounds[scheme];

  test('every word is readable, whatever its tone and the ground under it', () => {
    for (const word of [ink, muted, ...tones.map((tone) => toneInks[scheme][tone])]) {
      for (const ground of [page, surface, sunken]) expect(contrast(word, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('each age of the balance stands out from the ground', () => {
    for (const bucket of agingBuckets) expect(contrast(agingRamp[scheme][bucket], surface)).toBeGreaterThanOrEqual(2.9);
  });

  test('a later age is darker than an earlier one, so that the order shows without seeing colours', () => {
    const late = agingBuckets.slice(1).map((bucket) => luminance(agingRamp[scheme][bucket]));
    expect(late).toEqual(late.toSorted((a, b) => b - a));
    late.slice(1).forEach((darker, place) => expect((late[place] ?? 0) / darker).toBeGreaterThan(1.25));
  });

  test('the style sheet declares the colours of the tokens', () => {
    for (const tone of tones) expect(declared(scheme, `tone-${tone}`)).toBe(toneInks[scheme][tone]);
    for (const bucket of agingBuckets) expect(declared(scheme, `age-${bucket}`)).toBe(agingRamp[scheme][bucket]);
    for (const [name, colour] of Object.entries(grounds[scheme])) expect(declared(scheme, name)).toBe(colour);
  });
});
