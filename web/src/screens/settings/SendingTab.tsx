import { Alert, NativeSelect } from '@mantine/core';
import { Confirm, ErrorState, Section, Skeleton, StatusBadge, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconCheck, IconMailOff, IconPlane, IconTestPipe, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import {
  ChoiceSetting,
  DaySetting,
  HoursSetting,
  LimitSetting,
  MegabytesSetting,
  NumberSetting,
} from './setting/settings-of-a-kind.tsx';
import { SettingRow } from './setting/SettingRow.tsx';
import { useMissingMentions } from './entity/Papers.tsx';
import { entitiesQuery, useChangeSetting, useSettings } from './settings-queries.ts';
import type { EntityView, Setting } from './settings-queries.ts';

const modes = ['test', 'pilot', 'live'] as const;
type Mode = (typeof modes)[number];
const marks = { test: IconTestPipe, pilot: IconUsers, live: IconPlane };

/** Whether messages really leave, what must be done first, and what keeps a wrong day from happening. */
export function SendingTab() {
  const words = useTexts().settings;
  const { answer, byKey } = useSettings();
  const mode = byKey.get('sending.mode');
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!mode) return <Skeleton shape="lines" count={8} />;
  return (
    <>
      <Section title={words.groups.mode}>
        {byKey.get('sending.held')?.value !== 'no' && <ChoiceSetting setting={byKey.get('sending.held')} name="sending.held" />}
        <Modes setting={mode} />
        {mode.value === 'pilot' && <PilotGroup setting={byKey.get('sending.pilotGroup')} />}
        <ChoiceSetting setting={byKey.get('golive.ownReminders')} name="golive.ownReminders" />
        <GoLive waived={byKey.get('golive.waive')?.value === 'yes'} />
        <ChoiceSetting setting={byKey.get('golive.waive')} name="golive.waive" />
        <DaySetting setting={byKey.get('golive.on')} name="golive.on" />
      </Section>
      <Section title={words.groups.rhythm}>
        <NumberSetting setting={byKey.get('recall.minutes')} name="recall.minutes" unit="minutes" />
        <ChoiceSetting setting={byKey.get('contact.window')} name="contact.window" />
        {byKey.get('contact.window')?.value === 'business' && (
          <HoursSetting setting={byKey.get('contact.hours')} name="contact.hours" />
        )}
        <NumberSetting setting={byKey.get('contact.minDays')} name="contact.minDays" unit="days" />
        <NumberSetting setting={byKey.get('contact.perDay')} name="contact.perDay" unit="messages" />
        <ChoiceSetting setting={byKey.get('invoices.send')} name="invoices.send" />
        <ChoiceSetting setting={byKey.get('invoices.copyMark')} name="invoices.copyMark" />
        <NumberSetting setting={byKey.get('contact.afterInvoiceDays')} name="contact.afterInvoiceDays" unit="days" />
        <NumberSetting setting={byKey.get('notice.days')} name="notice.days" unit="days" />
        <ChoiceSetting setting={byKey.get('dunning.grouping')} name="dunning.grouping" />
        <MegabytesSetting setting={byKey.get('mail.maxBytes')} name="mail.maxBytes" />
        <NumberSetting setting={byKey.get('mail.connections')} name="mail.connections" unit="atOnce" />
      </Section>
      <Section title={words.groups.guards}>
        <LimitSetting setting={byKey.get('freshness.hours')} name="freshness.hours" unit="hours" />
        <NumberSetting setting={byKey.get('run.maxMessages')} name="run.maxMessages" unit="messages" />
        <LimitSetting setting={byKey.get('run.breaker')} name="run.breaker" unit="times" />
      </Section>
    </>
  );
}

