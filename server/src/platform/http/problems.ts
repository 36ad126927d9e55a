import type { Problem } from '@quitus/contract';
import { type Language, formatDay, requestFault, textsIn } from '@quitus/texts';
import type { FastifyError } from 'fastify';
import { isOutOfSight, isUnstorableText } from '../database/index.ts';
import { Refusal, type RefusalKind } from '../../kernel/refusals.ts';

const statusOf: Record<RefusalKind, number> = {
  invalid: 422,
  'not-found': 404,
  forbidden: 403,
  unauthenticated: 401,
  conflict: 409,
  changed: 412,
  'too-large': 413,
  'too-many': 429,
};

const sentenceFor: Readonly<Record<number, string>> = {
  413: 'http.too-large',
  415: 'http.content-type-unknown',
  429: 'http.too-many',
};

/** A refusal's sentence in the reader's language; its code when no sentence exists (a test forbids that). */
export function sentenceOf(language: Language, code: string, values: Readonly<Record<string, string | number>>): string {
  const sentences: Readonly<Record<string, unknown>> = textsIn(language).refusals;
  const sentence = sentences[code];
  if (typeof sentence === 'string') return sentence;
  // The cast: the area's sentences are strings or functions of named values.
  if (typeof sentence === 'function')
    return (sentence as (values: Readonly<Record<string, string | number>>) => string)(spelledOut(language, values));
  return code;
}

// Rules tell days as they reckon with them; people read them in their own way.
function spelledOut(language: Language, values: Readonly<Record<string, string | number>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(language, value) : value,
    ]),
  );
}

/** An error as RFC 9457 answers it. Faults say nothing of the inside. */
export function problemOf(thrown: unknown, language: Language, requestId: string): Problem {
  const error = isOutOfSight(thrown) ? new Refusal('scope.left', 'forbidden') : thrown;
  if (error instanceof Refusal) {
    const detail = sentenceOf(language, error.code, error.values);
    return {
      type: `urn:quitus:refusal:${error.code}`,
      title: detail,
      status: statusOf[error.kind],
      code: error.code,
      detail,
      requestId,
    };
  }
  const say = (code: string): string => sentenceOf(language, code, {});
  const fastifyError = error as Partial<FastifyError>;
  if (fastifyError.validation) {
    const errors = fastifyError.validation.map((issue) => ({
      field: `${fastifyError.validationContext ?? ''}${issue.instancePath}${issue.keyword === 'required' ? `/${String(issue.params['missingProperty'])}` : ''}`,
      message: requestFault(language, issue.keyword, issue.params),
    }));
    return {
      type: 'urn:quitus:problem:invalid-request',
      title: say('http.invalid-request'),
      status: 422,
      code: 'http.invalid-request',
      detail: errors.map((one) => `${one.field} ${one.message}`).join('; '),
      errors,
      requestId,
    };
  }
  if (isUnstorableText(error)) {
    return {
      type: 'urn:quitus:problem:invalid-request',
      title: say('http.invalid-request'),
      status: 422,
      code: 'http.invalid-request',
      requestId,
    };
  }
  const status = fastifyError.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    return {
      type: 'about:blank',
      title: say(sentenceFor[status] ?? 'http.bad-request'),
      status,
      code: `http.${status}`,
      requestId,
    };
  }
  return { type: 'about:blank', title: say('http.fault'), status: 500, code: 'http.fault', requestId };
}
