import { type Language, textsIn } from '@quitus/texts';
import type { Claim, Parties } from './reminder-fields.ts';
import { addressLines } from './reminder-fields.ts';
import { escapeHtml, markers, type ReminderFields, renderEscaped, renderText } from './template.ts';

/** Everything a layout needs of one message. */
export type Letter = {
  readonly body: string;
  readonly fields: ReminderFields;
  readonly parties: Parties;
  readonly claim: Claim;
  readonly language: Language;
};

/** The message as plain text: the body, the items one a line, the net, how to pay, who writes. */
export function letterText(letter: Letter): string {
  const words = textsIn(letter.language).dunning.mail;
  const { fields, claim } = letter;
  const lines = fields.items.map((item, index) => {
    const daysLate = claim.items[index]?.daysLate ?? 0;
    const late = daysLate > 0 ? words.lateBy(daysLate) : words.dueIn(-daysLate);
    return `- ${item.number} · ${words.due} ${item.dueOn} · ${late} · ${item.claimed}`;
  });
  const credits =
    claim.creditsMinor === 0n ? [] : [words.line(words.subtotal, fields.total), words.line(words.credits, fields.credits)];
  const statement = [...lines, ...credits, words.line(words.net, fields.net), ...(isPartial(claim) ? [words.partOnly] : [])].join(
    '\n',
  );
  const payment = fields.entity.iban
    ? [
        words.payByTransfer,
        words.line(words.holder, fields.entity.accountHolder),
        words.line(words.iban, fields.entity.iban),
        ...(fields.entity.bic ? [words.line(words.bic, fields.entity.bic)] : []),
        words.line(words.reference, fields.reference),
      ].join('\n')
    : words.noIban(reach(letter));
  const body = withMarkers(renderText(letter.body, fields))
    .replaceAll(markers.statement, () => statement)
    .replaceAll(markers.payment, () => payment);
  return `${tidy(body)}\n\n${signature(letter).join('\n')}\n\n-- \n${footer(letter).join('\n')}\n`;
}

