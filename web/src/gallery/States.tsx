import { Button } from '@mantine/core';
import { Columns, DataGrid, EmptyState, ErrorState, Section, Skeleton, Stacked, localSource, useLanguage } from '@quitus/ui';
import type { GridColumn } from '@quitus/ui';
import { IconMailCheck } from '@tabler/icons-react';
import { sample } from './sample.ts';

interface Nothing {
  readonly id: string;
}

const rowKey = (row: Nothing) => row.id;
const none = localSource<Nothing>([]);

/** What is shown when there is nothing to show yet, nothing at all, or something went wrong. */
export function States() {
  const words = sample[useLanguage()];
  const columns: GridColumn<Nothing>[] = [
    { id: 'customer', title: words.grid.customer, width: 200, grow: true, primary: 'title', cell: (row) => row.id },
  ];
  return (
    <>
      <Columns shape="three">
        <Section title={words.groups.states}>
          <EmptyState icon={IconMailCheck} title={words.empty.title} action={<Button>{words.empty.action}</Button>}>
            {words.empty.text}
          </EmptyState>
        </Section>
        <Section title={words.groups.states}>
          <ErrorState error={new TypeError('no answer')} onRetry={() => undefined} />
        </Section>
        <Section title={words.groups.states}>
          <Stacked>
            <Skeleton shape="stats" count={2} />
            <Skeleton shape="lines" count={5} />
          </Stacked>
        </Section>
      </Columns>
      <DataGrid name="gallery.none" label={words.empty.title} height={280} columns={columns} source={none} rowKey={rowKey} />
    </>
  );
}
