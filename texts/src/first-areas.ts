import { common } from './areas/common.ts';
import { customers } from './areas/customers.ts';
import { ledger } from './areas/ledger.ts';
import { overview } from './areas/overview.ts';
import { people } from './areas/people.ts';
import { shell } from './areas/shell.ts';
import { signIn } from './areas/sign-in.ts';

/** What the first screens say (the door, the frame around every screen, the overview): a browser fetches it before it draws. */
export const firstAreas = {
  common,
  customers,
  ledger,
  overview,
  people,
  shell,
  signIn,
};
