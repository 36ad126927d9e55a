import { Checkbox, TextInput } from '@mantine/core';
import { Columns, Page, Section, Stacked, StatusBadge, useTexts, useToast, useToday } from '@quitus/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { MayButton } from '../../MayButton.tsx';
import { Refused } from '../../Refused.tsx';
import { useRightReason } from '../../rights.ts';
import { useMay } from '../../session.ts';
import { CriteriaField } from '../scenarios/CriteriaField.tsx';
import '../scenarios/scenarios.css';
import { RecipientRoles } from '../scenarios/StepWho.tsx';
import { CallOff } from './CallOff.tsx';
import { bodyOf, statesAccount } from './campaign.ts';
import type { Campaign, CampaignBody } from './campaign.ts';
import { CampaignReach } from './CampaignReach.tsx';
import type { CampaignFrame } from './CampaignScreen.tsx';
import { CampaignWords } from './CampaignWords.tsx';

interface EditCampaignProps {
  readonly saved: Campaign;
  readonly frame: CampaignFrame;
}

/** A campaign being written: who gets it and what it says on one side, whom that reaches on the other. */
export function EditCampaign({ saved, frame }: EditCampaignProps) {
  const words = useTexts().campaigns.one;
  const toast = useToast();
  const cache = useQueryClient();
  const readOnly = !useMay('manage');
  const forbidden = useRightReason('manage');
  const [body, setBody] = useState(() => bodyOf(saved));
  const changed = JSON.stringify(body) !== JSON.stringify(bodyOf(saved));
  const save = useMutation({
    mutationFn: () => api('PUT /campaigns/{id}', { params: { id: saved.id }, body: { ...body, revision: saved.revision } }),
    onSuccess: async (campaign) => {
      toast.done(words.saved);
      cache.setQueryData(['campaign', saved.id], campaign);
      await cache.invalidateQueries({ queryKey: ['campaigns'] });
    },
  });
  return (
    <Page
      {...frame}
      detail={
        <>
          {frame.detail} {changed && <StatusBadge tone="waiting">{words.unsaved}</StatusBadge>} {forbidden}
        </>
      }
      actions={
        <>
          <CallOff
            id={saved.id}
            words={{ action: words.discard, title: words.discardTitle, help: words.discardHelp, done: words.discarded }}
          />
          {changed && (
            <MayButton may="manage" loading={save.isPending} onClick={() => save.mutate()}>
              {words.save}
            </MayButton>
          )}
        </>
      }
    >
      <Refused error={save.error} />
      <Columns>
        <Stacked gap="wide">
          <Audience kind={saved.kind} body={body} readOnly={readOnly} onChange={setBody} />
          <CampaignWords kind={saved.kind} body={body} readOnly={readOnly} onChange={setBody} />
        </Stacked>
        <CampaignReach campaign={saved} changed={changed} />
      </Columns>
    </Page>
  );
}

interface AudienceProps {
  readonly kind: Campaign['kind'];
  readonly body: CampaignBody;
  readonly readOnly: boolean;
  readonly onChange: (body: CampaignBody) => void;
}

/** Its name, and who gets it. */
function Audience({ kind, body, readOnly, onChange }: AudienceProps) {
  const words = useTexts().campaigns.one;
  const today = useToday();
  return (
    <Section plain title={words.audience}>
      <Stacked>
        <TextInput
          label={words.name}
          description={words.nameHelp}
          maxLength={120}
          required
          readOnly={readOnly}
          value={body.name}
          onChange={(event) => onChange({ ...body, name: event.currentTarget.value })}
        />
        <div className="q-stacked" data-gap="tight">
          {body.criteria === null && <p className="q-muted cmp-line">{words.everybody}</p>}
          <CriteriaField
            criteria={body.criteria}
            readOnly={readOnly}
            onChange={(criteria) => onChange({ ...body, criteria })}
            other={{ text: words.otherCriteria, replace: words.replaceCriteria }}
          />
        </div>
        <RecipientRoles
          chosen={body.recipientRoles}
          readOnly={readOnly}
          onChange={(recipientRoles) => onChange({ ...body, recipientRoles })}
        />
        {kind === 'balance-confirmation' && (
          <TextInput
            type="date"
            label={words.asOf}
            description={words.asOfHelp}
            max={today}
            required
            readOnly={readOnly}
            value={body.asOf ?? ''}
            onChange={(event) => event.currentTarget.value && onChange({ ...body, asOf: event.currentTarget.value })}
          />
        )}
        {statesAccount(kind) && (
          <Checkbox
            label={words.attach}
            disabled={readOnly}
            checked={body.attachStatement}
            onChange={(event) => onChange({ ...body, attachStatement: event.currentTarget.checked })}
          />
        )}
      </Stacked>
    </Section>
  );
}
