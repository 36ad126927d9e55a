import { Button, Modal, NativeSelect, Radio } from '@mantine/core';
import { campaignKinds } from '@quitus/contract';
import { Inline, Stacked, useTexts } from '@quitus/ui';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { Refused } from '../../Refused.tsx';
import { useSession } from '../../session.ts';
import type { CampaignKind } from './campaign.ts';

/** The button that begins a campaign: what it is about, and for which company. */
export function NewCampaign({ onBegun }: { readonly onBegun: (id: string) => void }) {
  const texts = useTexts();
  const words = texts.campaigns;
  const { entities } = useSession();
  const cache = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [kind, setKind] = useState<CampaignKind>('statement');
  const [entityId, setEntityId] = useState(entities[0]?.id);
  const begin = useMutation({
    mutationFn: () => api('POST /campaigns', { body: { kind, ...(entityId === undefined ? {} : { entityId }) } }),
    onSuccess: async (campaign) => {
      setAsking(false);
      await cache.invalidateQueries({ queryKey: ['campaigns'] });
      onBegun(campaign.id);
    },
  });
  return (
    <>
      <MayButton may="manage" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAsking(true)}>
        {words.screen.new}
      </MayButton>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={words.screen.new}
        size={520}
        closeButtonProps={{ 'aria-label': texts.common.actions.close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            begin.mutate();
          }}
        >
          <Stacked>
            <Radio.Group
              label={words.screen.choose}
              value={kind}
              onChange={(value) => setKind(campaignKinds.find((each) => each === value) ?? 'statement')}
            >
              <div className="q-stacked cmp-kinds" data-gap="tight">
                {campaignKinds.map((each) => (
                  <Radio key={each} value={each} label={words.kinds[each]} description={words.kindsHelp[each]} />
                ))}
              </div>
            </Radio.Group>
            {entities.length > 1 && (
              <NativeSelect
                label={words.screen.entity}
                value={entityId ?? ''}
                data={entities.map((entity) => ({ value: entity.id, label: entity.name }))}
                onChange={(event) => setEntityId(event.currentTarget.value)}
              />
            )}
            <Refused error={begin.error} />
            <Inline end>
              <Button variant="default" onClick={() => setAsking(false)}>
                {texts.common.actions.cancel}
              </Button>
              <Button type="submit" loading={begin.isPending}>
                {words.screen.begin}
              </Button>
            </Inline>
          </Stacked>
        </form>
      </Modal>
    </>
  );
}
