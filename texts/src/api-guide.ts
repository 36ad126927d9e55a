/** What the page of the API says. In English alone, the language of those who write programs; a test runs its scripts as they stand here. */
export const apiGuide = `Everything the screens do, a program can do. This page is enough to write one: begin here, then look up what you need below.

## 1. Get a key

An owner makes a key in **Settings → API keys**, chooses what it may do (\`read\`, \`work\`, \`import\`…) and what it may see (all, or some entities, agencies or portfolios), and copies its token, which is shown once: \`qk_…\`. A key belongs to one organisation. To try things out, start one of your own first (**Start with my own company** on the overview of the demonstration, or \`quitus init --tenant "Sandbox"\`) and make the key there. Reading needs \`read\`, importing \`import\`, changing customers \`manage\`, webhooks \`administer\`; every operation below names its own.

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

One JSON object a line, as many lines as you like. An item is known by your \`externalId\`: sent again it is updated, never doubled. Its customer is named by \`customerExternalId\` or \`customerCode\`, and made when new. Amounts are decimal strings, **positive for what is owed to you, negative for payments and credit notes**; days are ISO. All fields a line may have stand at **Bulk** below.

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

**Look at \`state\`**: the answer is 200 whatever became of the lines: \`applied\`, \`refused\` (nothing was written) or \`previewed\`. It counts what was created, updated and left as it was, and names each line that was refused with the first field at fault and its reason. \`controls\` holds the sums of what you sent and of what was taken, to compare with your own. \`mode=atomic\` (the default) takes all lines or none; \`mode=partial\` takes the good ones. \`dryRun=true\` only says what would happen. With several entities add \`entity=\` and its name or id. Each call is an import like any other: it can be seen and undone under **Imports**.

A file as your accounting system exports it (CSV, XLSX, FEC) goes to \`POST /api/v1/imports\` instead; its columns are recognised by their titles:

\`\`\`sh
# run: import-file
cat > items.csv <<'END'
Customer;Customer name;Number;Type;Issue date;Due date;Amount;Currency
C-200;Maison Alizé;F-2001;invoice;2026-02-01;2026-03-03;640.00;EUR
END
curl --fail-with-body --silent --show-error -H "Authorization: Bearer $QUITUS_KEY" -F type=items -F file=@items.csv "$QUITUS_URL/api/v1/imports"
\`\`\`

Up to 4 MB it is read at once and \`state\` is final: \`applied\`; \`mapping\` when the columns need your word, \`held\` when something looks wrong and waits for \`POST /imports/{id}/confirm\`. A larger one answers \`uploaded\` or \`reading\`: ask \`GET /imports/{id}\` again until it is another. \`mode=delta\` (the default) adds and updates; **\`mode=stock\` says that the file is everything open: what it lacks is taken as settled**.

## 4. Read the aged balance

\`\`\`sh
# run: aged-balance
curl --fail-with-body --silent --show-error -H "Authorization: Bearer $QUITUS_KEY" "$QUITUS_URL/api/v1/aged-balance?asOf=2026-03-31"
\`\`\`

\`buckets\` are the labels (\`1-30\`, \`31-60\`…), \`rows\` the customers, \`totals\` one entry a currency, where \`total = notDue + buckets + unallocated\`. Without \`asOf\` it is today's, in the entity's time zone. At a past day count the items issued by then, less what was allocated to them by then; an invoice is late from the day after its due date. Payments and credit notes not yet allocated to invoices stand in \`unallocated\`, negative, not in the buckets.

## The same in TypeScript

\`@quitus/client\` knows every operation's types, repeats what was cut short and never does a change twice. It is built in the product's repository: \`npm pack\` in \`client/\`, then \`npm install ./quitus-client-0.1.0.tgz\` in your project.

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

A refusal is thrown as \`ApiProblem\`, with \`problem.code\` and \`problem.errors\`. A 429 is waited for by itself (\`quitus({ …, retries: 0 })\` to hear of it); changes carry an \`Idempotency-Key\` by themselves.

## The same in Python

\`\`\`python
# run: python
import json, os, time, urllib.error, urllib.request

def call(method, path, body=None, kind="application/json"):
    request = urllib.request.Request(os.environ["QUITUS_URL"] + path, data=body, method=method)
    request.add_header("Authorization", "Bearer " + os.environ["QUITUS_KEY"])
    if body is not None:
        request.add_header("Content-Type", kind)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == 429:
            time.sleep(int(error.headers["Retry-After"]))
            return call(method, path, body, kind)
        raise SystemExit(error.read().decode())  # the problem: code, detail, errors, requestId

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

Every error is \`application/problem+json\` (RFC 9457): \`status\`, a stable \`code\` for your program, a sentence in \`detail\` for people (in the key's language; without a good key by \`Accept-Language\`, else French), \`errors\` with the field at fault, and a \`requestId\` to quote. 401: no key, or not a good one. 403: not within its rights. 404: not there, or not to be seen by this key. 409: not in this state. 412: changed meanwhile. 422: the request says something that cannot be. 429: too many requests.

A name that is not known (a misspelt field or parameter) is refused with 422, so that it is never lost in silence. Every operation and field there is stands below.

## Changing something exactly once

Send \`Idempotency-Key: <any text of yours, 1 to 200 characters>\` with a POST, PATCH, PUT or DELETE. Sent again with the same key, the first answer comes back with \`Idempotency-Replayed: true\` and nothing is done twice. The same key with another request is refused (422); while the first one runs, 409 with \`Retry-After\`. When a server stops in the middle, a retry hears \`idempotency.outcome-unknown\` (409) instead of being run again: look before you repeat. Keys are remembered for 24 hours, for your API key alone. Answers that hold a secret are not kept. Files and bulk lines take no such key and need none: the same lines twice change nothing.

## Pages

The large lists (\`/customers\`, \`/items\`, \`/actions\`, \`/messages\`) answer \`nextCursor\` and a \`Link: <…>; rel="next"\` header. Ask again with \`cursor=\` and otherwise the same query until it is \`null\`. A page stays right while rows come and go, and the last is as fast as the first. A cursor with another filter or sort is refused (422). \`limit\` is up to 1000. \`offset\` is for screens.

\`filter\` is JSON: \`{"all":[{"field":"open","is":"at-least","value":"1000"}]}\`; \`GET /fields?object=item\` (or \`customer\`) lists fields and operators. Without \`state\`, \`GET /items\` answers open items; ask \`state=all\` for settled ones too.

## Reading only what changed, writing only what you saw

Reads of one thing carry an \`ETag\`. Send it back as \`If-None-Match\` and hear 304 when nothing changed; send it as \`If-Match\` with a PATCH, PUT or DELETE and hear 412 when somebody else changed it first. For a thing that is only read within its list (a setting), the list's ETag counts. It is compared just before the write, not under a lock.

## Limits

A key has 600 requests a minute unless the installation says otherwise (\`QUITUS_REQUESTS_PER_MINUTE\`); \`RateLimit-Remaining\` tells what is left, and 429 comes with \`Retry-After\`. With several servers each counts for itself. JSON bodies are up to 2 MB; files and bulk lines are streamed, up to 4 GB.

## Hearing of what happens

Webhooks tell your server of events. A key with \`administer\` subscribes; the secret (\`whsec_…\`) is shown once:

\`\`\`sh
# run: webhook-create
curl --fail-with-body --silent --show-error -H "Authorization: Bearer $QUITUS_KEY" -H "Content-Type: application/json" \\
  -d '{"url":"https://hooks.example.com/quitus","kinds":["customers.*","intake.*"]}' "$QUITUS_URL/api/v1/webhooks"
\`\`\`

\`GET /webhook-events\` lists the kinds, each with an example; \`customers.*\` means all of a family, \`*\` all. Each call is a POST with the headers \`webhook-id\`, \`webhook-timestamp\` and \`webhook-signature\`, after [Standard Webhooks](https://www.standardwebhooks.com). Verify it on the bytes as they came, before reading them as JSON:

\`\`\`python
# run: webhook-verify
import base64, hashlib, hmac, time

def verified(secret, headers, body):
    stamp = headers["webhook-timestamp"]
    if abs(time.time() - int(stamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{stamp}.".encode() + body
    good = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(good, one) for one in headers["webhook-signature"].split())
\`\`\`

Answer with any 2xx within 15 seconds and work afterwards; anything else is tried again with growing pauses for three days, but 410 ends the subscription. An event may come twice: remember its \`webhook-id\`. \`POST /webhooks/{id}/test\` sends one now and answers how it went; \`GET /webhooks/{id}/deliveries\` is the log.

Addresses begin with \`https://\` and are public. For a receiver on your own machine or network the server is started with \`QUITUS_OUTBOUND_ALLOW=127.0.0.1:9000\` (\`host:port\`, several separated by commas): for those \`http://\` is good too.
`;
