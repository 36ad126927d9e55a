import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TakenSms = {
  readonly sender: string;
  readonly recipient: string;
  readonly content: string;
  readonly type: string;
  readonly tag: string;
  readonly unicodeEnabled: boolean;
};
export type SmsEvent = {
  readonly phoneNumber: string;
  readonly date: string;
  readonly messageId: string;
  readonly event: string;
  readonly reason?: string;
  readonly tag?: string;
};
/** How the fake answers a recipient: as it should, with an error of its published table, or by hanging up once it has read the message. */
export type Mischief = { readonly status: number; readonly code: string } | 'hang-up' | undefined;

/** Brevo as its reference describes it, on the loopback: keeps what it takes and tells of it as asked. */
export async function brevoServer(key: string, mischief: (recipient: string) => Mischief = () => undefined) {
  const taken: TakenSms[] = [];
  const events: SmsEvent[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const say = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    let text = '';
    for await (const piece of request) text += String(piece);
    if (request.headers['api-key'] !== key) return say(401, { code: 'unauthorized', message: 'Key not found' });
    const url = new URL(request.url ?? '', 'http://localhost');
    if (request.method === 'GET' && url.pathname === '/v3/account') return say(200, { email: 'compta@aubepine.example' });
    if (request.method === 'GET' && url.pathname === '/v3/transactionalSMS/statistics/events') {
      const [limit, offset] = [Number(url.searchParams.get('limit')), Number(url.searchParams.get('offset'))];
      const [from, until] = [url.searchParams.get('startDate') ?? '', url.searchParams.get('endDate') ?? ''];
      const within = events.filter((event) => event.date.slice(0, 10) >= from && event.date.slice(0, 10) <= until);
      // It leaves the list out when there is nothing in it.
      const page = within.slice(offset, offset + limit);
      return say(200, page.length === 0 ? {} : { events: page });
    }
    if (request.method === 'POST' && url.pathname === '/v3/transactionalSMS/send') {
      // The cast: what our own provider sends.
      const sms = JSON.parse(text) as TakenSms;
      const how = mischief(sms.recipient);
      if (how !== undefined && how !== 'hang-up') return say(how.status, { code: how.code, message: how.code });
      taken.push(sms);
      if (how === 'hang-up') return void request.socket.destroy();
      return say(201, {
        reference: `ref${taken.length}`,
        messageId: 1511882900176000 + taken.length,
        smsCount: 1,
        usedCredits: 0.7,
      });
    }
    return say(404, { code: 'document_not_found', message: 'not found' });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The cast: a listening TCP server has a port.
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    allow: [`127.0.0.1:${port}`],
    taken,
    events,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
