// In this order: each browser also claims to be those below it.
const browsers = [
  [/\bEdgA?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari\//, 'Safari'],
] as const;
const systems = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

/** The browser and system a user agent names, as far as a person needs them to recognise their own; null when it names none we know. */
export function deviceOf(userAgent: string): { browser: string | null; system: string | null } {
  const browser = browsers.find(([sign]) => sign.test(userAgent));
  const version = browser && browser[0].exec(userAgent)?.[1];
  return {
    browser: browser ? `${browser[1]} ${version ?? ''}`.trim() : null,
    system: systems.find(([sign]) => sign.test(userAgent))?.[1] ?? null,
  };
}
