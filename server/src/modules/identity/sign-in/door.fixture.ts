import { keyringOf } from '../../../platform/secrets/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import type { AccountMail, SignInNeighbours, Visit } from './visit.ts';

/** The neighbours of a test: mails are kept, and what nobody waits for is done by `settle`. */
export function testDoor(
  given: { readonly baseUrl?: string; readonly leaves?: boolean; readonly outboundAllow?: readonly string[] } = {},
) {
  const mails: AccountMail[] = [];
  const left: (() => Promise<void>)[] = [];
  const keyring = keyringOf('k'.repeat(32));
  const neighbours: SignInNeighbours = {
    keyring: () => Promise.resolve(keyring),
    baseUrl: given.baseUrl ?? 'https://quitus.example',
    outboundAllow: given.outboundAllow ?? [],
    mail: {
      leaves: given.leaves ?? true,
      send: (mail) => {
        mails.push(mail);
        return Promise.resolve();
      },
    },
    later: (work) => void left.push(work),
  };
  return {
    neighbours,
    mails,
    /** Does what nobody waited for, and what that leaves in turn. */
    settle: async (): Promise<void> => {
      for (let work = left.shift(); work; work = left.shift()) await work();
    },
    visit: (database: Database, now: Temporal.Instant, address = '192.0.2.7'): Visit => ({
      database,
      neighbours,
      now,
      address,
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    }),
  };
}
