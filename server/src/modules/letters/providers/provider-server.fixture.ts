import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly form: FormData;
};
/** What a fake says; 'hang-up' closes the line without a word, after it has heard everything. */
export type Said = { readonly status?: number; readonly body: string | Uint8Array; readonly type?: string } | 'hang-up';

/** An HTTP server of the outside on the loopback, answering as its fake does. */
export async function providerServer(answer: (asked: Asked) => Said | Promise<Said>) {
  const server = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(Buffer.from(piece as Uint8Array));
      const type = request.headers['content-type'] ?? '';
      const form = type.includes('form')
        ? await new Response(Buffer.concat(pieces), { headers: { 'content-type': type } }).formData()
        : new FormData();
      const url = new URL(request.url ?? '/', 'http://localhost');
      const said = await answer({ method: request.method ?? 'GET', url, headers: request.headers, form });
      if (said === 'hang-up') return void request.socket.destroy();
      response.writeHead(said.status ?? 200, { 'content-type': said.type ?? 'application/json' }).end(said.body);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // The cast: a listening TCP server has a port.
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    allow: [`127.0.0.1:${port}`],
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
