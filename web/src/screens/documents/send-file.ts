import type { OutputOf } from '@quitus/contract/client';
import { ApiProblem, addressOf } from '@quitus/contract/client';

export type ItemDocument = OutputOf<'GET /items/{id}/documents'>['rows'][number];
export type DocumentKind = ItemDocument['kind'];
export type Placed = OutputOf<'POST /documents'>;

/** Adds a file to one item. Throws ApiProblem on a refusal. */
export function addToItem(itemId: string, file: File, kind: DocumentKind): Promise<ItemDocument> {
  return sendFile<ItemDocument>(addressOf('POST /items/{id}/documents', { params: { id: itemId }, body: {} }), file, kind);
}

/** Adds a file to the invoice its name tells; answers why it found none. Throws ApiProblem on a refusal. */
export function addByName(file: File, kind: DocumentKind): Promise<Placed> {
  return sendFile<Placed>(addressOf('POST /documents', { body: {} }), file, kind);
}

/** Sends a file with what it is to a route that takes one. Throws ApiProblem on a refusal. */
export async function sendFile<Answer>(address: string, file: File, kind: string): Promise<Answer> {
  const form = new FormData();
  // The server reads the form as it streams: what it must know of the file comes before the file.
  form.set('kind', kind);
  form.set('file', file);
  const response = await fetch(address, { method: 'POST', headers: { accept: 'application/json' }, body: form });
  const answer: unknown = await response.json().catch(() => null);
  // The contract says what a success and a refusal of these routes hold.
  if (response.ok) return answer as Answer;
  throw new ApiProblem(
    (answer as ApiProblem['problem'] | null) ?? {
      type: 'about:blank',
      title: response.statusText || 'error',
      status: response.status,
      code: 'http.unexpected',
    },
  );
}
