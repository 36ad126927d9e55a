import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { addDays, useTexts, useToday } from '@quitus/ui';
import { endOfDay, networksIn, wrongNetwork } from './key-words.ts';

/** From where a key may call and until when, as typed. */
export interface LimitsDraft {
  readonly networks: string;
  readonly expiry: 'never' | 'in-90' | 'in-365' | 'on';
  readonly lastDay: string;
}

interface KeyLimitsProps {
  readonly draft: LimitsDraft;
  readonly onChange: (draft: LimitsDraft) => void;
}

const choices = ['never', 'in-90', 'in-365', 'on'] as const;

/** What the server is told of a draft. */
export function limitsOf(draft: LimitsDraft, today: string): { networks: string[]; expiresAt: string | null } {
  const days = { 'in-90': 90, 'in-365': 365 };
  const expiresAt =
    draft.expiry === 'never' ? null : endOfDay(draft.expiry === 'on' ? draft.lastDay : addDays(today, days[draft.expiry]));
  return { networks: networksIn(draft.networks), expiresAt };
}

/** Why a draft cannot be sent; nothing when it can. */
export function useLimitsProblem(draft: LimitsDraft): string | undefined {
  const words = useTexts().developers.keys;
  const wrong = wrongNetwork(networksIn(draft.networks));
  if (wrong !== undefined) return words.networkWrong(wrong);
  return draft.expiry === 'on' && draft.lastDay === '' ? words.expiryDay : undefined;
}

/** The networks and the expiry of a key. */
export function KeyLimits({ draft, onChange }: KeyLimitsProps) {
  const words = useTexts().developers.keys;
  const today = useToday();
  const wrong = wrongNetwork(networksIn(draft.networks));
  return (
    <>
      <Textarea
        label={words.networks}
        description={words.networksHelp}
        rows={2}
        spellCheck={false}
        value={draft.networks}
        error={wrong === undefined ? undefined : words.networkWrong(wrong)}
        onChange={(event) => onChange({ ...draft, networks: event.currentTarget.value })}
      />
      <div className="d-pair">
        <NativeSelect
          label={words.expiry}
          value={draft.expiry}
          data={choices.map((choice) => ({ value: choice, label: words.expiries[choice] }))}
          onChange={(event) =>
            onChange({ ...draft, expiry: choices.find((choice) => choice === event.currentTarget.value) ?? 'never' })
          }
        />
        {draft.expiry === 'on' && (
          <TextInput
            type="date"
            label={words.expiryDay}
            min={today}
            max="2999-12-31"
            value={draft.lastDay}
            onChange={(event) => onChange({ ...draft, lastDay: event.currentTarget.value })}
          />
        )}
      </div>
    </>
  );
}
