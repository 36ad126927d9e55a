import type { ChannelView } from '@quitus/contract';
import { formatInstant } from '@quitus/texts';
import {
  Confirm,
  ErrorState,
  Inline,
  Section,
  Skeleton,
  Stacked,
  StatusBadge,
  useLanguage,
  useTexts,
  useToast,
} from '@quitus/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { api, sentenceOf } from '../../../api.ts';
import { MayButton } from '../../../MayButton.tsx';
import { useProviderName } from './provider-name.ts';
import { ProviderForm } from './ProviderForm.tsx';

const channelsKey = ['channels'];

/** Who carries text messages and letters, channel by channel: chosen, tried, or left to nobody. */
export function ChannelsTab() {
  const words = useTexts().beside.channels;
  const channels = useQuery({ queryKey: channelsKey, queryFn: () => api('GET /channels') });
  if (channels.isError) return <ErrorState error={channels.error} onRetry={() => void channels.refetch()} />;
  return (
    <>
      <p className="p-lead">{words.lead}</p>
      <p className="p-lead q-muted">{words.test}</p>
      {!channels.data && <Skeleton shape="lines" count={8} />}
      {channels.data?.rows.map((channel) => (
        <Channel key={`${channel.channel} ${channel.changedAt ?? ''}`} channel={channel} />
      ))}
    </>
  );
}

function Channel({ channel }: { readonly channel: ChannelView }) {
  const words = useTexts().beside.channels;
  const [editing, setEditing] = useState<string | undefined>();
  const provider = channel.providers.find((each) => each.name === editing);
  return (
    <Section title={words.names[channel.channel]}>
      <Stacked gap="tight">
        <Carrier channel={channel} editing={editing !== undefined} onEdit={setEditing} />
        {provider && <ProviderForm channel={channel} provider={provider} onClose={() => setEditing(undefined)} />}
      </Stacked>
    </Section>
  );
}

interface CarrierProps {
  readonly channel: ChannelView;
  readonly editing: boolean;
  readonly onEdit: (provider: string) => void;
}

function Carrier({ channel, editing, onEdit }: CarrierProps) {
  const language = useLanguage();
  const words = useTexts().beside.channels;
  const name = useProviderName();
  return (
    <>
      <Inline>
        <StatusBadge
          tone={channel.provider === null ? 'neutral' : 'accent'}
          {...(channel.provider === null ? {} : { icon: IconCheck })}
        >
          {channel.provider === null ? words.nobody[channel.without] : name(channel.provider)}
        </StatusBadge>
        {channel.provider !== null && channel.changedBy !== null && channel.changedAt !== null && (
          <span className="q-muted">{words.by(channel.changedBy, formatInstant(language, channel.changedAt))}</span>
        )}
      </Inline>
      {channel.provider === null && <p className="q-muted">{words.without[channel.without]}</p>}
      {!editing && (
        <Inline>
          {channel.providers.map((each) => (
            <MayButton key={each.name} may="administer" size="xs" variant="default" onClick={() => onEdit(each.name)}>
              {each.name === channel.provider ? words.change : words.choose(name(each.name))}
            </MayButton>
          ))}
          {channel.provider !== null && <Tried channel={channel} />}
          {channel.provider !== null && <Dropped channel={channel} />}
        </Inline>
      )}
    </>
  );
}

function Tried({ channel }: { readonly channel: ChannelView }) {
  const texts = useTexts();
  const words = texts.beside.channels;
  const toast = useToast();
  const test = useMutation({
    mutationFn: () => api('POST /channels/{channel}/test', { params: { channel: channel.channel } }),
    onSuccess: ({ outcome, detail }) =>
      outcome === 'ok'
        ? toast.done(words.outcomes.ok)
        : toast.failed([words.outcomes[outcome], detail].filter(Boolean).join(' ')),
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <MayButton may="administer" size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
      {words.tryIt}
    </MayButton>
  );
}

function Dropped({ channel }: { readonly channel: ChannelView }) {
  const texts = useTexts();
  const words = texts.beside.channels;
  const toast = useToast();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const drop = useMutation({
    mutationFn: () => api('DELETE /channels/{channel}', { params: { channel: channel.channel } }),
    onSuccess: async () => {
      setAsking(false);
      toast.done(words.dropped);
      await cache.invalidateQueries({ queryKey: channelsKey });
    },
    onError: (error) => toast.failed(sentenceOf(error, texts.common.error.offline)),
  });
  return (
    <>
      <MayButton may="administer" size="xs" variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {words.drop}
      </MayButton>
      <Confirm
        opened={asking}
        title={words.dropTitle}
        lines={[]}
        action={words.drop}
        danger
        busy={drop.isPending}
        onConfirm={() => drop.mutate()}
        onClose={() => setAsking(false)}
      >
        {words.without[channel.without]}
      </Confirm>
    </>
  );
}
