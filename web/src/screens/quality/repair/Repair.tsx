import { StatusBadge, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import type { QualityCheck, QualityRow } from '../quality-queries.ts';
import { ChoiceRepair } from './ChoiceRepair.tsx';
import { choiceFields, textFields } from './fields.ts';
import { MergeRepair } from './MergeRepair.tsx';
import { OneCustomerRepair } from './OneCustomerRepair.tsx';
import { useRepairedRows } from './repaired.tsx';
import { TermsRepair } from './TermsRepair.tsx';
import { TextRepair } from './TextRepair.tsx';

export interface RepairProps {
  readonly check: QualityCheck;
  readonly row: QualityRow;
  readonly rowKey: string;
}

/** What repairs a line of a check: a box, a choice, terms, a merge, or the way to where it is repaired. */
export function Repair(props: RepairProps) {
  const { check, row } = props;
  const words = useTexts().quality.screen;
  const { repaired } = useRepairedRows();
  // Terms are those of the customer: all its lines are repaired at once.
  const done = repaired.get(props.rowKey) ?? repaired.get(row.customerId);
  if (done !== undefined)
    return (
      <StatusBadge tone="settled" quiet>
        {words.recorded(done)}
      </StatusBadge>
    );
  const text = textFields.find((each) => each === check.field);
  if (text) return <TextRepair {...props} field={text} />;
  const choice = choiceFields.find((each) => each === check.field);
  if (choice) return <ChoiceRepair {...props} field={choice} />;
  if (check.repair === 'terms') return <TermsRepair {...props} />;
  if (check.repair === 'merge') return <MergeRepair {...props} />;
  if (check.code === 'catch-all') return <OneCustomerRepair {...props} />;
  if (check.repair === 'lettering')
    return (
      <Link to="/imports" search={{ tab: 'lettering', customer: row.customerId }}>
        {words.lettering}
      </Link>
    );
  if (row.itemId !== null)
    return (
      <Link to="/items" search={{ open: row.itemId }}>
        {words.item}
      </Link>
    );
  return (
    <Link to="/customers/$id" params={{ id: row.customerId }} search={{ tab: 'details' }}>
      {words.customer}
    </Link>
  );
}
