/** What a journal posts, counted while the file is read. Counts are lines. */
export type JournalFigures = {
  readonly code: string;
  label: string;
  lines: number;
  bank: number;
  sales: number;
  purchases: number;
  result: number;
  capital: number;
  customers: number;
  firstOn: string;
  lastOn: string;
};

export type JournalNature = 'sales' | 'bank' | 'opening' | 'purchases' | 'miscellaneous';

/** A journal, what it is taken for, and the figures that say so: a code a person reads with its numbers. */
export type JournalClass = {
  readonly code: string;
  readonly label: string;
  readonly nature: JournalNature;
  readonly evidence: string;
};

/** A journal of which nothing was read yet. */
export function newJournal(code: string, day: string): JournalFigures {
  return {
    code,
    label: '',
    lines: 0,
    bank: 0,
    sales: 0,
    purchases: 0,
    result: 0,
    capital: 0,
    customers: 0,
    firstOn: day,
    lastOn: day,
  };
}

/** Counts one line of a journal. */
export function countLine(journal: JournalFigures, account: string, day: string): void {
  journal.lines += 1;
  if (day < journal.firstOn) journal.firstOn = day;
  if (day > journal.lastOn) journal.lastOn = day;
  const first = account.charCodeAt(0) - 48;
  if (first === 7) {
    journal.result += 1;
    if (account.startsWith('70')) journal.sales += 1;
  } else if (first === 6) journal.result += 1;
  else if (first === 1) journal.capital += 1;
  else if (first === 5 && /^5[1348]/.test(account)) journal.bank += 1;
  else if (account.startsWith('40')) journal.purchases += 1;
  else if (account.startsWith('41')) journal.customers += 1;
}

const openingCode = /^(?:AN|ANO|ANV|RAN|REP|OUV|AD|A9|AN0|RAN0|OUVERT|OPEN)$/i;
const openingLabel = /nouveau|ouverture|report [aà]|reprise|opening|balance initiale/i;

/**
 * What a journal is, from what it posts; its code and label are free text and only help to tell an opening. `yearStartsOn` is the first day
 * of anything else in the file.
 */
export function natureOf(journal: JournalFigures, yearStartsOn: string): JournalClass {
  const share = (count: number): number => (journal.lines === 0 ? 0 : Math.round((100 * count) / journal.lines));
  const bank = share(journal.bank);
  const sales = share(journal.sales);
  const purchases = share(journal.purchases);
  const code = openingCode.test(journal.code.trim());
  const label = openingLabel.test(journal.label);
  const like = (nature: JournalNature, evidence: string): JournalClass => ({
    code: journal.code,
    label: journal.label,
    nature,
    evidence,
  });

  // Openings carry balances, never income or expense; by name, or because one day of them holds the capital before anything else happens.
  const alone = journal.firstOn === journal.lastOn && journal.lastOn <= yearStartsOn && journal.capital > 0;
  if ((code && label) || ((code || label) && journal.result * 20 <= journal.lines))
    return like('opening', `name=${journal.label || journal.code}`);
  if (alone && journal.result === 0 && journal.sales === 0) return like('opening', `day=${journal.firstOn}`);
  if (bank >= 20 && bank >= sales) return like('bank', `bank=${bank}`);
  if (sales >= 12 && sales >= purchases) return like('sales', `sales=${sales}`);
  if (purchases >= 15) return like('purchases', `purchases=${purchases}`);
  if (bank >= 10) return like('bank', `bank=${bank}`);
  return like('miscellaneous', `bank=${bank} sales=${sales} purchases=${purchases}`);
}

/** Every journal of a file with its nature. */
export function classifyJournals(journals: readonly JournalFigures[]): JournalClass[] {
  const named = (journal: JournalFigures): boolean => openingCode.test(journal.code.trim()) || openingLabel.test(journal.label);
  const days = journals.filter((journal) => !named(journal)).map((journal) => journal.firstOn);
  // A candidate opening must not be measured against itself: the second earliest start is the year's, when its own is the earliest.
  return journals.map((journal) => {
    const others = journals.filter((other) => other !== journal && !named(other)).map((other) => other.firstOn);
    return natureOf(journal, (others.length > 0 ? others : days).toSorted()[0] ?? journal.firstOn);
  });
}
