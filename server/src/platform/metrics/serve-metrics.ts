import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';

export type MetricsServerOptions = {
  readonly metrics: Metrics;
  readonly port: number;
  /** Asked as a bearer token; without one only this machine is answered. */
  readonly token: string | undefined;
  readonly ready: () => Promise<boolean>;
};

/** Answers `/metrics`, `/healthz` and `/readyz` on a port apart from the product, so that no proxy shows them to the world. */
export async function serveMetrics(options: MetricsServerOptions): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(options, request).then(
      ({ status, type, text }) => response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(options.port, options.token === undefined ? '127.0.0.1' : '0.0.0.0');
  await once(server, 'listening');
  return {
    // The cast: a listening TCP server has a port.
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Answer = { status: number; type: string; text: string };
const plain = (status: number, text: string): Answer => ({ status, type: 'application/json', text });

async function answer({ metrics, token, ready }: MetricsServerOptions, request: IncomingMessage): Promise<Answer> {
  switch (request.url?.split('?')[0]) {
    case '/healthz':
      return plain(200, '{"ok":true}');
    case '/readyz': {
      const ok = await ready().catch(() => false);
      return plain(ok ? 200 : 503, JSON.stringify({ ok }));
    }
    case '/metrics':
      if (token !== undefined && !sameToken(request.headers.authorization, `Bearer ${token}`)) return plain(401, '{"ok":false}');
      return { status: 200, type: metrics.contentType, text: await metrics.text() };
    default:
      return plain(404, '{"ok":false}');
  }
}

// Compared as digests: of equal length, and in a time that tells nothing.
function sameToken(given: string | undefined, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(wanted));
}