function Modes({ setting }: { readonly setting: Setting }) {
  const words = useTexts().settings.modes;
  const [asking, setAsking] = useState(false);
  const customers = useQuery({
    queryKey: ['customers', 'count'],
    queryFn: () => api('GET /customers', { query: { limit: 1 } }),
    enabled: asking,
  });
  const now = modes.find((mode) => mode === setting.value) ?? 'test';
  const change = useChangeSetting(setting.key, words[now]);
  const helps = { test: words.testHelp, pilot: words.pilotHelp, live: words.liveHelp };
  const choose = (mode: Mode) => (mode === 'live' ? setAsking(true) : change.mutate({ value: mode, before: now }));
  return (
    <div className="p-modes">
      {modes.map((mode) => {
        const Mark = marks[mode];
        return (
          <div key={mode} className="p-mode" data-now={mode === now || undefined}>
            <div className="p-mode-name">
              <Mark size={18} stroke={1.7} className="q-icon" aria-hidden />
              <strong>{words[mode]}</strong>
              {mode === now && (
                <StatusBadge tone="accent" icon={IconCheck}>
                  {words.now}
                </StatusBadge>
              )}
            </div>
            <p className="q-muted">{helps[mode]}</p>
            {mode !== now && (
              <MayButton may="administer" size="xs" variant="default" loading={change.isPending} onClick={() => choose(mode)}>
                {words.choose(words[mode])}
              </MayButton>
            )}
          </div>
        );
      })}
      <Confirm
        opened={asking}
        title={words.goLiveTitle}
        lines={[{ label: words.goLiveLine, count: customers.data?.total ?? 0 }]}
        action={words.goLiveAction}
        acknowledge
        busy={change.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => change.mutate({ value: 'live', before: now }, { onSettled: () => setAsking(false) })}
      >
        {words.goLiveHelp}
      </Confirm>
    </div>
  );
}

function PilotGroup({ setting }: { readonly setting: Setting | undefined }) {
  const words = useTexts().settings;
  const groups = useQuery({ queryKey: ['customer-groups'], queryFn: () => api('GET /customer-groups') });
  if (!setting) return null;
  const names = groups.data?.groups.map((group) => group.name) ?? [];
  return (
    <SettingRow
      setting={setting}
      {...words.items['sending.pilotGroup']}
      read={String}
      shown={() => words.modes.pilotNone}
      control={(control) =>
        names.length === 0 ? (
          <span className="q-muted">{words.modes.noGroup}</span>
        ) : (
          <NativeSelect
            size="sm"
            aria-labelledby={control.labelledBy}
            aria-describedby={control.describedBy}
            disabled={control.disabled}
            value={control.value}
            data={[{ value: '', label: words.modes.pilotNone }, ...names]}
            onChange={(event) => control.onSave(event.currentTarget.value)}
          />
        )
      }
    />
  );
}

function GoLive({ waived }: { readonly waived: boolean }) {
  const words = useTexts().settings;
  const state = useQuery({ queryKey: ['go-live'], queryFn: () => api('GET /go-live') });
  const entities = useQuery(entitiesQuery);
  const sentences: Readonly<Record<string, string>> = words.conditions;
  if (!state.data) return null;
  return (
    <div className="p-conditions">
      {!state.data.mailServer && (
        <Alert color="gray" variant="light" icon={<IconMailOff size={18} aria-hidden />}>
          {words.modes.noMailServer}
        </Alert>
      )}
      <h3>{words.modes.conditions}</h3>
      <ul data-waived={waived || undefined}>
        {state.data.conditions.map((condition) => (
          <li key={condition.code}>
            <StatusBadge tone={condition.met ? 'settled' : 'waiting'} quiet>
              {condition.met ? words.modes.met : words.modes.unmet}
            </StatusBadge>
            <span>{sentences[condition.code] ?? condition.code}</span>
            {condition.code === 'first-messages-read' && !condition.met && (
              <Link to="/messages" search={{ tab: 'mailbox' }}>
                {words.modes.readThem}
              </Link>
            )}
          </li>
        ))}
        {entities.data?.entities.map((entity) => entity.country === 'FR' && <Papers key={entity.id} entity={entity} />)}
      </ul>
    </div>
  );
}

function Papers({ entity }: { readonly entity: EntityView }) {
  const words = useTexts().settings.modes;
  const lack = useMissingMentions(entity);
  return (
    <li>
      <StatusBadge tone={lack === null ? 'settled' : 'waiting'} quiet>
        {lack === null ? words.met : words.unmet}
      </StatusBadge>
      <span>
        {words.papersOf(entity.name)}
        {lack !== null && ` (${words.papersLack(lack)})`}
      </span>
      {lack !== null && (
        <Link to="/settings" search={{ tab: 'entity', entity: entity.id }}>
          {words.completeThem}
        </Link>
      )}
    </li>
  );
}
