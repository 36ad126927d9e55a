import { callOutside, type OutsideAllowance, type OutsideCall } from '../../../platform/outbound/index.ts';
import { promptFor, type ToRead } from './prompt.ts';

export type Model = { readonly url: string; readonly name: string; readonly key: string | undefined };
export type ModelFailure = 'unreachable' | 'address-not-allowed' | 'rejected' | 'timeout' | 'answer-unusable';
export type ModelAnswer =
  | { readonly kind: 'answered'; readonly content: string }
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

const timeoutMs = 45_000;
const maxAnswerBytes = 200_000;

/** Lets an OpenAI-compatible endpoint (`POST …/chat/completions`) read a mail. Never throws for what the other side does. */
export async function askModel(
  model: Model,
  toRead: ToRead,
  outside: {
    readonly allow: OutsideAllowance;
    readonly lookup?: OutsideCall['lookup'];
    readonly signal?: AbortSignal | undefined;
  },
): Promise<ModelAnswer> {
  const answer = await callOutside({
    url: `${model.url.replace(/\/+$/, '')}/chat/completions`,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(model.key ? { authorization: `Bearer ${model.key}` } : {}),
    },
    body: JSON.stringify({
      model: model.name,
      messages: promptFor(toRead),
      temperature: 0,
      response_format: { type: 'json_object' },
      stream: false,
    }),
    timeoutMs,
    maxAnswerBytes,
    allow: outside.allow,
    ...(outside.lookup ? { lookup: outside.lookup } : {}),
    ...(outside.signal ? { signal: outside.signal } : {}),
  });
  if (answer.kind === 'failed') return { kind: 'failed', failure: failureOf(answer.failure) };
  if (answer.status < 200 || answer.status > 299) return { kind: 'failed', failure: 'rejected' };
  const content = contentOf(answer.body.toString('utf8'));
  return content === undefined || answer.truncated
    ? { kind: 'failed', failure: 'answer-unusable' }
    : { kind: 'answered', content };
}

function failureOf(failure: string): ModelFailure {
  if (failure === 'timeout') return 'timeout';
  return failure.startsWith('url-') || failure === 'address-not-public' ? 'address-not-allowed' : 'unreachable';
}

/** `choices[0].message.content` of a chat completion. */
function contentOf(body: string): string | undefined {
  try {
    // The cast: whatever it is, only a text at that very place is taken.
    const read = JSON.parse(body) as { choices?: { message?: { content?: unknown } }[] } | null;
    const content = read?.choices?.[0]?.message?.content;
    return typeof content === 'string' ? content : undefined;
  } catch {
    return undefined;
  }
}
