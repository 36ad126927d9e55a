/** Text as HTML shows it, in its body or in a quoted attribute, never as HTML reads it. */
export function escapeHtml(text: string): string {
  // Most texts hold none of these, and mails are written by the thousand.
  if (!/[&<>"']/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
