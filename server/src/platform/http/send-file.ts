import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { FileAnswer } from './implement.ts';

/** Sends a file as it is made, to be saved under its name. */
export function sendFile(reply: FastifyReply, answer: FileAnswer, mediaType: string): FastifyReply {
  const name = answer.name.replace(/[^\w.() -]/g, '_');
  return reply
    .type(answer.mediaType ?? mediaType)
    .header('content-disposition', `attachment; filename="${name}"; filename*=UTF-8''${encodeURIComponent(answer.name)}`)
    .send(Readable.from(answer.file));
}
