import type { Block, Run } from '../../messages/index.ts';
import type { Sheet, SheetColumn, SheetTotal } from './sheet.ts';
import { escapeHtml } from '../../../kernel/html.ts';
import type { GroupMail } from './group-layout.ts';
import type { Laid } from './write-message.ts';

const sans = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const ink = '#1c2227';
const soft = '#5b6670';
const rule = '#e2e5e8';

/** A message as HTML for mail programs: one column made of tables, styles inline, legible in light and dark and on a telephone. */
export function mailHtml(laid: Laid): string {
  return pageHtml(laid, laid.blocks.map((block) => blockHtml(block, laid)).join('\n'));
}

/** The same of one mail for several creditors: a part for each, under its name. */
export function groupMailHtml(group: GroupMail): string {
  const around = (said: readonly string[]): string[] => said.map((text) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`);
  const parts = group.parts.flatMap(({ title, laid, after }) => [
    `<h2 class="part" style="margin:32px 0 12px;padding-top:24px;border-top:1px solid ${rule};font-size:17px;line-height:1.4;font-weight:600">${escapeHtml(title)}</h2>`,
    ...laid.blocks.map((block) => blockHtml(block, laid)),
    `<p class="soft" style="margin:0 0 16px;font-size:13px;color:${soft}">${linesHtml(after)}</p>`,
  ]);
  return pageHtml(group, [...around(group.opening), ...parts, ...around(group.closing)].join('\n'));
}

type Page = Pick<Laid, 'language' | 'subject' | 'entityName' | 'signature' | 'footer'>;

function pageHtml(laid: Page, body: string): string {
  const sign = laid.signature.length > 0 ? `<p style="margin:24px 0 0">${linesHtml(laid.signature)}</p>` : '';
  return `<!doctype html>
<html lang="${escapeHtml(laid.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(laid.subject)}</title>
<style>
@media (max-width: 600px) { .sheet { padding: 24px 16px !important } .wide { display: none !important } .outer { padding: 0 !important } .pair td { display: block !important; padding: 0 !important } .pair td + td { padding-bottom: 8px !important } }
@media (prefers-color-scheme: dark) {
  .page { background: #15171a !important } .sheet { background: #1e2125 !important; color: #e6e8ea !important; border-color: #33383e !important }
  .soft { color: #a3abb3 !important } .line td, .line th { border-color: #33383e !important } .panel { background: #262a2f !important; border-color: #33383e !important }
  .part { border-color: #33383e !important } .link { color: #8ab4ff !important } .net td { border-color: #4a515a !important }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f5f6">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background:#f4f5f6"><tr><td align="center" class="outer" style="padding:24px 8px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px"><tr>
<td class="sheet" style="background:#ffffff;border:1px solid ${rule};border-radius:6px;padding:32px;font:15px/1.55 ${sans};color:${ink}">
<p class="soft" style="margin:0 0 24px;font-size:13px;letter-spacing:.02em;color:${soft}">${escapeHtml(laid.entityName)}</p>
${body}
${sign}<!-- signature -->
</td></tr><tr><td class="soft" style="padding:16px 16px 24px;font:12px/1.5 ${sans};color:${soft}">${linesHtml(laid.footer)}</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

const linesHtml = (lines: readonly string[]): string => lines.map(escapeHtml).join('<br>');

function blockHtml(block: Block, laid: Laid): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 16px">${block.runs.map(runHtml).join('')}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      const items = block.items.map((runs) => `<li style="margin:0 0 4px">${runs.map(runHtml).join('')}</li>`);
      return `<${tag} style="margin:0 0 16px;padding-left:24px">${items.join('')}</${tag}>`;
    }
    case 'statement':
      return sheetHtml(laid.statement, laid.statement.columns.length > 5 ? 13 : 14);
    case 'interest':
      return laid.interest ? sheetHtml(laid.interest, 13) : '';
    case 'payment':
      return paymentHtml(laid);
  }
}

function runHtml({ text, bold, italic, link }: Run): string {
  let html = escapeHtml(text).replaceAll('\n', '<br>');
  if (italic) html = `<em>${html}</em>`;
  if (bold) html = `<strong>${html}</strong>`;
  return link === undefined
    ? html
    : `<a class="link" href="${escapeHtml(link)}" style="color:#1a56c4;text-decoration:underline">${html}</a>`;
}

const left = `padding:8px 10px 8px 0;border-bottom:1px solid ${rule};text-align:left;vertical-align:top`;
const right = `padding:8px 0 8px 10px;border-bottom:1px solid ${rule};text-align:right;vertical-align:top;white-space:nowrap;font-variant-numeric:tabular-nums`;
const headLook = 'font-weight:600;font-size:12px';

function sheetHtml(sheet: Sheet, size: number): string {
  const wide = sheet.columns.map((column) => (column.wide ? ' class="wide"' : ''));
  const looks = sheet.columns.map((column) => (column.align === 'right' ? right : left));
  const head = sheet.columns.map((column, place) => headHtml(column, wide[place] ?? '', looks[place] ?? left));
  const rows = sheet.groups.flatMap((group) => [
    ...(group.title === undefined ? [] : [groupHtml(group.title, sheet.columns.length)]),
    ...group.rows.map((row) => {
      // A short number stays in one piece, and so does any date.
      const cells = row.map((cell, place) => {
        const whole = cell.length <= 20 ? ';white-space:nowrap' : '';
        return `<td${wide[place] ?? ''} style="${looks[place] ?? left}${whole}">${escapeHtml(cell)}</td>`;
      });
      return `<tr class="line">${cells.join('')}</tr>`;
    }),
    ...(group.subtotal ? [subtotalHtml(group.subtotal, sheet.columns)] : []),
  ]);
  const notes = sheet.notes.map(
    (note) => `<p class="soft" style="margin:0 0 4px;font-size:13px;color:${soft}">${escapeHtml(note)}</p>`,
  );
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;font-size:${size}px;margin:0 0 8px">
<thead><tr class="line">${head.join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 ${notes.length > 0 ? 8 : 20}px">${sheet.totals.map(totalHtml).join('')}</table>${notes.length > 0 ? `<div style="margin:0 0 20px">${notes.join('')}</div>` : ''}`;
}

function headHtml({ label }: SheetColumn, wide: string, look: string): string {
  return `<th scope="col"${wide} style="${look};${headLook}">${escapeHtml(label)}</th>`;
}

function groupHtml(title: string, columns: number): string {
  return `<tr class="line"><td colspan="${columns}" style="${left};font-weight:600;padding-top:16px">${escapeHtml(title)}</td></tr>`;
}

// The label takes the first column only: how many of the others a telephone shows is not known here.
function subtotalHtml({ label, value }: SheetTotal, columns: readonly SheetColumn[]): string {
  const between = columns.slice(1, -1).map((column) => `<td${column.wide ? ' class="wide"' : ''} style="${left}"></td>`);
  return `<tr class="line"><td style="${left};font-weight:600">${escapeHtml(label)}</td>${between.join('')}<td style="${right};font-weight:600">${escapeHtml(value)}</td></tr>`;
}

function totalHtml({ label, value, strong }: SheetTotal): string {
  const look = strong ? 'font-weight:600' : '';
  return `<tr${strong ? ' class="net"' : ''}><td style="padding:6px 10px 6px 0;${look}">${escapeHtml(label)}</td><td style="padding:6px 0;text-align:right;white-space:nowrap;vertical-align:bottom;font-variant-numeric:tabular-nums;${look}${strong ? ';font-size:17px' : ''}">${escapeHtml(value)}</td></tr>`;
}

function paymentHtml({ payment }: Laid): string {
  const rows =
    payment.sentence === undefined
      ? payment.rows.map(
          ([label, value]) =>
            `<tr class="pair"><td class="soft" style="padding:2px 16px 2px 0;color:${soft};vertical-align:top">${escapeHtml(label)}</td><td style="padding:2px 0;vertical-align:top;font-variant-numeric:tabular-nums">${escapeHtml(value)}</td></tr>`,
        )
      : [`<tr><td>${escapeHtml(payment.sentence)}</td></tr>`];
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td class="panel" style="background:#f7f8f9;border:1px solid ${rule};border-radius:4px;padding:14px 16px;font-size:14px">
<p style="margin:0 0 6px;font-weight:600">${escapeHtml(payment.title)}</p><table role="presentation" cellpadding="0" cellspacing="0" border="0">${rows.join('')}</table></td></tr></table>`;
}
