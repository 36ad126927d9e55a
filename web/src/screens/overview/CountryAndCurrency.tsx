import { NativeSelect } from '@mantine/core';
import { useTexts } from '@quitus/ui';

const currencies = ['EUR', 'CHF', 'GBP', 'USD', 'CAD', 'MAD', 'XOF'];

export type Place = { readonly country: string; readonly currency: string };
/** Where most new companies are. */
export const usualPlace: Place = { country: 'FR', currency: 'EUR' };

interface CountryAndCurrencyProps {
  readonly value: Place;
  readonly onChange: (part: Partial<Place>) => void;
}

/** Where a new company is, and in what it keeps its books. */
export function CountryAndCurrency({ value, onChange }: CountryAndCurrencyProps) {
  const words = useTexts().overview.ownCompany;
  return (
    <>
      <NativeSelect
        label={words.country}
        value={value.country}
        data={Object.entries(words.countries).map(([country, label]) => ({ value: country, label }))}
        onChange={(event) => onChange({ country: event.currentTarget.value })}
      />
      <NativeSelect
        label={words.currency}
        value={value.currency}
        data={currencies}
        onChange={(event) => onChange({ currency: event.currentTarget.value })}
      />
    </>
  );
}
