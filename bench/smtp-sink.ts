import { createServer } from 'node:net';

// A bare SMTP sink in a process of its own: it accepts everything at once, keeps nothing but the count of mails and of Message-IDs,
// and says both on its standard output when its standard input closes.
const end = '\r\n.\r\n';
const seen = new Set<string>();
let mails = 0;

const server = createServer((socket) => {
  let text = '';
  let inData = false;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write('220 sink\r\n');
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    for (;;) {
      const at = text.indexOf(inData ? end : '\r\n');
      if (at < 0) return;
      const piece = text.slice(0, at);
      text = text.slice(at + (inData ? end.length : 2));
      if (inData) {
        mails += 1;
        seen.add(/^message-id:\s*(\S+)/im.exec(piece)?.[1] ?? `none ${mails}`);
        inData = false;
        socket.write('250 taken\r\n');
      } else if (/^data/i.test(piece)) {
        inData = true;
        socket.write('354 go\r\n');
      } else if (/^quit/i.test(piece)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 }));
});
process.stdin.resume();
process.stdin.on('end', () => {
  console.log(JSON.stringify({ mails, different: seen.size }));
  process.exit(0);
});
