import { Secret, TOTP } from 'otpauth';
import { toString as qrText } from 'qrcode';

// What every authenticator app understands (RFC 6238 §1.2, §5.2).
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const window = 1;

/** A new secret of 160 bits, base32 (RFC 4226 §4 R6). */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/**
 * The time step whose code this is: the present one, the one before or the one after. A step up to `lastStep` was used: its code counts no
 * more (RFC 6238 §5.2). Undefined for any other code.
 */
export function stepOfCode(secret: string, code: string, now: Temporal.Instant, lastStep: bigint): bigint | undefined {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = now.epochMilliseconds;
  const delta = TOTP.validate({ ...form, token, secret: Secret.fromBase32(secret), timestamp, window });
  if (delta === null) return undefined;
  const step = BigInt(TOTP.counter({ period: form.period, timestamp }) + delta);
  return step > lastStep ? step : undefined;
}

/** The address an authenticator app reads, and the same as a picture. */
export async function totpInvitation(secret: string, email: string): Promise<{ uri: string; qrSvg: string }> {
  const uri = new TOTP({ ...form, issuer: 'Quitus', label: email, secret: Secret.fromBase32(secret) }).toString();
  return { uri, qrSvg: await qrText(uri, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' }) };
}
