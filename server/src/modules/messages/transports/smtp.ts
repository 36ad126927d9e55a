import { Readable } from 'node:stream';
import SMTPConnection, { type SentMessageInfo } from 'nodemailer/lib/smtp-connection';
import { type OutsideAllowance, outsideAddress } from '../../../platform/outbound/index.ts';
import { type Mail, mailBytes } from '../mail.ts';
import type { Delivery, Parcel, Transport } from './transport.ts';

type SmtpError = Error & {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly response?: string | undefined;
};
type Line = { readonly connection: SMTPConnection; used: number };

// Servers close long conversations; ours ends first.
const mailsPerConnection = 100;
const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };

export type SmtpOptions = {
  /** The address is a tenant's choice: only public ones are called, and those the administrator vouches for. Absent: the installation's own server. */
  readonly outside?: OutsideAllowance | undefined;
};

/** A mail server at `smtp://user:password@host:port` (or `smtps://`), spoken to over connections that are kept open between mails. */
export function smtpTransport(url: string, { outside }: SmtpOptions = {}): Transport {
  const idle: Line[] = [];

  async function deliver(parcel: Parcel): Promise<Delivery> {
    if (parcel.channel !== 'e-mail') return { outcome: 'permanent', code: 'wrong-channel', detail: parcel.channel };
    const { mail } = parcel;
    const raw = await mailBytes(mail);
    for (;;) {
      const kept = idle.pop();
      let line: Line;
      try {
        line = kept ?? { connection: await connect(url, outside), used: 0 };
      } catch (error) {
        return { outcome: 'temporary', detail: wordsOf(error), unreachable: true };
      }
      const { delivery, begun } = await send(line, mail, raw);
      if (delivery.outcome === 'sent') {
        line.used += 1;
        if (line.used < mailsPerConnection) idle.push(line);
        else line.connection.quit();
        return delivery;
      }
      line.connection.close();
      // A kept connection may have been closed by the server meanwhile: nothing was begun on it, so a fresh one may try.
      if (kept && !begun) continue;
      return delivery;
    }
  }

  return {
    name: 'smtp',
    deliver,
    close: async () => {
      for (const line of idle.splice(0)) line.connection.quit();
    },
  };
}

async function connect(url: string, outside: OutsideAllowance | undefined): Promise<SMTPConnection> {
  const address = new URL(url);
  const port = Number(address.port) || (address.protocol === 'smtps:' ? 465 : 587);
  // Read before anything is called back: what is thrown there nobody catches.
  const credentials = { user: decodeURIComponent(address.username), pass: decodeURIComponent(address.password) };
  const connection = new SMTPConnection({
    host: outside ? await checkedAddress(address.hostname, port, outside) : address.hostname,
    port,
    secure: address.protocol === 'smtps:',
    ...patience,
    // A password given by a tenant crosses the internet: never in the clear.
    ...(outside ? { tls: { servername: address.hostname }, requireTLS: !outside.includes(`${address.hostname}:${port}`) } : {}),
  });
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((error) => {
      if (error) return reject(error);
      const ready = (): void => {
        connection.removeListener('error', reject);
        // A connection lost while idle is noticed by the mail that wants to use it.
        connection.on('error', () => undefined);
        resolve(connection);
      };
      if (!address.username) return ready();
      connection.login({ credentials }, (refused) => (refused ? reject(refused) : ready()));
    });
  });
}

async function checkedAddress(host: string, port: number, outside: OutsideAllowance): Promise<string> {
  const found = await outsideAddress(host, port, outside);
  if (found.kind === 'bad') throw new Error(found.problem);
  return found.address;
}

/** `begun`: the server spoke, or was being told the mail; only an untouched connection may be replaced by another. */
function send({ connection }: Line, mail: Mail, raw: Buffer): Promise<{ delivery: Delivery; begun: boolean }> {
  let told = false;
  // Read only once the server has said "354 go ahead": from then on the mail may be taken, whatever happens to the connection.
  const body = Readable.from(
    (function* () {
      told = true;
      yield raw;
    })(),
  );
  return new Promise((resolve) => {
    const envelope = { from: mail.from.address, to: [mail.to.address, ...mail.copies], size: raw.length };
    const lost = (): void => settle(new Error('connection lost'));
    const settle = (error: SmtpError | null, answer?: SentMessageInfo): void => {
      connection.removeListener('end', lost);
      const spoke = error === null || error.responseCode !== undefined;
      resolve({ delivery: error ? failure(error, told) : success(mail, answer), begun: told || spoke });
    };
    connection.once('end', lost);
    connection.send(envelope, body, settle);
  });
}

function success(mail: Mail, answer: SentMessageInfo | undefined): Delivery {
  // Only copies got it: for the debtor nothing was sent.
  if (answer?.rejected.includes(mail.to.address)) {
    return { outcome: 'permanent', code: 'recipient-refused', detail: answer.rejectedErrors?.[0]?.response ?? answer.response };
  }
  return { outcome: 'sent', reference: answer?.response ?? '' };
}

// RFC 5321 §4.2.1: 4yz try again later, 5yz never. Without an answer it depends on whether the mail had been told.
function failure(error: SmtpError, told: boolean): Delivery {
  const detail = wordsOf(error);
  const code = error.responseCode;
  if (code !== undefined && code >= 500) return { outcome: 'permanent', code: 'refused-by-server', detail };
  if (code !== undefined) return { outcome: 'temporary', detail };
  // Our own library found the envelope impossible before saying a word of it.
  if (!told && (error.code === 'EENVELOPE' || error.code === 'EMESSAGE'))
    return { outcome: 'permanent', code: 'bad-address', detail };
  return told ? { outcome: 'uncertain', detail } : { outcome: 'temporary', detail };
}

function wordsOf(error: unknown): string {
  const words = error instanceof Error ? ((error as SmtpError).response ?? error.message) : String(error);
  return words.slice(0, 500);
}
