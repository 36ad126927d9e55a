/** What the page of the API says. In English alone, the language of those who write programs; a test runs its scripts as they stand here. */
export const apiGuide = `Everything the screens do, a program can do. This page is enough to write one: begin here, then look up what you need below.

## 1. Get a key

An owner makes a key in **Settings → API keys**, chooses what it may do (\`read\`, \`work\`, \`import\`…) and what it may see (all, or some entities, agencies or portfolios), and copies its token, which is shown once: \`qk_…\`.

\`\`\`sh
export QUITUS_URL="https://quitus.example.com"
export QUITUS_KEY="qk_…"
\`\`\`

## 2. First call

\`\`\`sh
# run: first-call
curl --fail-with-body --silent --show-error -H "Authorization: Bearer $QUITUS_KEY" "$QUITUS_URL/api/v1/key"
\`\`\`

It answers the organisation and what the key may do. A key needs no cookie. The API is not meant to be called from the pages of other sites: it answers no cross-origin request.

## 3. Import items

One JSON object a line, as many lines as you like. An item is known by your \`externalId\`: sent again it is updated, never doubled. Its customer is named by \`customerExternalId\` or \`customerCode\`, and made when new. Amounts are decimal strings, **positive for what is owed to you, negative for payments and credit notes**; days are ISO.

\`\`\`sh
# run: import-items
cat > items.ndjson <<'END'
{"externalId":"inv-1001","customerCode":"C-100","customerName":"Atelier Brume","number":"F-1001","issueOn":"2026-01-15","dueOn":"2026-02-14","amount":"1200.00","currency":"EUR"}
{"externalId":"inv-1002","customerCode":"C-100","customerName":"Atelier Brume","number":"F-1002","issueOn":"2026-02-20","dueOn":"2026-03-22","amount":"350.50","currency":"EUR"}
{"externalId":"pay-77","customerCode":"C-100","number":"P-77","type":"payment","issueOn":"2026-03-01","amount":"-200.00","currency":"EUR"}
END
curl --fail-with-body --silent --show-error -H "Authorization: Bearer $QUITUS_KEY" -H "Content-Type: application/x-ndjson" \\
  --data-binary @items.ndjson "$QUITUS_URL/api/v1/bulk/items?mode=atomic"
\`\`\`

The answer counts what was created, updated and left as it was, and names each line that was refused with its field and reason. \`mode=atomic\` (the default) takes all lines or none; \`mode=partial\` takes the good ones. \`dryRun=true\` only says what would happen. With several entities add \`entity=\` and its name or id. Each call is an import like any other: it can be seen and undone under **Imports**.

A file as your accounting system exports it (CSV, XLSX, FEC) goes to \`POST /api/v1/imports\` instead:

\`\`\`sh
# run: import-file
cat > items.csv <<'END'
Customer;Customer name;Number;Type;Issue date;Due date;Amount;Currency
C-200;Maison Alizé;F-2001;invoice;2026-02-01;2026-03-03;640.00;EUR
END
curl --fail-with-body --silent --show-error -H "Authorization: Bearer $QUITUS_KEY" -F type=items -F file=@items.csv "$QUITUS_URL/api/v1/imports"
\`\`\`

## 4. Read the aged balance

\`\`\`sh
# run: aged-balance
curl --fail-with-body --silent --show-error -H "Authorization: Bearer $QUITUS_KEY" "$QUITUS_URL/api/v1/aged-balance?asOf=2026-03-31"
\`\`\`

\`buckets\` are the labels (\`1-30\`, \`31-60\`…), \`rows\` the customers, \`totals\` one entry a currency, where \`total = notDue + buckets + unallocated\`.

## The same in TypeScript

\`@quitus/client\` knows every operation's types, repeats what was cut short and never does a change twice. It is built in the product's repository (\`client/\`).

\`\`\`ts
// run: typescript
import { quitus } from "@quitus/client";

const api = quitus({ url: process.env.QUITUS_URL, key: process.env.QUITUS_KEY });

const imported = await api.bulk('items', [
  { externalId: 'inv-3001', customerCode: 'C-300', customerName: 'Scierie Morvan', number: 'F-3001', issueOn: '2026-01-10', dueOn: '2026-02-09', amount: '99.90', currency: 'EUR' },
]);
console.log(imported.counts.created, 'created');

for await (const item of api.each('GET /items', { query: { sort: 'dueOn' } })) {
  console.log(item.number, item.dueOn, item.open, item.currency);
}

const aged = await api('GET /aged-balance', { query: { asOf: '2026-03-31' } });
for (const total of aged.totals) console.log(total.currency, total.overdue);
\`\`\`

## The same in Python

\`\`\`python
# run: python
import json, os, urllib.request

def call(method, path, body=None, kind="application/json"):
    request = urllib.request.Request(os.environ["QUITUS_URL"] + path, data=body, method=method)
    request.add_header("Authorization", "Bearer " + os.environ["QUITUS_KEY"])
    if body is not None:
        request.add_header("Content-Type", kind)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)

items = [{"externalId": "inv-4001", "customerCode": "C-400", "customerName": "Tuilerie Sauvage", "number": "F-4001",
          "issueOn": "2026-01-05", "dueOn": "2026-02-04", "amount": "410.00", "currency": "EUR"}]
lines = "\\n".join(json.dumps(item) for item in items).encode()
print(call("POST", "/api/v1/bulk/items", lines, "application/x-ndjson")["counts"])

aged = call("GET", "/api/v1/aged-balance?asOf=2026-03-31")
for total in aged["totals"]:
    print(total["currency"], total["overdue"])
\`\`\`

## Amounts, days, currencies

Amounts are decimal strings with their currency's own decimals (\`"1234.50"\` EUR, \`"1234"\` JPY), never JSON numbers: those are floats. Days are \`YYYY-MM-DD\`, instants ISO 8601 with their zone. Currencies are ISO 4217.

## Errors

Every error is \`application/problem+json\` (RFC 9457): \`status\`, a stable \`code\` for your program, a sentence in \`detail\` for people (French or English by \`Accept-Language\`, or the key's own language), \`errors\` with the field at fault, and a \`requestId\` to quote. 401: no key, or not a good one. 403: not within its rights. 404: not there, or not to be seen by this key. 409: not in this state. 412: changed meanwhile. 422: the request says something that cannot be. 429: too many requests.

## Changing something exactly once

Send \`Idempotency-Key: <any text of yours, 1 to 200 characters>\` with a POST, PATCH, PUT or DELETE. Sent again with the same key, the first answer comes back with \`Idempotency-Replayed: true\` and nothing is done twice. The same key with another request is refused (422); while the first one runs, 409 with \`Retry-After\`. When a server stops in the middle, a retry hears \`idempotency.outcome-unknown\` (409) instead of being run again: look before you repeat. Keys are remembered for 24 hours, for your API key alone. Answers that hold a secret are not kept. Files and bulk lines take no such key and need none: the same lines twice change nothing.

## Pages

The large lists (\`/customers\`, \`/items\`, \`/actions\`, \`/messages\`) answer \`nextCursor\` and a \`Link: <…>; rel="next"\` header. Ask again with \`cursor=\` and otherwise the same query until it is \`null\`. A page stays right while rows come and go, and the last is as fast as the first. A cursor with another filter or sort is refused (422). \`limit\` is up to 1000. \`offset\` is for screens.

\`filter\` is JSON: \`{"all":[{"field":"open","is":"at-least","value":"1000"}]}\`; \`GET /fields\` lists fields and operators.

## Reading only what changed, writing only what you saw

Reads of one thing carry an \`ETag\`. Send it back as \`If-None-Match\` and hear 304 when nothing changed; send it as \`If-Match\` with a PATCH, PUT or DELETE and hear 412 when somebody else changed it first. For a thing that is only read within its list (a setting), the list's ETag counts. It is compared just before the write, not under a lock.

## Limits

A key has 600 requests a minute unless the installation says otherwise (\`QUITUS_REQUESTS_PER_MINUTE\`); \`RateLimit-Remaining\` tells what is left, and 429 comes with \`Retry-After\`. With several servers each counts for itself. JSON bodies are up to 2 MB; files and bulk lines are streamed, up to 4 GB.

## Hearing of what happens

Webhooks tell your server of events, signed by the [Standard Webhooks](https://www.standardwebhooks.com) scheme: see **Webhooks** below for subscriptions, replay and the delivery log.
`;

