import { Button, Menu } from '@mantine/core';
import { addressOf } from '@quitus/contract/client';
import { useTexts } from '@quitus/ui';
import { IconBraces, IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { useScreenSearch } from '../../search.ts';
import { eventsQuery } from './audit-search.ts';

/** The events of the filter as a file. */
export function ExportMenu() {
  const words = useTexts().auditScreen.export;
  const { search } = useScreenSearch();
  const asked = eventsQuery(search);
  const file = (format: 'csv' | 'ndjson') => addressOf('GET /audit/export', { query: { ...asked, format } });
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconDownload size={15} aria-hidden />}>
          {words.action}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.help}</Menu.Label>
        <Menu.Item component="a" href={file('csv')} download leftSection={<IconFileSpreadsheet size={16} aria-hidden />}>
          {words.csv}
        </Menu.Item>
        <Menu.Item component="a" href={file('ndjson')} download leftSection={<IconBraces size={16} aria-hidden />}>
          {words.ndjson}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
