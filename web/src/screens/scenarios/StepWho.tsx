import { Checkbox, NativeSelect } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { isDoneByPerson } from './scenario.ts';
import type { DraftStep } from './scenario.ts';
import { hasRecipient } from './step-means.ts';
import type { StepFieldsProps } from './StepPanel.tsx';

type Role = DraftStep['recipientRoles'][number];
const roles = [
  'accounts-payable',
  'approver',
  'buyer',
  'cfo',
  'site',
  'guardian',
  'legal',
  'escalation',
] as const satisfies readonly Role[];
const senders = ['collector', 'account-manager', 'shared', 'person'] as const satisfies readonly DraftStep['sender'][];
const colleagues = ['collector', 'account-manager'] as const satisfies readonly DraftStep['copyPeople'][number][];
// More than this falls back on the usual contact anyway.
const mostChoices = 3;

/** Under whose name a step leaves, to whom, and who gets a copy. */
export function WhoFields({ step, readOnly, onChange }: StepFieldsProps) {
  const words = useTexts().scenarios.step.panel;
  // A task or a hand-over goes to nobody outside.
  if (isDoneByPerson(step.channel) && step.channel !== 'call') return null;
  return (
    <fieldset className="n-part">
      <legend>{words.who}</legend>
      {step.channel !== 'call' && <Sender step={step} readOnly={readOnly} onChange={onChange} />}
      {hasRecipient(step) && <Recipients step={step} readOnly={readOnly} onChange={onChange} />}
      {step.channel !== 'call' && step.channel !== 'sms' && <Copies step={step} readOnly={readOnly} onChange={onChange} />}
    </fieldset>
  );
}

function Sender({ step, readOnly, onChange }: StepFieldsProps) {
  const words = useTexts().scenarios.step.panel;
  const people = useQuery({ queryKey: ['people'], queryFn: () => api('GET /people'), enabled: step.sender === 'person' });
  return (
    <div className="n-pair">
      <NativeSelect
        label={words.sender}
        disabled={readOnly}
        value={step.sender}
        data={senders.map((each) => ({ value: each, label: words.senders[each] }))}
        onChange={(event) => {
          const sender = senders.find((each) => each === event.currentTarget.value);
          if (sender) onChange({ ...step, sender, senderPersonId: null });
        }}
      />
      {step.sender === 'person' && (
        <NativeSelect
          label={words.person}
          disabled={readOnly}
          error={step.senderPersonId === null}
          value={step.senderPersonId ?? ''}
          data={[
            { value: '', label: words.choosePerson, disabled: true },
            ...(people.data?.people ?? []).map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChange={(event) => onChange({ ...step, senderPersonId: event.currentTarget.value || null })}
        />
      )}
    </div>
  );
}

function Recipients({ step, readOnly, onChange }: StepFieldsProps) {
  return (
    <RecipientRoles
      chosen={step.recipientRoles}
      readOnly={readOnly}
      onChange={(recipientRoles) => onChange({ ...step, recipientRoles })}
    />
  );
}

interface RecipientRolesProps {
  readonly chosen: readonly Role[];
  readonly readOnly: boolean;
  readonly onChange: (chosen: Role[]) => void;
}

/** Whom a message goes to, by role: the first contact there is of the roles chosen, in their order. */
export function RecipientRoles({ chosen, readOnly, onChange }: RecipientRolesProps) {
  const texts = useTexts();
  const words = texts.scenarios.step.panel;
  const named = texts.customer.contacts.roles;
  const choose = (place: number, role: Role | undefined) => {
    const next = role ? chosen.toSpliced(place, 1, role) : chosen.toSpliced(place, chosen.length - place);
    onChange([...new Set(next)]);
  };
  const places = Math.min(chosen.length + 1, mostChoices);
  return (
    <div>
      <div className="n-pair">
        {Array.from({ length: places }, (_place, place) => (
          <NativeSelect
            // Its place is what it is.
            key={place}
            label={place === 0 ? words.recipient : words.recipientElse}
            disabled={readOnly}
            value={chosen[place] ?? ''}
            data={[
              { value: '', label: words.recipientUsual },
              ...roles
                .filter((role) => role === chosen[place] || !chosen.includes(role))
                .map((role) => ({ value: role, label: named[role] })),
            ]}
            onChange={(event) =>
              choose(
                place,
                roles.find((each) => each === event.currentTarget.value),
              )
            }
          />
        ))}
      </div>
      <p className="n-note q-muted">{words.recipientHelp}</p>
    </div>
  );
}

function Copies({ step, readOnly, onChange }: StepFieldsProps) {
  const texts = useTexts();
  const words = texts.scenarios.step.panel;
  const named = texts.customer.contacts.roles;
  const outside = step.channel !== 'internal';
  const toggled = <T,>(list: readonly T[], one: T) => (list.includes(one) ? list.filter((each) => each !== one) : [...list, one]);
  return (
    <div role="group" aria-label={outside ? words.copies : words.recipient}>
      <p className="n-label">{outside ? words.copies : words.recipient}</p>
      <div className="n-checks">
        {colleagues.map((each) => (
          <Checkbox
            key={each}
            label={words.copyPeople[each]}
            disabled={readOnly}
            checked={step.copyPeople.includes(each)}
            onChange={() => onChange({ ...step, copyPeople: toggled(step.copyPeople, each) })}
          />
        ))}
        {outside &&
          roles.map((role) => (
            <Checkbox
              key={role}
              label={named[role]}
              disabled={readOnly}
              checked={step.copyRoles.includes(role)}
              onChange={() => onChange({ ...step, copyRoles: toggled(step.copyRoles, role) })}
            />
          ))}
      </div>
    </div>
  );
}
