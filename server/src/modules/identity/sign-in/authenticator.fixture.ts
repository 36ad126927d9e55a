import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** What the test may do wrongly on purpose. */
type Odd = { readonly origin?: string; readonly verified?: boolean; readonly counter?: number };
type Credential = { readonly id: Buffer; readonly key: KeyObject; readonly userHandle: string; counter: number };
type Options = Record<string, any>; // oxlint-disable-line no-explicit-any -- the options are read as a browser would, from JSON

/** An authenticator made of software: it really signs (ES256), as a telephone or a key would (WebAuthn Level 3 §6). */
export function softwareAuthenticator(origin: string) {
  const credentials: Credential[] = [];

  const clientData = (type: string, challenge: unknown, odd: Odd): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: odd.origin ?? origin, crossOrigin: false }));

  // rpIdHash, flags (user present, user verified, attested data), counter: WebAuthn §6.1.
  const authenticatorData = (rpId: string, counter: number, odd: Odd, attested?: Buffer): Buffer => {
    const flags = 0x01 | (odd.verified === false ? 0 : 0x04) | (attested ? 0x40 : 0);
    const head = Buffer.alloc(5);
    head.writeUInt8(flags, 0);
    head.writeUInt32BE(counter, 1);
    return Buffer.concat([sha256(rpId), head, attested ?? Buffer.alloc(0)]);
  };

  return {
    credentials,
    create(options: Options, odd: Odd = {}): object {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const credential = { id: randomBytes(16), key: privateKey, userHandle: String(options['user'].id), counter: 0 };
      credentials.push(credential);
      // COSE_Key: EC2, ES256, P-256, x, y (RFC 9053 §7.1.1).
      const cose = cbor([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credential.id.length);
      const authData = authenticatorData(
        options['rp'].id,
        0,
        odd,
        Buffer.concat([Buffer.alloc(16), length, credential.id, cose]),
      );
      const attestation = cbor([
        ['fmt', 'none'],
        ['attStmt', []],
        ['authData', authData],
      ]);
      return {
        id: credential.id.toString('base64url'),
        rawId: credential.id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', options['challenge'], odd).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    get(options: Options, odd: Odd = {}): object {
      const credential = credentials.at(-1);
      if (!credential) throw new Error('nothing was registered');
      credential.counter = odd.counter ?? credential.counter + 1;
      const authData = authenticatorData(options['rpId'], credential.counter, odd);
      const data = clientData('webauthn.get', options['challenge'], odd);
      const signature = createSign('sha256')
        .update(Buffer.concat([authData, sha256(data)]))
        .sign(credential.key);
      return {
        id: credential.id.toString('base64url'),
        rawId: credential.id.toString('base64url'),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: credential.userHandle,
        },
      };
    },
  };
}

const sha256 = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest();

// As much of CBOR (RFC 8949) as a registration needs: a list of pairs is a map.
type Plain = number | string | Buffer | readonly (readonly [number | string, Plain])[];
function cbor(value: Plain): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.length), ...value.flatMap(([name, one]) => [cbor(name), cbor(one)])]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
