import { refuse } from './refusals.ts';

/** Where a page ended: an instant and what tells rows of the same instant apart. */
export type PageEnd = { readonly at: string; readonly id: string };

/** The end of a page as the opaque text that asks for the next one. */
export function pageAfter(at: Temporal.Instant, id: string): string {
  return Buffer.from(JSON.stringify([at.toString(), id])).toString('base64url');
}

/** Reads it back; refuses what is none of ours. */
export function readPageEnd(text: string | undefined): PageEnd | undefined {
  if (text === undefined) return undefined;
  try {
    const [at, id]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (typeof at === 'string' && typeof id === 'string') return { at: Temporal.Instant.from(at).toString(), id };
  } catch {
    // Told below, like any other cursor that is none of ours.
  }
  throw refuse('audit.cursor-invalid');
}
