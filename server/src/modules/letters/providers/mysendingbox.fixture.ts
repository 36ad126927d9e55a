import { type Asked, providerServer, type Said } from './provider-server.fixture.ts';

type Stored = {
  _id: string;
  metadata: { quitus_message: string };
  description: string;
  events: { name: string; created_at: string }[];
} & Record<string, unknown>;

/** MySendingBox as its reference describes it, on the loopback: keeps letters, tells of them, lists them newest first; `mischief` answers a creation in its stead, before or after keeping it. */
export async function mySendingBoxServer(
  apiKey: string,
  mischief: (asked: Asked) => { readonly said: Said; readonly keeps: boolean } | undefined = () => undefined,
) {
  const letters: Stored[] = [];
  const forms: FormData[] = [];
  const json = (value: unknown, status = 200): Said => ({ status, body: JSON.stringify(value) });
  const server = await providerServer((asked) => {
    if (asked.url.pathname.startsWith('/proof/')) return { body: '%PDF-1.7 proof', type: 'application/pdf' };
    if (asked.headers.authorization !== `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`)
      return json({ error: { message: 'Wrong API key' } }, 401);
    const { pathname, searchParams } = asked.url;
    if (asked.method === 'POST' && pathname === '/letters') return create(asked);
    if (pathname === '/letters') {
      const [limit, offset] = [Number(searchParams.get('limit') ?? 25), Number(searchParams.get('offset') ?? 0)];
      const page = letters.toReversed().slice(offset, offset + limit);
      return json({ info: { total: letters.length, limit, offset, count: page.length }, letters: page });
    }
    const found = letters.find((letter) => pathname === `/letters/${letter._id}`);
    return found ? json(found) : json({ error: { message: 'Not found' } }, 404);
  });

  function create(asked: Asked): Said {
    forms.push(asked.form);
    const how = mischief(asked);
    if (how && !how.keeps) return how.said;
    for (const field of [
      'to[name]',
      'to[address_line1]',
      'to[address_city]',
      'to[address_postalcode]',
      'to[address_country]',
      'color',
      'postage_type',
      'source_file_type',
    ])
      if (!asked.form.get(field)) return json({ error: { message: `${field} is required` } }, 422);
    const stored: Stored = {
      _id: `letter_${letters.length + 1}`,
      description: String(asked.form.get('description')),
      metadata: { quitus_message: String(asked.form.get('metadata[quitus_message]')) },
      events: [{ name: 'letter.created', created_at: '2026-03-02T09:00:00.000Z' }],
    };
    letters.push(stored);
    return how ? how.said : json(stored);
  }
  return {
    ...server,
    letters,
    forms,
    /** Something happens to a letter, with its scan where there is one. */
    happens(id: string, name: string, at: string, proof?: string): void {
      const letter = letters.find((one) => one._id === id);
      letter?.events.push({ name, created_at: at });
      if (letter && proof) letter[proof] = { url: `${server.baseUrl}/proof/${id}-${proof}` };
    },
  };
}
