import { addressOf, ApiProblem, type InputOf } from '@quitus/contract/client';

type Asked = InputOf<'POST /scenarios/{id}/preview-letter'>['body'];

/** Asks for the letter one customer would get and saves it as a file; throws the server's problem. */
export function openLetter(scenarioId: string, body: Asked): Promise<void> {
  return openPdf(addressOf('POST /scenarios/{id}/preview-letter', { params: { id: scenarioId }, body }), body, 'letter.pdf');
}

/** Asks a route for the PDF made of this body and saves it as a file; throws the server's problem. */
export async function openPdf(address: string, body: unknown, name: string): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/pdf, application/json' },
    body: JSON.stringify(body),
  });
  // The cast: whatever is not a success answers a problem.
  if (!answer.ok) throw new ApiProblem((await answer.json()) as ApiProblem['problem']);
  const file = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = file;
  link.download = name;
  link.click();
  URL.revokeObjectURL(file);
}
