import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { Refusal } from '../../kernel/refusals.ts';
import type { Upload } from './implement.ts';
import { readTexts } from './query-texts.ts';
import { assertNames } from './unknown-names.ts';

/** The file of a multipart form, as it streams in, and the form's fields checked against what the route declares. Refuses a form without a file. */
export async function readUpload(request: FastifyRequest, form: TSchema | undefined): Promise<Upload> {
  if (!request.isMultipart()) throw new Refusal('http.file-expected', 'invalid');
  const parts = partsOf(request);
  const fields: Record<string, string> = {};
  for (let part = await parts.next(); !part.done; part = await parts.next()) {
    if (part.value.type === 'file') {
      assertForm(request, form, fields);
      const { filename, mimetype, file } = part.value;
      const stream = thenTheRest(file, parts, fields, () => assertForm(request, form, fields));
      return { name: filename || 'file', mediaType: mimetype, stream, fields };
    }
    fields[part.value.fieldname] = String(part.value.value);
  }
  throw new Refusal('http.file-expected', 'invalid');
}

/** A body that is the file itself, of the media type the route takes, as it streams in. Refuses any other. */
export function readStream(request: FastifyRequest, mediaType: string): Upload {
  const given = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  if (given !== mediaType) throw new Refusal('http.stream-expected', 'invalid', { mediaType });
  // The cast: the parser of this media type hands the body over unread.
  const stream = unbroken(() => request.body as AsyncIterable<Uint8Array>);
  return { name: 'body', mediaType, stream, fields: {} };
}

/** The file's bytes, then what stands behind it in the form: a sender may put its fields there too, and they must not be lost. */
async function* thenTheRest(
  file: AsyncIterable<Uint8Array>,
  parts: AsyncIterator<Multipart>,
  fields: Record<string, string>,
  atEnd: () => void,
): AsyncGenerator<Uint8Array> {
  yield* unbroken(() => file);
  for (let part = await parts.next(); !part.done; part = await parts.next()) {
    if (part.value.type === 'field') fields[part.value.fieldname] = String(part.value.value);
  }
  atEnd();
}

const partsOf = (request: FastifyRequest): AsyncGenerator<Multipart> => unbroken(() => request.parts());

// What the reader of the form refuses by itself (too large, too many parts) has its status; anything else is a form cut short or malformed.
async function* unbroken<T>(open: () => AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* open();
  } catch (error) {
    const said = error instanceof Refusal || (error instanceof Error && 'statusCode' in error);
    throw said ? error : new Refusal('http.upload-broken', 'invalid');
  }
}

function assertForm(request: FastifyRequest, form: TSchema | undefined, fields: Record<string, string>): void {
  if (!form) return;
  assertNames(request, 'body', form, fields);
  const validate = request.compileValidationSchema(form);
  if (validate(readTexts(form, fields))) return;
  throw Object.assign(new Error('form'), { validation: validate.errors ?? [], validationContext: 'body' });
}
