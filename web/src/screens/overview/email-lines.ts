export interface EmailLine {
  readonly code: string;
  readonly email: string;
}

/** Reads "code, separator, e-mail" lines as a spreadsheet pastes them; what is no such line is answered as it stands. */
export function emailLines(pasted: string): { lines: EmailLine[]; others: string[] } {
  const lines: EmailLine[] = [];
  const others: string[] = [];
  for (const row of pasted.split(/\r?\n/)) {
    if (row.trim() === '') continue;
    const cells = row.split(/[\t;,]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    // The address may stand in any column after the code: names and telephones between them are passed over.
    const email = cells.slice(1).find((cell) => /^[^\s@]+@[^\s@]+$/.test(cell));
    const code = cells[0];
    if (code && email) lines.push({ code, email });
    else others.push(row.trim());
  }
  return { lines, others };
}