/** The message as HTML for mail programs: one table-based column, styles inline, legible in light and dark. */
export function letterHtml(letter: Letter): string {
  const { fields, language } = letter;
  const body = tidy(withMarkers(renderEscaped(letter.body, fields)));
  const blocks = body.split(/\n{2,}/).map((paragraph) => {
    if (paragraph.includes(markers.statement)) return statementTable(letter);
    if (paragraph.includes(markers.payment)) return paymentPanel(letter);
    return `<p style="margin:0 0 16px">${paragraph.replaceAll('\n', '<br>')}</p>`;
  });
  const sign = signature(letter).map(escapeHtml).join('<br>');
  const foot = footer(letter).map(escapeHtml).join('<br>');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<style>
@media (max-width: 600px) { .sheet { padding: 24px 16px !important } .wide { display: none !important } }
@media (prefers-color-scheme: dark) {
  .page { background: #15171a !important } .sheet { background: #1e2125 !important; color: #e6e8ea !important; border-color: #33383e !important }
  .soft { color: #a3abb3 !important } .line td, .line th { border-color: #33383e !important } .panel { background: #262a2f !important; border-color: #33383e !important }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f5f6">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background:#f4f5f6"><tr><td align="center" style="padding:24px 8px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px"><tr>
<td class="sheet" style="background:#ffffff;border:1px solid #e2e5e8;border-radius:6px;padding:32px;font:15px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1c2227">
<p class="soft" style="margin:0 0 24px;font-size:13px;letter-spacing:.02em;color:#5b6670">${escapeHtml(fields.entity.name)}</p>
${blocks.join('\n')}
<p style="margin:24px 0 0">${sign}</p>
</td></tr><tr><td class="soft" style="padding:16px 8px;font:12px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#5b6670">${foot}</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

const cell = 'padding:8px 10px 8px 0;border-bottom:1px solid #e2e5e8;text-align:left;vertical-align:top';
const figure =
  'padding:8px 0 8px 10px;border-bottom:1px solid #e2e5e8;text-align:right;vertical-align:top;white-space:nowrap;font-variant-numeric:tabular-nums';

function statementTable({ fields, claim, language }: Letter): string {
  const words = textsIn(language).dunning.mail;
  const head = 'font-weight:600;font-size:12px;';
  // A formal notice states what was invoiced and what was paid, item by item.
  const detail = claim.grave;
  const rows = fields.items.map((item, index) => {
    const daysLate = claim.items[index]?.daysLate ?? 0;
    const partial = claim.items[index]?.claimedMinor !== claim.items[index]?.openMinor;
    return `<tr class="line"><td style="${cell}${item.number.length <= 20 ? ';white-space:nowrap' : ''}">${escapeHtml(item.number)}${partial ? ` <span class="soft" style="color:#5b6670">(${escapeHtml(words.held)})</span>` : ''}</td>
<td class="wide" style="${cell}">${item.issuedOn}</td><td style="${cell};white-space:nowrap">${item.dueOn}</td><td class="wide" style="${figure}">${daysLate > 0 ? daysLate : escapeHtml(words.dueIn(-daysLate))}</td>
${detail ? `<td class="wide" style="${figure}">${escapeHtml(item.amount)}</td><td class="wide" style="${figure}">${escapeHtml(item.paid)}</td>` : ''}<td style="${figure}">${escapeHtml(item.claimed)}</td></tr>`;
  });
  const sum = (label: string, value: string, strong: boolean): string =>
    `<tr><td style="padding:6px 0;${strong ? 'font-weight:600' : ''}">${escapeHtml(label)}</td><td style="padding:6px 0;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;${strong ? 'font-weight:600;font-size:17px' : ''}">${escapeHtml(value)}</td></tr>`;
  const sums = [
    ...(claim.creditsMinor === 0n ? [] : [sum(words.subtotal, fields.total, false), sum(words.credits, fields.credits, false)]),
    sum(words.net, fields.net, true),
  ];
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;font-size:${detail ? 13 : 14}px;margin:0 0 8px">
<thead><tr class="line"><th style="${cell};${head}">${words.number}</th><th class="wide" style="${cell};${head}">${words.issued}</th><th style="${cell};${head}">${words.due}</th><th class="wide" style="${figure};${head}">${words.late}</th>
${detail ? `<th class="wide" style="${figure};${head}">${words.invoiced}</th><th class="wide" style="${figure};${head}">${words.paid}</th>` : ''}<th style="${figure};${head}">${detail ? words.open : words.amount}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px">${sums.join('')}</table>${isPartial(claim) ? `<p class="soft" style="margin:0 0 16px;font-size:13px;color:#5b6670">${escapeHtml(words.partOnly)}</p>` : ''}`;
}

function paymentPanel(letter: Letter): string {
  const { fields, language } = letter;
  const words = textsIn(language).dunning.mail;
  const line = (label: string, value: string): string =>
    `<tr><td class="soft" style="padding:2px 16px 2px 0;color:#5b6670;vertical-align:top">${escapeHtml(label)}</td><td style="padding:2px 0;font-variant-numeric:tabular-nums">${escapeHtml(value)}</td></tr>`;
  const lines = fields.entity.iban
    ? [
        line(words.holder, fields.entity.accountHolder),
        line(words.iban, fields.entity.iban),
        ...(fields.entity.bic ? [line(words.bic, fields.entity.bic)] : []),
        line(words.reference, fields.reference),
      ]
    : [`<tr><td>${escapeHtml(words.noIban(reach(letter)))}</td></tr>`];
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td class="panel" style="background:#f7f8f9;border:1px solid #e2e5e8;border-radius:4px;padding:14px 16px;font-size:14px">
<p style="margin:0 0 6px;font-weight:600">${escapeHtml(words.payTitle)}</p><table role="presentation" cellpadding="0" cellspacing="0" border="0">${lines.join('')}</table></td></tr></table>`;
}

function isPartial(claim: Claim): boolean {
  return claim.items.some((item) => item.claimedMinor !== item.openMinor);
}

// A claim without its items, or a request without a way to pay, cannot be written: what a template forgot is added.
function withMarkers(body: string): string {
  return [markers.statement, markers.payment].reduce(
    (text, marker) => (text.includes(marker) ? text : `${text}\n\n${marker}`),
    body,
  );
}

// Conditions of a template leave empty lines behind.
function tidy(body: string): string {
  return body
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

function signature({ parties, language }: Letter): string[] {
  const { entity } = parties;
  return [
    parties.collectorName ?? textsIn(language).dunning.mail.collection,
    entity.legalName ?? entity.name,
    ...[entity.phone, entity.email].filter((one): one is string => Boolean(one)),
  ];
}

function footer({ parties, language }: Letter): string[] {
  const words = textsIn(language).dunning.mail;
  const { entity } = parties;
  const name = entity.legalName ?? entity.name;
  const numbers = [
    entity.legalId && `${words.legalId} ${entity.legalId}`,
    entity.vatNumber && `${words.vat} ${entity.vatNumber}`,
  ].filter(Boolean);
  return [[name, ...addressLines(entity)].join(' · '), ...(numbers.length > 0 ? [numbers.join(' · ')] : []), words.sentFor(name)];
}

function reach({ parties, language }: Letter): string {
  const ways = [parties.entity.email, parties.entity.phone].filter((way): way is string => Boolean(way));
  return ways.length > 0 ? ways.join(', ') : textsIn(language).dunning.mail.replyHere;
}
