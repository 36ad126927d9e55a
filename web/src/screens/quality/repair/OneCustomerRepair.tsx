import { useTexts } from '@quitus/ui';
import { api } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import type { RepairProps } from './Repair.tsx';
import { useRepair } from './useRepair.ts';

/** Says that an account taken for a collective one is one customer, who can be reminded. */
export function OneCustomerRepair({ row, rowKey }: RepairProps) {
  const words = useTexts().quality.screen;
  const params = { id: row.customerId };
  const repair = useRepair({
    rowKey,
    customer: row.name,
    save: async () => {
      await api('PATCH /customers/{id}', { params, body: { catchAll: false } });
      return () => api('PATCH /customers/{id}', { params, body: { catchAll: true } });
    },
  });
  return (
    <MayButton
      may="work"
      size="compact-sm"
      variant="default"
      loading={repair.isPending}
      onClick={() => repair.mutate(words.oneCustomer)}
    >
      {words.oneCustomer}
    </MayButton>
  );
}
