import { ActionIcon, Button, Checkbox, Menu, Popover, SegmentedControl, Tooltip } from '@mantine/core';
import { IconArrowsSort, IconColumns3, IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../language.tsx';
import type { GridColumn, GridSort } from './columns.ts';
import type { GridLayoutControl } from './useGridLayout.ts';

interface GridToolsProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly control: GridLayoutControl<Row>;
  readonly total: number | undefined;
  readonly onExport: (() => void) | undefined;
  readonly sort: GridSort | undefined;
  readonly onSort: ((sort: GridSort) => void) | undefined;
  readonly card: boolean;
}

/** What stands right of every grid: how many rows, which columns, and the export. */
export function GridTools<Row>({ columns, control, total, onExport, sort, onSort, card }: GridToolsProps<Row>) {
  const texts = useTexts().common;
  return (
    <div className="q-grid-tools">
      {total !== undefined && <span className="q-muted q-number">{texts.grid.rows(total)}</span>}
      {card && onSort && <SortMenu columns={columns} sort={sort} onSort={onSort} />}
      {!card && <ColumnChooser columns={columns} control={control} />}
      {onExport && (
        <Tooltip label={texts.actions.exportXlsx}>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label={texts.actions.exportXlsx} onClick={onExport}>
            <IconFileSpreadsheet size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

interface ColumnChooserProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly control: GridLayoutControl<Row>;
}

function ColumnChooser<Row>({ columns, control }: ColumnChooserProps<Row>) {
  const texts = useTexts().common.grid;
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={260} trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          title={texts.columns}
          aria-label={texts.columns}
          onClick={() => setOpened(!opened)}
        >
          <IconColumns3 size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="q-columns-menu">
          <div className="q-filter-choices">
            {columns.map((column) => (
              <Checkbox
                key={column.id}
                label={column.title}
                checked={!control.layout.hidden.includes(column.id)}
                disabled={column.fixed ?? false}
                onChange={() => control.toggle(column.id)}
              />
            ))}
          </div>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={texts.density}
            value={control.layout.density}
            onChange={(density) => control.setDensity(density === 'comfortable' ? 'comfortable' : 'compact')}
            data={[
              { value: 'compact', label: texts.compact },
              { value: 'comfortable', label: texts.comfortable },
            ]}
          />
          <Button variant="default" size="xs" onClick={control.reset}>
            {texts.resetColumns}
          </Button>
          <p className="q-muted">{texts.columnsHelp}</p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

interface SortMenuProps<Row> {
  readonly columns: readonly GridColumn<Row>[];
  readonly sort: GridSort | undefined;
  readonly onSort: (sort: GridSort) => void;
}

// A phone has no headers to click.
function SortMenu<Row>({ columns, sort, onSort }: SortMenuProps<Row>) {
  const texts = useTexts().common.grid;
  const directions = { ascending: texts.sortedAscending, descending: texts.sortedDescending };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconArrowsSort size={14} />}>
          {columns.find((column) => column.id === sort?.column)?.title ?? texts.sortBy}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns
          .filter((column) => column.sortable)
          .flatMap((column) =>
            (['descending', 'ascending'] as const).map((direction) => (
              <Menu.Item key={`${column.id}.${direction}`} onClick={() => onSort({ column: column.id, direction })}>
                {column.title} <span className="q-muted">{directions[direction]}</span>
              </Menu.Item>
            )),
          )}
      </Menu.Dropdown>
    </Menu>
  );
}
