import { Button } from '@mantine/core';
import { EmptyState, Help, Page, useTexts } from '@quitus/ui';
import { IconLock, IconShieldCheck } from '@tabler/icons-react';
import { useRightReason } from '../../rights.ts';
import { useScreenSearch } from '../../search.ts';
import { EventPanel } from './EventPanel.tsx';
import { EventsGrid } from './EventsGrid.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { ReadsGrid } from './ReadsGrid.tsx';
import { VerifyPanel } from './VerifyPanel.tsx';
import './audit.css';

/** Who did what, whether the record of it is whole, and who read whose personal data. */
export function AuditScreen() {
  const words = useTexts().auditScreen;
  const { search, change } = useScreenSearch();
  const closed = useRightReason('audit');
  const reads = search.tab === 'reads';
  if (closed !== undefined)
    return (
      <Page title={words.title}>
        <EmptyState icon={IconLock} title={words.title}>
          {closed}
        </EmptyState>
      </Page>
    );
  return (
    <Page
      title={words.title}
      shape="work"
      help={
        <Help title={words.title}>
          <p>{words.help}</p>
        </Help>
      }
      actions={
        <>
          {!reads && <ExportMenu />}
          <Button
            size="xs"
            leftSection={<IconShieldCheck size={15} aria-hidden />}
            onClick={() => change({ show: 'verify', open: undefined })}
          >
            {words.verify.action}
          </Button>
        </>
      }
      tabs={[
        { id: 'events', label: words.tabs.events },
        { id: 'reads', label: words.tabs.reads },
      ]}
      tab={reads ? 'reads' : 'events'}
      onTab={(id) =>
        change(
          {
            tab: id === 'reads' ? 'reads' : undefined,
            open: undefined,
            show: undefined,
            kind: undefined,
            subject: undefined,
            entity: undefined,
            q: undefined,
          },
          'push',
        )
      }
      aside={
        search.show === 'verify' ? (
          <VerifyPanel onClose={() => change({ show: undefined })} />
        ) : (
          !reads && search.open && <EventPanel key={search.open} id={search.open} onClose={() => change({ open: undefined })} />
        )
      }
    >
      {reads ? <ReadsGrid /> : <EventsGrid openedId={search.open} onOpen={(id) => change({ open: id, show: undefined })} />}
    </Page>
  );
}
