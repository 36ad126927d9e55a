import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { once } from 'node:events';

// It has no types of its own.
type Hoodiecrow = {
  readonly server: Server;
  listen(port: number, host: string): void;
  appendMessage(folder: string, flags: string[], internaldate: undefined, raw: string): void;
  readonly folderCache: Record<
    string,
    { messages: { uid: number; flags: string[]; raw: string }[]; uidvalidity: number; uidnext: number }
  >;
};
// The cast: what the package answers is described above.
const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: object) => Hoodiecrow;

/** A real IMAP server of the outside world on the loopback, that forgets everything when it ends. */
export async function imapServer(plugins: readonly string[] = ['UIDPLUS', 'MOVE']) {
  const crow = hoodiecrow({
    plugins: [...plugins],
    users: { relances: { password: 'secret' } },
    storage: { INBOX: { messages: [] }, '': { folders: { Traites: {} } } },
  });
  const sockets = new Set<{ destroy(): void }>();
  crow.server.on('connection', (socket) => sockets.add(socket));
  crow.listen(0, '127.0.0.1');
  await once(crow.server, 'listening');
  // The cast: a listening TCP server has a port.
  const { port } = crow.server.address() as AddressInfo;
  const folder = (name: string) => {
    const found = crow.folderCache[name];
    if (!found) throw new Error(`no folder ${name}`);
    return found;
  };
  return {
    address: `127.0.0.1:${port}`,
    url: `imap://relances:secret@127.0.0.1:${port}`,
    deliver: (raw: Uint8Array): void => crow.appendMessage('INBOX', [], undefined, Buffer.from(raw).toString('latin1')),
    messages: (name = 'INBOX') => folder(name).messages.map(({ uid, flags }) => ({ uid, flags: [...flags] })),
    /** The folder is numbered anew, as after a mail server was moved. */
    renumber: (): void => {
      const inbox = folder('INBOX');
      inbox.uidvalidity += 1;
      inbox.messages.forEach((message, at) => (message.uid = at + 1));
      inbox.uidnext = inbox.messages.length + 1;
    },
    hangUp: (): void => sockets.forEach((socket) => socket.destroy()),
    close: async (): Promise<void> => {
      sockets.forEach((socket) => socket.destroy());
      crow.server.close();
      await once(crow.server, 'close');
    },
  };
}
