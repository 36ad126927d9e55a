import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeHtml } from './safe-html.ts';

test('a mail keeps its look: tables, styles, links, pictures that it carries', () => {
  const mail =
    '<html><head><style>.wide{padding:4px}</style></head><body><table width="100%" cellpadding="0"><tr><td style="color:#123">F-1</td></tr></table><img src="data:image/png;base64,AAAA" alt="logo" /></body></html>';
  expect(safeHtml(mail)).toBe(`<style>.wide{padding:4px}</style>${mail.replace('<style>.wide{padding:4px}</style>', '')}`);
  expect(safeHtml('<a href="https://payer.example/1">Payer</a>')).toBe(
    '<a href="https://payer.example/1" target="_blank" rel="noopener noreferrer">Payer</a>',
  );
});

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://espion.example/pixel.gif">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<iframe src="https://espion.example"></iframe>',
  '<form action="https://espion.example"><input name="password"></form>',
  '<svg onload=alert(1)><use href="#x"/></svg>',
  '<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>',
  '<style>@import url(https://espion.example/x.css);</style>',
  '<p style="background:url(https://espion.example/x)">x</p>',
  '<p style="background:u\\72l(https://espion.example/x)">x</p>',
  '<meta http-equiv="refresh" content="0;url=https://espion.example">',
  '<base href="https://espion.example/">',
  '<object data="https://espion.example"></object>',
  '<link rel="stylesheet" href="https://espion.example/x.css">',
  '<style><!--</style><img src=x onerror=alert(1)>--></style>',
  '<template><script>alert(1)</script></template>',
];
const forbidden =
  /<\/?(script|iframe|form|input|svg|math|object|embed|base|meta|link|template)\b|\bon\w+\s*=|javascript:|url\s*\(|@import|src="(?!data:|cid:)/i;

test.each(hostile)('nothing of %s acts, loads or asks', (html) => {
  expect(safeHtml(html)).not.toMatch(forbidden);
});

test('whatever is put together from such pieces stays harmless, and cleaning twice changes nothing', () => {
  const piece = fc.oneof(
    fc.constantFrom(...hostile),
    fc.constantFrom('<table>', '</td>', '<b>', '<style>', '</style>', '"', '<!--', '-->'),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const clean = safeHtml(pieces.join(''));
      // Text may speak of anything; only tags and styles act.
      for (const tag of clean.match(/<[^>]*>/g) ?? []) expect(tag).not.toMatch(forbidden);
      expect(safeHtml(clean)).toBe(clean);
    }),
  );
});

test.each([
  ['tags that never end', '<style'.repeat(330_000)],
  ['elements within elements', '<div>'.repeat(400_000)],
  ['tables within tables', '<table><tr><td>'.repeat(130_000)],
])('two megabytes of %s keep nobody waiting', (_, html) => {
  expect(safeHtml(html)).toBe('');
});

test('a long mail of many paragraphs is shown, whether each is closed or not', () => {
  expect(safeHtml('<p>Bonjour<br>'.repeat(5_000))).toContain('Bonjour');
  expect(safeHtml('<div><p>Bonjour<br></p></div>'.repeat(20_000))).toContain('Bonjour');
});
