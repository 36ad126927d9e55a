import { formatMoney } from '@quitus/texts';
import { Confirm, formatTotals, sumAmounts, useLanguage, useTexts, useToast } from '@quitus/ui';
import type { WireAmount } from '@quitus/ui';
import { useState } from 'react';
import { api, sentenceOf } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { cautionsOf } from './action.ts';
import type { Action, ActionList } from './action.ts';
import { useConfirmActions } from './useActionChanges.ts';
import type { Confirmation } from './useActionChanges.ts';
import type { useAgendaSearch } from './useAgendaSearch.ts';
import { usePortfolio } from './useAgendaSearch.ts';

// The server's largest window: up to here each action is named, and can be taken back with one press.
const mostNamed = 1000;

interface AllShownProps {
  readonly agenda: ReturnType<typeof useAgendaSearch>;
  readonly total: number;
  readonly totals: ActionList['totals'];
}

/** The button that confirms everything the filter shows: all of a step, all of a portfolio. */
export function ConfirmAllShown({ agenda, total, totals }: AllShownProps) {
  const texts = useTexts();
  const words = texts.agenda.confirm;
  const language = useLanguage();
  const toast = useToast();
  const { collectorId } = usePortfolio();
  const [asked, setAsked] = useState<{ what: Confirmation; rows: readonly Action[] } | undefined>();
  const [loading, setLoading] = useState(false);
  const confirm = useConfirmActions(() => setAsked(undefined));
  const amount = formatTotals(language, totals);
  const ask = async () => {
    setLoading(true);
    try {
      const { rows } = await api('GET /actions', { query: { ...agenda.query, offset: 0, limit: mostNamed } });
      const what: Confirmation =
        total <= mostNamed
          ? { ids: rows.map((row) => row.id) }
          : {
              all: true,
              expectedCount: total,
              ...(agenda.step ? { stepId: agenda.step } : {}),
              ...(collectorId ? { collectorId } : {}),
            };
      setAsked({ what, rows });
    } catch (error) {
      toast.failed(sentenceOf(error, texts.common.error.offline));
    } finally {
      setLoading(false);
    }
  };
  return (
    <>
      <MayButton
        may="work"
        loading={loading}
        blocked={total > mostNamed && !agenda.plain ? words.tooMany(mostNamed) : undefined}
        onClick={() => void ask()}
      >
        {words.reminders(total, amount)}
      </MayButton>
      {asked && (
        <AskConfirm
          count={total}
          rows={asked.rows}
          amount={amount}
          busy={confirm.isPending}
          onConfirm={() => confirm.mutate(asked.what)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

interface AskConfirmProps {
  readonly count: number;
  readonly rows: readonly Action[];
  readonly amount: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

function AskConfirm({ count, rows, amount, busy, onConfirm, onClose }: AskConfirmProps) {
  const words = useTexts().agenda.confirm;
  const language = useLanguage();
  const part = (some: readonly Action[]) => formatTotals(language, sumAmounts(some.map(amountOf)));
  const grave = rows.filter((row) => row.grave);
  const cautions = rows.filter((row) => cautionsOf(row).length > 0);
  return (
    <Confirm
      opened
      title={words.title(count)}
      lines={[
        { label: words.lines.messages, count, amount },
        ...(grave.length > 0 ? [{ label: words.lines.grave, count: grave.length, amount: part(grave) }] : []),
        ...(cautions.length > 0 ? [{ label: words.lines.cautions, count: cautions.length, amount: part(cautions) }] : []),
      ]}
      action={words.reminders(count, amount)}
      busy={busy}
      acknowledge={grave.length > 0}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {words.note}
    </Confirm>
  );
}

/** The button of the bulk bar: confirms the ticked actions that wait for a yes. */
export function ConfirmTicked({ rows, onDone }: { readonly rows: readonly Action[]; readonly onDone: () => void }) {
  const words = useTexts().agenda.confirm;
  const language = useLanguage();
  const confirm = useConfirmActions(onDone);
  const [asking, setAsking] = useState(false);
  const amount = formatTotals(language, sumAmounts(rows.map(amountOf)));
  const what = { ids: rows.map((row) => row.id) };
  // Formal notices and cautions are counted before; plain reminders go at once, with ten minutes to take them back.
  const delicate = rows.some((row) => row.grave || cautionsOf(row).length > 0);
  return (
    <>
      <MayButton
        may="work"
        size="xs"
        loading={confirm.isPending}
        onClick={() => (delicate ? setAsking(true) : confirm.mutate(what))}
      >
        {words.reminders(rows.length, amount)}
      </MayButton>
      {asking && (
        <AskConfirm
          count={rows.length}
          rows={rows}
          amount={amount}
          busy={confirm.isPending}
          onConfirm={() => confirm.mutate(what, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** The button of one action. */
export function ConfirmOne({ action, onDone }: { readonly action: Action; readonly onDone?: () => void }) {
  const words = useTexts().agenda.confirm;
  const language = useLanguage();
  const confirm = useConfirmActions(onDone);
  return (
    <MayButton may="work" loading={confirm.isPending} onClick={() => confirm.mutate({ ids: [action.id] })}>
      {words.one(formatMoney(language, action.amount, action.currency))}
    </MayButton>
  );
}

/** What an action claims, with its currency. */
export const amountOf = (row: Action): WireAmount => ({ amount: row.amount, currency: row.currency });
