import { Alert, Button, NativeSelect, Switch, TextInput, Textarea } from '@mantine/core';
import { Inline, Section, StatusBadge, useTexts, useToast } from '@quitus/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useMay, useSession } from '../../../session.ts';
import { termsQuery, useEntitiesChanged } from '../settings-queries.ts';
import type { EntityView } from '../settings-queries.ts';
import { type Change, Field, type PartProps } from './Field.tsx';
import { Papers } from './Papers.tsx';

/** What is known of a company, changed in place: only what differs is sent, and can be taken back. */
export function EntityForm({ entity }: { readonly entity: EntityView }) {
  const texts = useTexts();
  const words = texts.settings;
  const toast = useToast();
  const entitiesChanged = useEntitiesChanged();
  const [change, setChange] = useState<Change>({});
  const put = async (body: Change) => {
    await api('PATCH /entities/{id}', { params: { id: entity.id }, body });
    await entitiesChanged();
  };
  const save = useMutation({
    mutationFn: () => put(asSent(change)),
    onSuccess: () => {
      // Each changed part of the entity as it was before.
      const before = Object.fromEntries(
        Object.keys(change).map((name) => [name, entity[name as keyof Change] ?? null]),
      ) as Change;
      setChange({});
      toast.done(
        words.saved(entity.name),
        () => void put(before).catch((error: unknown) => toast.failed(sentenceOf(error, texts.common.error.offline))),
      );
    },
  });
  const set = (part: Change) => {
    const next = Object.entries({ ...change, ...part }).filter(
      ([name, value]) => JSON.stringify(value ?? '') !== JSON.stringify(entity[name as keyof Change] ?? ''),
    );
    setChange(Object.fromEntries(next) as Change);
  };
  const count = Object.keys(change).length;
  const part = { entity, change, set };
  return (
    <form
      className="p-entity"
      onSubmit={(event) => {
        event.preventDefault();
        if (count > 0) save.mutate();
      }}
    >
      <Identity {...part} />
      {(change.country ?? entity.country) === 'FR' && <Papers {...part} />}
      <Address {...part} />
      <Bank {...part} />
      <Usual {...part} />
      {save.isError && (
        <Alert color="late" variant="light" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {sentenceOf(save.error, texts.common.error.offline)}
        </Alert>
      )}
      {count > 0 && (
        <div className="p-savebar">
          <Inline end>
            <Button variant="default" onClick={() => setChange({})}>
              {texts.common.actions.cancel}
            </Button>
            <MayButton may="administer" loading={save.isPending} onClick={() => save.mutate()}>
              {words.save(count)}
            </MayButton>
          </Inline>
        </div>
      )}
    </form>
  );
}

// An amount is typed as people write it, and sent as the wire wants it: "50 000,00" is 50000.00.
function asSent({ capital, ...change }: Change): Change {
  return typeof capital === 'string' ? { ...change, capital: capital.replaceAll(/\s/g, '').replace(',', '.') } : change;
}

function Identity(part: PartProps) {
  const words = useTexts().settings.entity;
  const may = useMay('administer');
  return (
    <Section title={words.identity}>
      <div className="p-form">
        <TextInput
          label={words.name}
          required
          disabled={!may}
          value={part.change.name ?? part.entity.name}
          onChange={(event) => part.set({ name: event.currentTarget.value })}
        />
        {(['legalName', 'legalId', 'vatNumber', 'email', 'phone'] as const).map((name) => (
          <Field key={name} name={name} {...part} />
        ))}
      </div>
    </Section>
  );
}

function Address(part: PartProps) {
  const words = useTexts().settings.entity;
  const may = useMay('administer');
  const lines = part.change.addressLines ?? part.entity.addressLines;
  return (
    <Section title={words.address}>
      <div className="p-form">
        <Textarea
          label={words.lines}
          autosize
          minRows={1}
          maxRows={4}
          disabled={!may}
          value={lines.join('\n')}
          onChange={(event) => part.set({ addressLines: event.currentTarget.value.split('\n') })}
        />
        <Field name="postcode" {...part} />
        <Field name="city" {...part} />
        <TextInput
          label={words.country}
          maxLength={2}
          disabled={!may}
          value={part.change.country ?? part.entity.country}
          onChange={(event) => part.set({ country: event.currentTarget.value.toUpperCase() })}
        />
      </div>
    </Section>
  );
}

/** Four by four, as on paper. */
const inFours = (iban: string) => iban.replaceAll(/\s/g, '').replaceAll(/(.{4})(?=.)/g, '$1 ');

function Bank(part: PartProps) {
  const words = useTexts().settings.entity;
  const may = useMay('administer');
  const kept = part.entity.iban;
  return (
    <Section
      title={words.bank}
      actions={
        kept !== null &&
        part.change.iban === undefined && (
          <StatusBadge tone="settled" quiet>
            {words.bankChecked}
          </StatusBadge>
        )
      }
    >
      <p className="p-lead q-muted">{kept === null ? `${words.bankNone} ${words.bankHelp}` : words.bankHelp}</p>
      <div className="p-form">
        <TextInput
          label={words.iban}
          disabled={!may}
          value={part.change.iban ?? inFours(kept ?? '')}
          onChange={(event) => part.set({ iban: event.currentTarget.value })}
        />
        <Field name="bic" {...part} />
        <Field name="accountHolder" {...part} />
      </div>
    </Section>
  );
}

const rhythms = ['daily', 'weekly', 'monthly'] as const;
const timeZones = Intl.supportedValuesOf('timeZone');

function Usual({ entity, change, set }: PartProps) {
  const words = useTexts().settings.entity;
  const may = useMay('administer');
  const several = useSession().entities.length > 1;
  const terms = useQuery(termsQuery);
  const zone = change.timeZone ?? entity.timeZone;
  return (
    <Section title={words.usual}>
      <div className="p-form">
        <NativeSelect
          label={words.defaultTermsId}
          description={words.defaultTermsHelp}
          disabled={!may}
          value={change.defaultTermsId === undefined ? (entity.defaultTermsId ?? '') : (change.defaultTermsId ?? '')}
          data={[
            { value: '', label: words.noTerms },
            ...(terms.data?.terms ?? []).map((each) => ({ value: each.id, label: each.name })),
          ]}
          onChange={(event) => set({ defaultTermsId: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
        <NativeSelect
          label={words.ledgerRhythm}
          description={words.ledgerRhythmHelp}
          disabled={!may}
          value={(change.ledgerRhythm === undefined ? entity.ledgerRhythm : change.ledgerRhythm) ?? ''}
          data={[
            { value: '', label: words.ledgerRhythms.none },
            ...rhythms.map((each) => ({ value: each, label: words.ledgerRhythms[each] })),
          ]}
          onChange={(event) => set({ ledgerRhythm: rhythms.find((each) => each === event.currentTarget.value) ?? null })}
        />
        <NativeSelect
          label={words.timeZone}
          description={words.timeZoneHelp}
          disabled={!may}
          value={zone}
          data={timeZones.includes(zone) ? timeZones : [zone, ...timeZones]}
          onChange={(event) => set({ timeZone: event.currentTarget.value })}
        />
        {several && (
          <Switch
            label={words.collectsForOthers}
            description={words.collectsForOthersHelp}
            disabled={!may}
            checked={change.collectsForOthers ?? entity.collectsForOthers}
            onChange={(event) => set({ collectsForOthers: event.currentTarget.checked })}
          />
        )}
        <TextInput label={words.currency} description={words.currencyHelp} disabled value={entity.currency} />
      </div>
    </Section>
  );
}
