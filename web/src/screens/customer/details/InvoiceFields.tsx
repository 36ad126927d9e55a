import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { Stacked, useTexts } from '@quitus/ui';
import type { PartProps } from './CustomerForm.tsx';

const routes = ['e-mail', 'letter', 'portal'] as const;
const references = ['purchase-order', 'reference'] as const;

/** By what way a customer wants its invoices, and what they must carry before they are sent. */
export function InvoiceFields({ customer, change, set }: PartProps) {
  const words = useTexts().customer.details.invoices;
  const route = change.invoiceRoute ?? customer.invoiceRoute;
  const portal = 'invoicePortal' in change ? change.invoicePortal : customer.invoicePortal;
  const asked = change.invoiceReferences ?? customer.invoiceReferences;
  return (
    <div className="c-form">
      <NativeSelect
        label={words.route}
        value={route}
        data={routes.map((each) => ({ value: each, label: words.routes[each] }))}
        onChange={(event) => set({ invoiceRoute: routes.find((each) => each === event.currentTarget.value) ?? 'e-mail' })}
      />
      {route === 'portal' && (
        <TextInput
          label={words.portal}
          placeholder="Chorus Pro"
          value={portal ?? ''}
          onChange={(event) => set({ invoicePortal: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      )}
      <Checkbox.Group
        label={words.references}
        labelProps={{ mb: 6 }}
        value={[...asked]}
        // In the order of the list, so that what is put back is no change.
        onChange={(ticked) => set({ invoiceReferences: references.filter((each) => ticked.includes(each)) })}
      >
        <Stacked gap="tight">
          {references.map((each) => (
            <Checkbox key={each} value={each} label={words.reference[each]} />
          ))}
        </Stacked>
      </Checkbox.Group>
    </div>
  );
}
