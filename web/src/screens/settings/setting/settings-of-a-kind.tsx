import { NativeSelect, Switch } from '@mantine/core';
import { formatCount, formatDay, formatMoney, formatPercent } from '@quitus/texts';
import { Inline, useLanguage, useTexts } from '@quitus/ui';
import type { Setting } from '../settings-queries.ts';
import {
  amountTyped,
  decimalNumber,
  hoursTyped,
  hoursWritten,
  megabytesTyped,
  megabytesWritten,
  wholeNumber,
} from './parse-settings.ts';
import { SettingRow } from './SettingRow.tsx';
import { TypedControl } from './TypedControl.tsx';

type Items = ReturnType<typeof useTexts>['settings']['items'];
export type ItemKey = keyof Items;
type Unit = keyof ReturnType<typeof useTexts>['settings']['units'];

interface OfKind {
  readonly setting: Setting | undefined;
  readonly name: ItemKey;
}

/** A whole number with its unit. */
export function NumberSetting({ setting, name, unit }: OfKind & { readonly unit: Unit }) {
  const words = useTexts().settings;
  const language = useLanguage();
  if (!setting) return null;
  return (
    <SettingRow
      setting={setting}
      {...words.items[name]}
      read={Number}
      shown={(value) => `${formatCount(language, value)} ${words.units[unit]}`}
      control={(control) => (
        <TypedControl {...control} written={String} parse={wholeNumber} wrong={words.numberWrong} unit={words.units[unit]} />
      )}
    />
  );
}

/** A weight kept in bytes and typed in megabytes. */
export function MegabytesSetting({ setting, name }: OfKind) {
  const words = useTexts().settings;
  const language = useLanguage();
  if (!setting) return null;
  const written = (bytes: number) => megabytesWritten(language, bytes);
  return (
    <SettingRow
      setting={setting}
      {...words.items[name]}
      read={Number}
      shown={(bytes) => `${written(bytes)} ${words.units.megabytes}`}
      control={(control) => (
        <TypedControl
          {...control}
          written={written}
          parse={megabytesTyped}
          wrong={words.numberWrong}
          unit={words.units.megabytes}
        />
      )}
    />
  );
}

// What the box holds again when a limit is set after having been lifted.
const orUsual = (setting: Setting) => (typeof setting.default === 'number' ? setting.default : 1);

/** A limit that can be lifted. */
export function LimitSetting({ setting, name, unit }: OfKind & { readonly unit: Unit }) {
  const words = useTexts().settings;
  const off = name === 'dso.target' ? words.noTarget : words.off;
  const language = useLanguage();
  if (!setting) return null;
  const number = (value: number | 'off') => (value === 'off' ? orUsual(setting) : value);
  return (
    <SettingRow<number | 'off'>
      setting={setting}
      {...words.items[name]}
      read={(value) => (value === 'off' ? 'off' : Number(value))}
      shown={(value) => (value === 'off' ? off : `${formatCount(language, value)} ${words.units[unit]}`)}
      control={(control) => (
        <Inline>
          {control.value !== 'off' && (
            <TypedControl
              {...control}
              written={(value) => String(number(value))}
              parse={decimalNumber}
              wrong={words.numberWrong}
              unit={words.units[unit]}
            />
          )}
          <Switch
            size="xs"
            label={off}
            disabled={control.disabled}
            checked={control.value === 'off'}
            onChange={(event) => control.onSave(event.currentTarget.checked ? 'off' : orUsual(setting))}
          />
        </Inline>
      )}
    />
  );
}

/** One of a few words. */
export function ChoiceSetting({
  setting,
  name,
}: OfKind & { readonly name: keyof ReturnType<typeof useTexts>['settings']['choices'] }) {
  const words = useTexts().settings;
  if (!setting) return null;
  const labels: Readonly<Record<string, string>> = words.choices[name];
  return (
    <SettingRow
      setting={setting}
      {...words.items[name]}
      read={String}
      shown={(value) => labels[value] ?? value}
      control={(control) => (
        <NativeSelect
          size="sm"
          aria-labelledby={control.labelledBy}
          aria-describedby={control.describedBy}
          disabled={control.disabled}
          value={control.value}
          data={(setting.choices ?? []).map((choice) => ({ value: choice, label: labels[choice] ?? choice }))}
          onChange={(event) => control.onSave(event.currentTarget.value)}
        />
      )}
    />
  );
}

/** An amount in the currency of each account. */
export function AmountSetting({ setting, name, currency }: OfKind & { readonly currency: string }) {
  const words = useTexts().settings;
  const language = useLanguage();
  if (!setting) return null;
  return (
    <SettingRow
      setting={setting}
      {...words.items[name]}
      read={String}
      shown={(value) => formatMoney(language, value, currency)}
      control={(control) => (
        <TypedControl
          {...control}
          written={(value) => (language === 'fr' ? value.replace('.', ',') : value)}
          parse={amountTyped}
          wrong={words.numberWrong}
          unit={currency}
        />
      )}
    />
  );
}

/** A share of the whole, typed in percents. */
export function ShareSetting({ setting, name }: OfKind) {
  const words = useTexts().settings;
  const language = useLanguage();
  if (!setting) return null;
  return (
    <SettingRow
      setting={setting}
      {...words.items[name]}
      read={Number}
      shown={(value) => words.share(formatPercent(language, value))}
      control={(control) => (
        <TypedControl
          {...control}
          written={(value) => String(Math.round(value * 100))}
          parse={(typed) => {
            const percents = wholeNumber(typed.replace('%', ''));
            return percents === undefined || percents > 100 ? undefined : percents / 100;
          }}
          wrong={words.numberWrong}
          unit="%"
        />
      )}
    />
  );
}

/** A factor, decimals allowed. */
export function FactorSetting({ setting, name }: OfKind) {
  const words = useTexts().settings;
  const language = useLanguage();
  if (!setting) return null;
  const written = (value: number) => (language === 'fr' ? String(value).replace('.', ',') : String(value));
  return (
    <SettingRow
      setting={setting}
      {...words.items[name]}
      read={Number}
      shown={(value) => `${written(value)} ${words.factor}`}
      control={(control) => (
        <TypedControl {...control} written={written} parse={decimalNumber} wrong={words.numberWrong} unit={words.factor} />
      )}
    />
  );
}

/** Hours of the day, from and until. */
export function HoursSetting({ setting, name }: OfKind) {
  const words = useTexts().settings;
  if (!setting) return null;
  return (
    <SettingRow
      setting={setting}
      {...words.items[name]}
      read={String}
      shown={hoursWritten}
      control={(control) => <TypedControl {...control} written={hoursWritten} parse={hoursTyped} wrong={words.hoursWrong} />}
    />
  );
}

/** A day, or none. */
export function DaySetting({ setting, name }: OfKind) {
  const texts = useTexts();
  const words = texts.settings;
  const language = useLanguage();
  if (!setting) return null;
  return (
    <SettingRow
      setting={setting}
      {...words.items[name]}
      read={String}
      shown={(value) => (value === '' ? texts.common.none : formatDay(language, value))}
      control={(control) => (
        <TypedControl {...control} type="date" written={String} parse={(typed) => typed} wrong={words.numberWrong} />
      )}
    />
  );
}
