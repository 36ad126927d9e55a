/** A mail as bytes, written with the line ends of the wire; `latin1` keeps one byte for each letter. */
export function rawMail(lines: readonly string[], encoding: 'utf8' | 'latin1' = 'utf8'): Uint8Array {
  return Buffer.from(lines.join('\r\n'), encoding);
}

export const ourId = '0b9f2c5e-8a41-5d13-9c77-3f1e6a2b4d58';
export const ourMessageId = `<${ourId}@atelier-ferrand.exemple>`;

/** Headers of an ordinary answer; `more` come first and win. */
export function answer(more: readonly string[], body: readonly string[], type = 'text/plain; charset=utf-8'): Uint8Array {
  return rawMail([
    ...more,
    'Return-Path: <paule.ott@client.exemple>',
    'Message-ID: <a1@client.exemple>',
    'Date: Tue, 10 Mar 2026 23:40:00 -0500',
    'From: Paule Ott <Paule.Ott@client.exemple>',
    'To: relances@atelier-ferrand.exemple',
    'Subject: Re: Facture F-2026-0042',
    'MIME-Version: 1.0',
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: 8bit',
    '',
    ...body,
  ]);
}

/** A delivery report as RFC 3464 has it. */
export function deliveryReport(action: string, status: string, diagnostic: string): Uint8Array {
  return rawMail([
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx.atelier-ferrand.exemple>',
    'To: relances@atelier-ferrand.exemple',
    'Subject: Undelivered Mail Returned to Sender',
    'Date: Tue, 10 Mar 2026 10:00:00 +0100',
    'Message-ID: <b1@mx.atelier-ferrand.exemple>',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'This is the mail system. Your message could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.atelier-ferrand.exemple',
    '',
    'Final-Recipient: rfc822; Paule.Ott@client.exemple',
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${ourMessageId}`,
    'Subject: Relance',
    '',
    '--b--',
  ]);
}
