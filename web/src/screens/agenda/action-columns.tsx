import { formatDayLong, formatDayShort } from '@quitus/texts';
import type { Texts } from '@quitus/texts';
import { Amount, DateDay, Flag, StepBadge, Why, hint, isoDay, useLanguage } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCalendarHeart,
  IconFileInvoice,
  IconGavel,
  IconHandClick,
  IconHeart,
  IconHeartBroken,
  IconHeartHandshake,
  IconMessageReply,
  IconTargetArrow,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { callTo, cautionsOf, channelOf } from './action.ts';
import type { Action } from './action.ts';
import type { ListTab } from './useAgendaSearch.ts';

interface ColumnWords {
  readonly texts: Texts;
  readonly tab: ListTab;
  /** The currency of every row when there is one alone: said once, in the headers. */
  readonly currency: string | undefined;
}

const symbols: Record<string, string> = { EUR: '€', USD: '$', GBP: '£' };

/** The columns of the agenda. The order is the server's: broken promises, replies due, then what brings most cash. */
export function actionColumns({ texts, tab, currency }: ColumnWords): GridColumn<Action>[] {
  const words = texts.agenda.columns;
  const money = (id: 'overdue' | 'amount', hintWords: string): GridColumn<Action> => ({
    id,
    title: words[id],
    hint: hintWords,
    ...(currency ? { unit: symbols[currency] ?? currency } : {}),
    width: currency ? 104 : 118,
    align: 'end',
    sortable: true,
    cell: (row) => (
      <Amount value={row[id]} strong={id === 'amount'} zero="dash" {...(currency ? {} : { currency: row.currency })} />
    ),
  });
  return [
    {
      id: 'name',
      title: words.customer,
      width: 188,
      fixed: true,
      sortable: true,
      primary: 'title',
      cell: customerCell,
    },
    {
      id: 'code',
      title: words.code,
      width: 92,
      hiddenAtStart: true,
      cell: (row) => <span className="q-number q-muted">{row.customerCode}</span>,
    },
    {
      id: 'what',
      title: words.what,
      width: tab === 'to-do' ? 208 : 184,
      grow: true,
      primary: 'detail',
      cell: (row) => whatCell(row, texts),
    },
    money('overdue', words.overdueHelp),
    {
      id: 'oldestDaysLate',
      title: words.oldest,
      hint: words.oldestHelp,
      width: 70,
      align: 'end',
      sortable: true,
      cell: (row) => lateCell(row.oldestDaysLate, texts),
    },
    { id: 'marks', title: words.marks, width: 68, cell: (row) => marks(row, texts) },
    { id: 'lastContact', title: words.lastContact, width: 116, cell: (row) => lastContact(row, texts) },
    { id: 'nextStep', title: words.nextStep, width: 134, hiddenAtStart: tab !== 'to-do', cell: (row) => <NextStep row={row} /> },
    { id: 'phone', title: words.phone, width: 138, hiddenAtStart: tab !== 'to-do', primary: 'detail', cell: phoneCell },
    {
      id: 'plannedOn',
      title: words.planned,
      width: 96,
      hiddenAtStart: tab === 'to-do',
      sortable: true,
      cell: (row) => (
        <span className="a-planned" data-due={row.due || undefined}>
          <DateDay day={row.plannedOn} />
        </span>
      ),
    },
    { id: 'collector', title: words.collector, width: 132, hiddenAtStart: true, cell: (row) => row.collector ?? '–' },
    { ...money('amount', words.amountHelp), primary: 'figure' },
    {
      id: 'rank',
      title: words.rank,
      hint: words.rankHelp,
      width: 70,
      // The order says it already.
      hiddenAtStart: true,
      align: 'end',
      cell: (row) => (
        <Why about={row.customerName} reasons={[{ sentence: row.rankReason }]} title={words.rankHelp}>
          <span className="q-number">{row.rank}</span>
        </Why>
      ),
    },
  ];
}

function customerCell(row: Action) {
  return (
    <span className="a-line">
      <Flag profile={row.profile} />
      <span className="a-both">{row.customerName}</span>
    </span>
  );
}

function phoneCell(row: Action) {
  const phone = row.recipient?.phone;
  if (!phone) return <span className="q-muted">–</span>;
  return (
    <a className="q-number" href={callTo(phone)}>
      {phone}
    </a>
  );
}

function whatCell(row: Action, texts: Texts) {
  const why = [...row.why.map((reason) => ({ sentence: reason.words })), { sentence: row.rankReason }];
  return (
    <span className="a-line a-what">
      <span className="a-lines">
        <StepBadge channel={channelOf(row.channel)}>{row.step ?? texts.common.channels[channelOf(row.channel)]}</StepBadge>
        <span className="q-muted q-clip a-below">{whyNow(row, texts)}</span>
      </span>
      <Why about={row.customerName} reasons={why} title={texts.agenda.panel.why} />
    </span>
  );
}

