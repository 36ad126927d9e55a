import { SegmentedControl } from '@mantine/core';
import { EmptyState, SidePanel, Stacked, formatTotals, sumAmounts, useLanguage, useTexts } from '@quitus/ui';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useRightReason } from '../../../rights.ts';
import type { StatementRow } from '../customer-queries.ts';
import { CallForm } from './CallForm.tsx';
import { DisputeForm } from './DisputeForm.tsx';
import { NoteForm } from './NoteForm.tsx';
import { PaidForm } from './PaidForm.tsx';
import { PromiseForm } from './PromiseForm.tsx';
import { claimedAmount, isQualification, qualifications, rightOf } from './qualification.ts';
import type { Claimable, Qualification } from './qualification.ts';
import { StopForm } from './StopForm.tsx';
import { TakeItems } from './TakeItems.tsx';
import { WhatNext } from './WhatNext.tsx';

interface QualifyPanelProps {
  readonly customerId: string;
  /** The ticked items; none: the whole account. */
  readonly items: readonly Claimable[];
  readonly kind: Qualification;
  readonly onKind: (kind: Qualification) => void;
  /** Ticks these in the statement. */
  readonly onTake: (items: readonly StatementRow[]) => void;
  readonly onWrite: () => void;
  readonly onClose: () => void;
  /** The call or task of the agenda this answers. */
  readonly actionId?: string;
}

/** What each form of the panel is given. */
export interface QualifyFormProps {
  readonly customerId: string;
  readonly items: readonly Claimable[];
  /** Something was recorded: its sentence. */
  readonly onDone: (sentence: string) => void;
}

const aboutItems: ReadonlySet<Qualification> = new Set(['promise', 'dispute', 'paid']);

/** Says what came of a call, a mail or a look at the account, from the ticked items; then what comes next. */
export function QualifyPanel(props: QualifyPanelProps) {
  const { customerId, items, kind, onKind, onTake, onWrite, onClose } = props;
  const language = useLanguage();
  const words = useTexts().customer.qualify;
  const [done, setDone] = useState<string | undefined>();
  const sum = formatTotals(language, sumAmounts(items.map((item) => ({ amount: claimedAmount(item), currency: item.currency }))));
  const form = { customerId, items, onDone: setDone };
  const forbidden = useRightReason(rightOf[kind]);
  const choose = (next: Qualification) => {
    setDone(undefined);
    onKind(next);
  };
  return (
    <SidePanel
      title={words.title}
      label={words.title}
      detail={items.length === 0 ? words.account : `${words.about(items.length)} · ${sum}`}
      onClose={onClose}
    >
      {done === undefined ? (
        <Stacked>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-label={words.title}
            value={kind}
            onChange={(next) => isQualification(next) && choose(next)}
            data={qualifications.map((each) => ({ value: each, label: words.tabs[each] }))}
          />
          {forbidden === undefined && items.length === 0 && aboutItems.has(kind) ? (
            <TakeItems customerId={customerId} onTake={onTake} />
          ) : forbidden === undefined ? (
            <KindForm {...form} kind={kind} onKind={choose} {...(props.actionId ? { actionId: props.actionId } : {})} />
          ) : (
            <EmptyState icon={IconLock} title={words.tabs[kind]}>
              {forbidden}
            </EmptyState>
          )}
        </Stacked>
      ) : (
        <WhatNext customerId={customerId} done={done} onAnother={() => setDone(undefined)} onWrite={onWrite} onClose={onClose} />
      )}
    </SidePanel>
  );
}

interface KindFormProps extends QualifyFormProps {
  readonly kind: Qualification;
  readonly onKind: (kind: Qualification) => void;
  readonly actionId?: string;
}

function KindForm({ kind, onKind, actionId, ...form }: KindFormProps) {
  const answering = actionId ? { actionId } : {};
  switch (kind) {
    case 'call':
      return <CallForm {...form} onKind={onKind} {...answering} />;
    case 'promise':
      return <PromiseForm {...form} {...answering} />;
    case 'dispute':
      return <DisputeForm {...form} />;
    case 'paid':
      return <PaidForm {...form} />;
    case 'note':
      return <NoteForm {...form} />;
    case 'stop':
      return <StopForm {...form} />;
  }
}
