import { ActionIcon, Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { specificChannels, stepAttachments } from '@quitus/contract';
import {
  EmptyState,
  FormFoot,
  Inline,
  SidePanel,
  Stacked,
  formatTotals,
  sumAmounts,
  useLanguage,
  useTexts,
  useToast,
  useToday,
} from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconListCheck, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { useMay } from '../../../session.ts';
import { channelOf } from '../../agenda/action.ts';
import { holdsQuery, useCustomerChanged } from '../customer-queries.ts';
import type { StatementRow } from '../customer-queries.ts';
import { claimedOf, heldBack } from './held-back.ts';
import { HeldBack } from './HeldBack.tsx';
import { MessageWords } from './MessageWords.tsx';

const automations = ['automatic', 'to-confirm', 'manual'] as const;
const mostDays = 6;

type Channel = (typeof specificChannels)[number];

/** A specific action as it is being planned. */
interface Plan {
  readonly title: string;
  readonly channel: Channel;
  readonly automation: (typeof automations)[number];
  readonly days: readonly string[];
  readonly until: string;
  readonly note: string;
  readonly language: 'fr' | 'en';
  readonly subject: string;
  readonly body: string;
  readonly script: string;
  readonly attachments: readonly (typeof stepAttachments)[number][];
  /** Why what is held is asked for all the same; undefined: it is left out. */
  readonly despite: string | undefined;
}

interface SpecificPanelProps {
  readonly customerId: string;
  /** What the customer is written to in. */
  readonly language: string | null;
  readonly items: readonly StatementRow[];
  readonly onClose: () => void;
}

/** Plans a one-off on the ticked items: how, when, in which words; they leave their scenario until it is done. */
export function SpecificPanel({ customerId, language: theirs, items, onClose }: SpecificPanelProps) {
  const texts = useTexts();
  const words = texts.beside.specific;
  const language = useLanguage();
  const today = useToday();
  const may = useMay('work');
  const [plan, setPlan] = useState<Plan>({
    title: '',
    channel: 'e-mail',
    automation: 'to-confirm',
    days: [today],
    until: '',
    note: '',
    language: theirs === 'en' ? 'en' : theirs === 'fr' ? 'fr' : language,
    subject: '',
    body: '',
    script: '',
    attachments: [],
    despite: undefined,
  });
  const set = (part: Partial<Plan>) => setPlan({ ...plan, ...part });
  const planned = usePlan(customerId, items, plan, onClose);
  const holds = useQuery(holdsQuery(customerId, 'live')).data?.holds ?? [];
  const held = heldBack(items, holds, today);
  const byPerson = plan.channel === 'call' || plan.channel === 'task';
  const despite = plan.despite !== undefined;
  const claimed = claimedOf(items, byPerson || despite ? held.filter((each) => each.barred) : held);
  const sum = formatTotals(language, sumAmounts(claimed));
  const said = byPerson || (plan.body.trim() !== '' && (plan.channel === 'sms' || plan.subject.trim() !== ''));
  const last = plan.days.toSorted().at(-1) ?? today;
  const ready =
    may &&
    items.length > 0 &&
    plan.title.trim() !== '' &&
    plan.days.every((day) => day >= today) &&
    (plan.until === '' || plan.until >= last) &&
    plan.despite?.trim() !== '' &&
    claimed.length > 0 &&
    said;
  return (
    <SidePanel
      takeFocus
      title={words.title}
      label={words.title}
      width="wide"
      detail={items.length > 0 ? `${words.about(items.length)} · ${sum}` : undefined}
      onClose={onClose}
    >
      {items.length === 0 ? (
        <EmptyState icon={IconListCheck} title={words.title}>
          {words.noItems}
        </EmptyState>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) planned.mutate();
          }}
        >
          <Stacked>
            <p className="q-muted">{words.help}</p>
            <TextInput
              label={words.name}
              placeholder={words.namePlaceholder}
              required
              maxLength={120}
              value={plan.title}
              onChange={(event) => set({ title: event.currentTarget.value })}
            />
            <NativeSelect
              label={words.channel}
              value={plan.channel}
              data={specificChannels.map((each) => ({ value: each, label: texts.common.channels[channelOf(each)] }))}
              onChange={(event) =>
                set({ channel: specificChannels.find((each) => each === event.currentTarget.value) ?? 'e-mail' })
              }
            />
            {!byPerson && (
              <NativeSelect
                label={words.automation}
                value={plan.automation}
                data={automations.map((each) => ({ value: each, label: words.automations[each] }))}
                onChange={(event) =>
                  set({ automation: automations.find((each) => each === event.currentTarget.value) ?? 'to-confirm' })
                }
              />
            )}
            {!byPerson && (
              <HeldBack held={held} holds={holds} despite={plan.despite} onDespite={(why) => set({ despite: why })} />
            )}
            <Days days={plan.days} today={today} onChange={(days) => set({ days })} />
            <TextInput
              type="date"
              label={words.until}
              description={words.untilHelp}
              min={last}
              value={plan.until}
              onChange={(event) => set({ until: event.currentTarget.value })}
            />
            <Said plan={plan} set={set} byPerson={byPerson} />
            <Textarea
              label={words.note}
              autosize
              maxLength={2000}
              value={plan.note}
              onChange={(event) => set({ note: event.currentTarget.value })}
            />
            <FormFoot>
              <Button type="submit" disabled={!ready} loading={planned.isPending}>
                {words.plan(sum)}
              </Button>
            </FormFoot>
          </Stacked>
        </form>
      )}
    </SidePanel>
  );
}

