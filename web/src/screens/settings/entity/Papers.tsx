import { Alert, TextInput } from '@mantine/core';
import { Section, StatusBadge, useLanguage, useTexts } from '@quitus/ui';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMay } from '../../../session.ts';
import type { EntityView } from '../settings-queries.ts';
import { Field, helpBelow, type PartProps } from './Field.tsx';

/** What a French company's letters and mails say at their foot, and what they still lack. */
export function Papers(part: PartProps) {
  const words = useTexts().settings.entity;
  const may = useMay('administer');
  const { entity, change, set } = part;
  const lack = useMissingMentions(entity);
  // As kept it has its cents; a capital is hardly ever written with them.
  const kept = entity.capital?.replace(/\.0+$/, '') ?? '';
  return (
    <Section
      title={words.papers}
      actions={
        lack === null && (
          <StatusBadge tone="settled" quiet>
            {words.papersComplete}
          </StatusBadge>
        )
      }
    >
      <p className="p-lead q-muted">{words.papersHelp}</p>
      {lack !== null && (
        <Alert color="yellow" variant="light" className="p-lead" icon={<IconAlertTriangle size={18} aria-hidden />}>
          {words.papersLack(lack)}
        </Alert>
      )}
      <div className="p-form">
        <Field name="legalForm" help={words.legalFormHelp} {...part} />
        <TextInput
          label={words.capital}
          description={words.capitalHelp}
          inputWrapperOrder={helpBelow}
          inputMode="decimal"
          disabled={!may}
          value={change.capital ?? kept}
          onChange={(event) => set({ capital: event.currentTarget.value === kept ? entity.capital : event.currentTarget.value })}
        />
        <TextInput
          label={words.capitalCurrency}
          maxLength={3}
          disabled={!may}
          value={change.capitalCurrency ?? entity.capitalCurrency ?? entity.currency}
          onChange={(event) => set({ capitalCurrency: event.currentTarget.value.toUpperCase() })}
        />
        <Field name="registerCity" help={words.registerCityHelp} {...part} />
        <Field name="registeredOffice" help={words.registeredOfficeHelp} {...part} />
      </div>
    </Section>
  );
}

/** What an entity's letters and mails lack, as a list in words; null when nothing. */
export function useMissingMentions({ missingMentions }: Pick<EntityView, 'missingMentions'>): string | null {
  const { mentions } = useTexts().settings.entity;
  const language = useLanguage();
  if (missingMentions.length === 0) return null;
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(missingMentions.map((mention) => mentions[mention]));
}