/** What each group of operations is about. */
export const apiTags: Readonly<Record<string, string>> = {
  'API keys': 'Keys by which programs call: rights, scope, networks, rotation. Made and seen by owners, never by a key.',
  Audit: 'Who did what, and who read whose data.',
  Bulk: 'Many customers, items or contacts in one call, one JSON object a line, by your own ids.',
  Customers: 'Accounts, their contacts, groups and payment terms.',
  Disputes: 'What a customer contests, and what became of it.',
  Dunning: 'Scenarios, the agenda of actions, the plan, and why an item is or is not chased.',
  Holds: 'Pauses of a chase.',
  Imports: 'Files of accounting systems, their rejected lines, mappings, undo.',
  Law: 'Late interest and fixed indemnities.',
  Ledger: 'Items, allocations, the aged balance, exchange rates.',
  Lists: 'What lists can be filtered and sorted by, search, saved views.',
  Messages: 'What was and will be sent.',
  'My account': 'How a person signs in. For people, not for keys.',
  People: 'Members, their roles and scopes, delegations.',
  Promises: 'What customers promised to pay, and whether they did.',
  Quality: 'What the data lacks.',
  Reporting: 'Key figures with their formulas.',
  Session: 'Signing in and out. For people, not for keys.',
  Settings: 'Entities and settings.',
  Webhooks: 'Events told to your own servers.',
  Worklist: 'What needs a person today, notes and calls.',
};

/** What a status means, for the document. */
export const apiProblems = {
  unchanged: 'It still reads as the ETag says',
  byStatus: {
    401: 'No key or session, or one that is not good',
    403: 'Not within the caller’s rights',
    404: 'Not there, or not to be seen by this caller',
    409: 'Not possible in this state, or the same Idempotency-Key is still running',
    412: 'It was changed since the ETag given in If-Match',
    413: 'The body is too large',
    415: 'The body is of a kind this operation does not take',
    422: 'The request says something that cannot be; errors name the fields',
    429: 'Too many requests in this minute',
    500: 'Something went wrong on our side',
  },
} as const;

/** Examples the document shows. */
export const apiExamples: {
  readonly lines: string;
  readonly ndjson: string;
  readonly problemCodes: Readonly<Record<string, string>>;
} = {
  lines: 'One JSON object a line. Unknown fields refuse the line, so that a misspelt one is not lost in silence.',
  ndjson:
    '{"externalId":"inv-1001","customerCode":"C-100","customerName":"Atelier Brume","number":"F-1001","issueOn":"2026-01-15","dueOn":"2026-02-14","amount":"1200.00","currency":"EUR"}\n',
  problemCodes: {
    401: 'session.required',
    403: 'session.not-allowed',
    404: 'import.unknown',
    409: 'idempotency.still-running',
    412: 'http.changed-since',
    413: 'http.too-large',
    415: 'http.415',
    422: 'http.invalid-request',
    429: 'http.too-many',
  },
};
