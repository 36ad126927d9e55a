import { Button } from '@mantine/core';
import { formatDayLong } from '@quitus/texts';
import { Inline, Reasons, Stacked, useLanguage, useTexts } from '@quitus/ui';
import { useQuery } from '@tanstack/react-query';
import { MayButton } from '../../../MayButton.tsx';
import { nextQuery } from '../customer-queries.ts';

interface WhatNextProps {
  readonly customerId: string;
  /** What was just recorded. */
  readonly done: string;
  readonly onAnother: () => void;
  readonly onWrite: () => void;
  readonly onClose: () => void;
}

/** After something was recorded: what the scenario does now, and what a person may want to do. */
export function WhatNext({ customerId, done, onAnother, onWrite, onClose }: WhatNextProps) {
  const language = useLanguage();
  const texts = useTexts();
  const words = texts.customer.qualify;
  const next = useQuery(nextQuery(customerId));
  const [first] = next.data?.actions ?? [];
  return (
    <Stacked>
      <Reasons reasons={[{ sentence: done, weighs: 'for' }]} />
      {next.data && !next.isFetching && (
        <div role="status">
          <h3 className="c-heading">{words.nextTitle}</h3>
          <p className="c-past q-muted">
            {first ? words.scenarioGoesOn(first.step, formatDayLong(language, first.on)) : words.nothingNext}
          </p>
        </div>
      )}
      <Inline>
        <Button autoFocus onClick={onClose}>
          {texts.common.actions.close}
        </Button>
        <Button variant="default" onClick={onAnother}>
          {words.another}
        </Button>
        <MayButton may="work" variant="default" onClick={onWrite}>
          {words.writeNow}
        </MayButton>
      </Inline>
    </Stacked>
  );
}
