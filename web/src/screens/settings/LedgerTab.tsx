import { ErrorState, Section, Skeleton, useTexts } from '@quitus/ui';
import { useSession } from '../../session.ts';
import { boundsTyped } from './setting/parse-settings.ts';
import {
  AmountSetting,
  ChoiceSetting,
  FactorSetting,
  LimitSetting,
  NumberSetting,
  ShareSetting,
} from './setting/settings-of-a-kind.tsx';
import { SettingRow } from './setting/SettingRow.tsx';
import { TypedControl } from './setting/TypedControl.tsx';
import { useSettings } from './settings-queries.ts';
import type { Setting } from './settings-queries.ts';

/** How the ledger is counted and followed up. */
export function LedgerTab() {
  const words = useTexts().settings;
  const { answer, byKey } = useSettings();
  const { entities } = useSession();
  if (answer.isError) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton shape="lines" count={8} />;
  return (
    <>
      <Section title={words.groups.aging}>
        <BoundsSetting setting={byKey.get('aging.bounds')} />
        <LimitSetting setting={byKey.get('dso.target')} name="dso.target" unit="days" />
        <AmountSetting setting={byKey.get('floor.amount')} name="floor.amount" currency={entities[0]?.currency ?? 'EUR'} />
      </Section>
      <Section title={words.groups.followUp}>
        <NumberSetting setting={byKey.get('promise.graceDays')} name="promise.graceDays" unit="days" />
        <NumberSetting setting={byKey.get('saysPaid.days')} name="saysPaid.days" unit="days" />
        <NumberSetting setting={byKey.get('dispute.days')} name="dispute.days" unit="days" />
      </Section>
      <Section title={words.groups.imports}>
        <ShareSetting setting={byKey.get('stock.maxSettledShare')} name="stock.maxSettledShare" />
        <FactorSetting setting={byKey.get('stock.maxChange')} name="stock.maxChange" />
      </Section>
      <Section title={words.groups.customers}>
        <ChoiceSetting setting={byKey.get('customers.defaultKind')} name="customers.defaultKind" />
      </Section>
    </>
  );
}

const readBounds = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

function BoundsSetting({ setting }: { readonly setting: Setting | undefined }) {
  const texts = useTexts();
  const words = texts.settings;
  if (!setting) return null;
  return (
    <SettingRow
      setting={setting}
      {...words.items['aging.bounds']}
      read={readBounds}
      shown={(value) => value.join(', ')}
      control={(control) => (
        <div>
          <TypedControl
            {...control}
            written={(value) => value.join(', ')}
            parse={boundsTyped}
            wrong={words.boundsWrong}
            unit={words.units.days}
          />
          <span className="p-usual q-muted">{words.buckets(bucketNames(control.value, texts.ledger.aged).join(' · '))}</span>
        </div>
      )}
    />
  );
}

interface BucketWords {
  readonly notDue: string;
  readonly late: (from: number, to: number) => string;
  readonly lateOver: (days: number) => string;
}

/** The names the buckets take between these bounds. */
function bucketNames(bounds: readonly number[], words: BucketWords): string[] {
  return [
    words.notDue,
    ...bounds.map((bound, place) => words.late((bounds[place - 1] ?? 0) + 1, bound)),
    words.lateOver(bounds.at(-1) ?? 0),
  ];
}
