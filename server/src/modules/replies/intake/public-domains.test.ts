import { expect, test } from 'vitest';
import { companyDomain } from './public-domains.ts';

test.each([
  ['compta@Client.exemple', 'client.exemple'],
  ['compta@free.exemple', 'free.exemple'],
  ['ap@orange-bleue.exemple', 'orange-bleue.exemple'],
  ['paule@orange.fr', ''],
  ['paule@GMAIL.com', ''],
  ['paule@yahoo.co.uk', ''],
  ['paule@hotmail.be', ''],
  ['paule', ''],
  ['paule@localhost', ''],
])('of %s the company’s own domain is “%s”', (address, domain) => {
  expect(companyDomain(address)).toBe(domain);
});
