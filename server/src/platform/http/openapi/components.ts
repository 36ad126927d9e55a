import { Problem, type Route } from '@quitus/contract';
import { apiExamples, apiLineFields, apiModes, apiParameters, apiProblems } from '@quitus/texts';

type Json = Readonly<Record<string, unknown>>;

const number = (description: string): Json => ({ description, schema: { type: 'integer' } });
const text = (description: string, example: string): Json => ({ description, schema: { type: 'string', examples: [example] } });

const problem = ([status, description]: readonly [string, string]): [string, Json] => [
  status,
  {
    description,
    headers: status === '429' ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } : {},
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        example: {
          type: 'about:blank',
          title: description,
          status: Number(status),
          code: apiExamples.problemCodes[status] ?? 'http.fault',
          ...(status === '422' ? { detail: apiExamples.fault.said, errors: [apiExamples.fault.error] } : {}),
          requestId: apiExamples.requestId,
        },
      },
    },
  },
];

/** What operations refer to: ways in, headers, problems. */
export const sharedComponents: Json = {
  securitySchemes: {
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: 'quitus_session',
      description: 'A person who signed in with a browser. Over https its name is `__Host-quitus_session`.',
    },
    key: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'qk_…',
      description: 'A program, with an API key made in the settings.',
    },
  },
  schemas: { Problem },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      ...text(
        'A value of your own for this one change: sent again with the same value, nothing happens twice.',
        '5f1c…-import-2026-03-31',
      ),
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      required: false,
      ...text('The ETag you read: the change is refused with 412 when the thing reads differently by now.', 'W/"Zk3vQe…"'),
    },
    IfNoneMatch: {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      ...text('The ETag you have: 304 when it still reads so.', 'W/"Zk3vQe…"'),
    },
  },
  headers: {
    ETag: text('Names what this answer says; for If-None-Match and If-Match.', 'W/"Zk3vQe…"'),
    Link: text('The next page, as rel="next" (RFC 8288); absent on the last.', '</api/v1/items?cursor=eyJ…>; rel="next"'),
    RateLimitLimit: number('Requests this caller may make in this minute'),
    RateLimitRemaining: number('Requests left in this minute'),
    RateLimitReset: number('Seconds until the next minute begins'),
    RetryAfter: number('Seconds to wait before asking again'),
  },
  responses: {
    304: { description: apiProblems.unchanged },
    ...Object.fromEntries(Object.entries(apiProblems.byStatus).map(problem)),
  },
};

/** The body of an operation: JSON, a form with one file, or lines of JSON. */
export function describedBody(route: Route): Json | undefined {
  if (route.stream) {
    return {
      required: true,
      description: route.stream === ndjson ? apiExamples.lines : apiExamples.mail,
      content: { [route.stream]: { schema: { type: 'string', format: 'binary' }, ...exampleOf(route.stream) } },
    };
  }
  if (route.upload) {
    const fields = route.body as { properties?: Json; required?: readonly string[] } | undefined;
    const schema = {
      type: 'object',
      properties: { ...described(fields?.properties ?? {}), file: { type: 'string', format: 'binary' } },
      required: [...(fields?.required ?? []), 'file'],
    };
    return { required: true, content: { 'multipart/form-data': { schema } } };
  }
  return route.body ? { required: true, content: { 'application/json': { schema: route.body } } } : undefined;
}

function described(properties: Json): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([name, one]) => {
      const description = name === 'mode' ? apiModes.file : apiParameters[name];
      // The cast: the properties of a schema are schemas.
      return [name, description === undefined ? one : { ...(one as Json), description }];
    }),
  );
}

/** What a line of this operation may hold, as a table in Markdown; said of the operation, for the page shows no description of a body. */
export function tableOfFields(key: string): string {
  const fields = Object.entries(apiLineFields).find(([kind]) => key === `POST /bulk/${kind}`)?.[1] ?? {};
  return ['| field | |', '|---|---|', ...Object.entries(fields).map(([name, said]) => `| \`${name}\` | ${said} |`)].join('\n');
}

const ndjson = 'application/x-ndjson';
function exampleOf(mediaType: string): Json {
  return mediaType === ndjson ? { example: apiExamples.ndjson } : {};
}
