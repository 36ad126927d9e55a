import { readFileSync } from 'node:fs';

// The cast: our own package file.
const { version: ours } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** This version of Quitus. */
export const version = ours;
