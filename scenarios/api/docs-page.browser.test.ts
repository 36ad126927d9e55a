import { expect, test } from 'vitest';
import { openBrowser } from '../browser.ts';
import { startInstallation } from './installation.ts';

const installation = startInstallation();

test('the page of the API shows its guide and its operations, and the browser finds nothing to forbid', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${installation.base}/api/docs`);
    await page.getByRole('heading', { name: '1. Get a key' }).waitFor();
    await page.getByText('Items, allocations, the aged balance, exchange rates.').click();
    await page.getByText('What is owed by days late, at any date, as known at any instant').waitFor();
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
  }
}, 60_000);