function Days({
  days,
  today,
  onChange,
}: {
  readonly days: readonly string[];
  readonly today: string;
  readonly onChange: (days: string[]) => void;
}) {
  const words = useTexts().beside.specific;
  return (
    <fieldset className="c-listed">
      <legend>{words.days}</legend>
      {days.map((day, index) => (
        <Inline key={index}>
          <TextInput
            type="date"
            aria-label={words.day(index + 1)}
            min={today}
            value={day}
            onChange={(event) => onChange(days.with(index, event.currentTarget.value))}
          />
          {days.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={words.removeDay(index + 1)}
              onClick={() => onChange(days.toSpliced(index, 1))}
            >
              <IconX size={16} />
            </ActionIcon>
          )}
        </Inline>
      ))}
      {days.length < mostDays && (
        <Inline>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...days, days.at(-1) ?? today])}
          >
            {words.addDay}
          </Button>
        </Inline>
      )}
    </fieldset>
  );
}

interface SaidProps {
  readonly plan: Plan;
  readonly set: (part: Partial<Plan>) => void;
  readonly byPerson: boolean;
}

function Said({ plan, set, byPerson }: SaidProps) {
  const words = useTexts().beside.specific;
  if (byPerson)
    return (
      <Textarea
        label={words.script}
        autosize
        minRows={3}
        value={plan.script}
        onChange={(event) => set({ script: event.currentTarget.value })}
      />
    );
  return (
    <>
      <NativeSelect
        label={words.language}
        value={plan.language}
        data={(['fr', 'en'] as const).map((each) => ({ value: each, label: words.languages[each] }))}
        onChange={(event) => set({ language: event.currentTarget.value === 'en' ? 'en' : 'fr' })}
      />
      <MessageWords channel={plan.channel} language={plan.language} words={plan} onChange={(said) => set(said)} />
      {plan.channel !== 'sms' && (
        <fieldset className="c-listed">
          <legend>{words.attachments}</legend>
          {stepAttachments.map((each) => (
            <Checkbox
              key={each}
              label={words.attachmentNames[each]}
              checked={plan.attachments.includes(each)}
              onChange={(event) =>
                set({
                  attachments: event.currentTarget.checked
                    ? [...plan.attachments, each]
                    : plan.attachments.filter((other) => other !== each),
                })
              }
            />
          ))}
        </fieldset>
      )}
    </>
  );
}

function usePlan(customerId: string, items: readonly StatementRow[], plan: Plan, onPlanned: () => void) {
  const texts = useTexts();
  const toast = useToast();
  const changed = useCustomerChanged(customerId);
  const byPerson = plan.channel === 'call' || plan.channel === 'task';
  return useMutation({
    mutationFn: () =>
      api('POST /customers/{id}/specific-actions', {
        params: { id: customerId },
        body: {
          itemIds: items.map((item) => item.id),
          title: plan.title.trim(),
          channel: plan.channel,
          automation: byPerson ? 'manual' : plan.automation,
          on: [...plan.days],
          language: plan.language,
          ...(plan.until === '' ? {} : { until: plan.until }),
          ...(byPerson || plan.despite === undefined ? {} : { despite: plan.despite.trim() }),
          ...(plan.note.trim() === '' ? {} : { note: plan.note.trim() }),
          ...(byPerson
            ? plan.script.trim() === ''
              ? {}
              : { script: plan.script }
            : { ...(plan.channel === 'sms' ? {} : { subject: plan.subject.trim() }), body: plan.body }),
          ...(byPerson || plan.channel === 'sms' ? {} : { attachments: [...plan.attachments] }),
        },
      }),
    onSuccess: async (made) => {
      const undo = async () => {
        await api('POST /specific-actions/{id}/end', {
          params: { id: made.id },
          body: { reason: texts.common.actions.undo },
        }).catch((error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline)));
        await changed();
      };
      toast.done(texts.beside.specific.planned, () => void undo());
      onPlanned();
      await changed();
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
}
