import { SegmentedControl } from '@mantine/core';
import { formatCount } from '@quitus/texts';
import { Help, Page, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { useScreenSearch } from '../../search.ts';
import '../agenda/agenda.css';
import { PlanView } from '../agenda/PlanView.tsx';
import { CampaignScreen } from '../campaigns/CampaignScreen.tsx';
import { CampaignsGrid } from '../campaigns/CampaignsGrid.tsx';
import { NewCampaign } from '../campaigns/NewCampaign.tsx';
import { MailboxView } from '../mailbox/MailboxView.tsx';
import { MessagePanel } from './MessagePanel.tsx';
import { MessagesGrid } from './MessagesGrid.tsx';
import type { MessagesTab } from './MessagesGrid.tsx';
import { SendNow } from './SendNow.tsx';

const lists = ['to-look-at', 'to-come', 'gone', 'all'] as const satisfies readonly MessagesTab[];

/** Messages past and to come, what failed or is uncertain, campaigns, and the local mailbox of test mode. */
export function MessagesScreen() {
  const { search } = useScreenSearch();
  return search.tab === 'campaigns' && search.open ? <CampaignScreen key={search.open} id={search.open} /> : <Lists />;
}

function Lists() {
  const texts = useTexts();
  const words = texts.messages;
  const { search, change } = useScreenSearch();
  const totals = useTotals();
  const toLookAt = totals ? totals.failed + totals.uncertain : 0;
  const usual: MessagesTab = toLookAt > 0 ? 'to-look-at' : 'all';
  const list = lists.find((tab) => tab === search.tab);
  const mailbox = search.tab === 'mailbox';
  const campaigns = search.tab === 'campaigns';
  const tab = list ?? usual;
  const foreseen = search.show === 'foreseen';
  return (
    <Page
      title={texts.shell.places.messages}
      shape="work"
      help={
        <Help title={texts.shell.places.messages}>
          <p>{campaigns ? texts.campaigns.screen.help : words.help}</p>
        </Help>
      }
      actions={
        campaigns ? <NewCampaign onBegun={(open) => change({ open }, 'push')} /> : totals && <SendNow waiting={totals.waiting} />
      }
      tabs={useTabs(totals, toLookAt)}
      tab={mailbox || campaigns ? search.tab : tab}
      onTab={(id) =>
        change(
          { tab: id, open: undefined, q: undefined, kind: undefined, subject: undefined, show: undefined, asOf: undefined },
          'push',
        )
      }
      aside={
        !mailbox &&
        !campaigns &&
        search.open && <MessagePanel key={search.open} id={search.open} onClose={() => change({ open: undefined })} />
      }
    >
      {mailbox ? (
        <MailboxView />
      ) : campaigns ? (
        <CampaignsGrid onOpen={(open) => change({ open }, 'push')} />
      ) : tab === 'to-come' ? (
        <ToCome foreseen={foreseen} waiting={totals?.toCome ?? 0}>
          {foreseen ? (
            <PlanView messages />
          ) : (
            <MessagesGrid tab={tab} openedId={search.open} onOpen={(id) => change({ open: id })} />
          )}
        </ToCome>
      ) : (
        <MessagesGrid key={tab} tab={tab} openedId={search.open} onOpen={(id) => change({ open: id })} />
      )}
    </Page>
  );
}

interface ToComeProps {
  readonly foreseen: boolean;
  readonly waiting: number;
  readonly children: ReactNode;
}

/** What is to come, of two kinds never mixed: messages that exist and wait, and those the plan foresees. */
function ToCome({ foreseen, waiting, children }: ToComeProps) {
  const words = useTexts().messages.toCome;
  const language = useLanguage();
  const { change } = useScreenSearch();
  return (
    <>
      <div>
        <SegmentedControl
          size="xs"
          aria-label={words.label}
          value={foreseen ? 'foreseen' : 'queue'}
          data={[
            { value: 'queue', label: `${words.queue} · ${formatCount(language, waiting)}` },
            { value: 'foreseen', label: words.foreseen },
          ]}
          onChange={(next) =>
            change({
              show: next === 'foreseen' ? 'foreseen' : undefined,
              open: undefined,
              asOf: undefined,
              q: undefined,
              kind: undefined,
            })
          }
        />
      </div>
      {children}
    </>
  );
}

function useTotals() {
  const answer = useQuery({
    queryKey: ['messages', 'totals'],
    queryFn: () => api('GET /messages', { query: { limit: 1 } }),
  });
  const totals = answer.data?.totals;
  if (!totals) return undefined;
  const of = (...states: readonly string[]) => states.reduce((sum, state) => sum + (totals[state] ?? 0), 0);
  return {
    failed: of('failed'),
    uncertain: of('uncertain'),
    waiting: of('waiting'),
    toCome: of('waiting', 'claimed', 'calling'),
  };
}

function useTabs(totals: ReturnType<typeof useTotals>, toLookAt: number) {
  const texts = useTexts();
  const words = texts.messages.tabs;
  const language = useLanguage();
  const mailbox = useQuery({ queryKey: ['mailbox', 'unread'], queryFn: () => api('GET /mailbox', { query: { limit: 1 } }) });
  const unread = mailbox.data?.totals.unread ?? 0;
  const counted = (count: number, due = false) => (count > 0 ? { count: formatCount(language, count), due } : {});
  return [
    { id: 'to-look-at', label: words.look, ...counted(toLookAt, true) },
    { id: 'to-come', label: words.come, ...counted(totals?.toCome ?? 0) },
    { id: 'gone', label: words.gone },
    { id: 'all', label: words.all },
    { id: 'campaigns', label: texts.campaigns.screen.title },
    { id: 'mailbox', label: words.mailbox, ...counted(unread) },
  ];
}
