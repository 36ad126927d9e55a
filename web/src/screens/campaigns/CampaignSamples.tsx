import { formatMoney } from '@quitus/texts';
import { MessagePreview, Reasons, Section, useLanguage, useTexts } from '@quitus/ui';
import { useState } from 'react';
import { TurnPreviews } from '../messages/TurnPreviews.tsx';
import type { CampaignReached } from './campaign.ts';

/** The message as customers who differ would read it, one after the other. */
export function CampaignSamples({ previews }: { readonly previews: CampaignReached['previews'] }) {
  const words = useTexts().campaigns.one;
  const language = useLanguage();
  const [asked, setPlace] = useState(0);
  const place = Math.min(asked, previews.length - 1);
  const shown = previews[place];
  if (!shown) return null;
  return (
    <Section
      plain
      title={words.samples}
      actions={<TurnPreviews place={place} total={previews.length} words={words} onTurn={setPlace} />}
    >
      <div className="q-stacked" data-gap="tight">
        <p className="cmp-line">
          <strong>{shown.customer}</strong>{' '}
          {shown.amount !== null && shown.currency !== null && (
            <span className="q-muted q-number">{formatMoney(language, shown.amount, shown.currency)}</span>
          )}
        </p>
        {shown.warnings.length > 0 && (
          <Reasons reasons={shown.warnings.map((warning) => ({ sentence: warning.words, weighs: 'against' as const }))} />
        )}
        <MessagePreview
          key={place}
          from="–"
          to={`${shown.recipient.name} <${shown.recipient.address}>`}
          subject={shown.subject}
          text={shown.text}
          {...(shown.html === null ? {} : { html: shown.html })}
        />
        {shown.attachments.length > 0 && <p className="q-muted cmp-line">{words.goesAlong(shown.attachments.join(', '))}</p>}
      </div>
    </Section>
  );
}