// What the step's own name does not say: the item that leads and its day, or, where something else is the reason, that.
function whyNow({ leader, why }: Action, texts: Texts): string | undefined {
  const other = why.find((reason) => reason.code !== 'step' && reason.code !== 'leader');
  if (other || !leader) return other?.words;
  const { days } = texts.common;
  const when =
    leader.daysLate > 0 ? days.lateShort(leader.daysLate) : leader.daysLate === 0 ? days.dueToday : days.dueIn(-leader.daysLate);
  return `★ ${leader.number} · ${when}`;
}

/** Days late as a figure, bold and red past two months. */
export function lateCell(days: number | null, texts: Texts) {
  if (days === null || days <= 0) return <span className="q-muted">–</span>;
  return (
    <span className="q-late" data-age={days > 60 ? 'old' : 'late'}>
      {texts.common.days.lateShort(days)}
    </span>
  );
}

// What stands beside the scenario has its own mark.
const kindMarks = {
  thanks: IconHeart,
  promise: IconCalendarHeart,
  specific: IconTargetArrow,
  'by-hand': IconHandClick,
  invoice: IconFileInvoice,
} as const;

function marks(row: Action, texts: Texts) {
  const words = texts.agenda;
  const present: { icon: Icon; tone: string; text: string }[] = [
    ...(row.kind === 'step' ? [] : [{ icon: kindMarks[row.kind], tone: 'accent', text: texts.beside.kinds[row.kind] }]),
    ...(row.rankKind === 'broken-promise' ? [{ icon: IconHeartBroken, tone: 'late', text: words.brokenPromise }] : []),
    ...(row.rankKind === 'reply-due' ? [{ icon: IconMessageReply, tone: 'accent', text: words.replyDue }] : []),
    ...(row.promised ? [{ icon: IconHeartHandshake, tone: 'waiting', text: words.promised }] : []),
    ...(row.disputed ? [{ icon: IconAlertCircle, tone: 'waiting', text: words.disputed }] : []),
    ...(row.grave ? [{ icon: IconGavel, tone: 'late', text: words.grave }] : []),
    ...(cautionsOf(row).length > 0
      ? [
          {
            icon: IconAlertTriangle,
            tone: 'waiting',
            text: cautionsOf(row)
              .map((caution) => caution.words)
              .join(' '),
          },
        ]
      : []),
  ];
  if (present.length === 0) return <span className="q-muted">–</span>;
  return (
    <span className="a-line">
      {present.map(({ icon: Mark, tone, text }) => (
        <span key={text} role="img" aria-label={text} data-tone={tone} className="a-mark" {...hint(text)}>
          <Mark size={15} className="q-icon" aria-hidden />
        </span>
      ))}
    </span>
  );
}

/** The words of what came of the last contact, when it was a call. */
export function outcomeWords(outcome: string | null, texts: Texts): string | undefined {
  const words: Readonly<Record<string, string>> = texts.agenda.outcomes;
  return outcome === null ? undefined : (words[outcome] ?? undefined);
}

// What came of it, else how it was.
function contactWords({ channel, outcome }: NonNullable<Action['lastContact']>, texts: Texts): string | undefined {
  const said: Readonly<Record<string, string>> = texts.agenda.exchangeKinds;
  const sent: Readonly<Record<string, string>> = { ...texts.common.channels, 'e-mail': texts.common.channels.email };
  return outcomeWords(outcome, texts) ?? sent[channel] ?? said[channel];
}

function lastContact(row: Action, texts: Texts) {
  if (!row.lastContact) return <span className="q-muted">{texts.agenda.never}</span>;
  const said = contactWords(row.lastContact, texts);
  return (
    <span className="a-lines" {...(said ? hint(said) : {})}>
      <DateDay day={isoDay(new Date(row.lastContact.at))} />
      {said && <span className="q-muted q-clip a-below">{said}</span>}
    </span>
  );
}

function NextStep({ row }: { readonly row: Action }) {
  const language = useLanguage();
  if (!row.nextStep) return <span className="q-muted">–</span>;
  const { step, on, channel } = row.nextStep;
  return (
    <span className="a-both" {...hint(`${step} · ${formatDayLong(language, on)}`)}>
      <time className="q-muted q-number" dateTime={on}>
        {formatDayShort(language, on)}
      </time>{' '}
      <StepBadge channel={channelOf(channel)}>{step}</StepBadge>
    </span>
  );
}
