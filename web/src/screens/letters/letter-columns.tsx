import { formatCount, formatMoment } from '@quitus/texts';
import type { Language, Texts } from '@quitus/texts';
import { Amount, StatusBadge, hint } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { stateTones } from '../messages/message-words.ts';
import { deliveryTone, deliveryWords } from './letter-words.ts';
import type { PrintedLetter } from './letter-words.ts';

/** The columns of a batch's letters. */
export function letterColumns(texts: Texts, language: Language): GridColumn<PrintedLetter>[] {
  const words = texts.letters.screen;
  return [
    {
      id: 'place',
      title: words.columns.place,
      width: 52,
      align: 'end',
      cell: (row) => <span className="q-number">{formatCount(language, row.place)}</span>,
    },
    {
      id: 'customer',
      title: words.columns.customer,
      width: 190,
      grow: true,
      fixed: true,
      primary: 'title',
      cell: (row) => (
        <span className="q-clip">
          {row.customerName} <span className="q-muted">{row.customerCode}</span>
        </span>
      ),
    },
    {
      id: 'recipient',
      title: words.columns.recipient,
      width: 170,
      cell: (row) => <span className="q-clip">{[row.recipient[0], row.recipient.at(-1)].filter(Boolean).join(' · ')}</span>,
    },
    {
      id: 'kind',
      title: words.columns.kind,
      width: 164,
      cell: (row) => <span className="q-clip">{words.kinds[row.channel]}</span>,
    },
    {
      id: 'state',
      title: words.columns.state,
      width: 136,
      primary: 'detail',
      cell: (row) => <LetterState letter={row} texts={texts} language={language} />,
    },
    {
      id: 'amount',
      title: words.columns.amount,
      width: 96,
      align: 'end',
      cell: (row) => <Amount value={row.amount} {...(row.currency ? { currency: row.currency } : {})} />,
    },
    {
      id: 'openNow',
      title: words.columns.openNow,
      width: 96,
      align: 'end',
      primary: 'figure',
      cell: (row) => <Amount value={row.openNow} {...(row.currency ? { currency: row.currency } : {})} />,
    },
    {
      id: 'pages',
      title: words.columns.pages,
      width: 76,
      align: 'end',
      hiddenAtStart: true,
      cell: (row) => <span className="q-number">{formatCount(language, row.pages)}</span>,
    },
    {
      id: 'number',
      title: words.columns.number,
      width: 150,
      cell: (row) => <span className="q-number q-clip">{row.trackingNumber ?? '–'}</span>,
    },
  ];
}

interface StateProps {
  readonly letter: PrintedLetter;
  readonly texts: Texts;
  readonly language: Language;
}

/** What a printed letter waits for, or what became of it. */
function LetterState({ letter, texts, language }: StateProps) {
  const words = texts.letters.screen;
  if (letter.deliveryState)
    return <StatusBadge tone={deliveryTone(letter.deliveryState)}>{deliveryWords(texts, letter.deliveryState)}</StatusBadge>;
  const less =
    letter.state === 'handed' &&
    letter.openNow !== null &&
    letter.amount !== null &&
    Number(letter.openNow) < Number(letter.amount);
  if (less) return <StatusBadge tone="late">{Number(letter.openNow) === 0 ? words.settled : words.less}</StatusBadge>;
  const badge = (
    <StatusBadge tone={stateTones[letter.state]} quiet={letter.state !== 'handed'}>
      {texts.messages.states[letter.state]}
    </StatusBadge>
  );
  return letter.postedAt ? <span {...hint(formatMoment(language, letter.postedAt))}>{badge}</span> : badge;
}
