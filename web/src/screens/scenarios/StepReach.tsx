import { Checkbox } from '@mantine/core';
import { useTexts } from '@quitus/ui';
import { CriteriaField } from './CriteriaField.tsx';
import { MinimumField } from './MinimumField.tsx';
import { canAttach, canShowInterest, isDoneByPerson } from './scenario.ts';
import type { DraftStep } from './scenario.ts';
import type { StepFieldsProps } from './StepPanel.tsx';

const attachments = [
  'invoices',
  'statement',
  'payment-code',
  'interest-note',
] as const satisfies readonly DraftStep['attachments'][number][];

/** What goes along with a step: documents, late interest. */
export function WhatFields({ step, readOnly, onChange }: StepFieldsProps) {
  const words = useTexts().scenarios.step.panel;
  if (isDoneByPerson(step.channel)) return null;
  return (
    <fieldset className="n-part">
      <legend>{words.what}</legend>
      {canAttach(step.channel) ? (
        <div className="n-checks">
          {attachments.map((each) => (
            <Checkbox
              key={each}
              label={words.attachments[each]}
              disabled={readOnly}
              checked={step.attachments.includes(each)}
              onChange={() =>
                onChange({ ...step, attachments: attachments.filter((one) => step.attachments.includes(one) !== (one === each)) })
              }
            />
          ))}
        </div>
      ) : (
        <p className="n-note q-muted">{words.noAttachments}</p>
      )}
      {canShowInterest(step.channel) && (
        <Checkbox
          label={words.interest}
          description={words.interestHelp}
          disabled={readOnly}
          checked={step.showInterest}
          onChange={(event) => onChange({ ...step, showInterest: event.currentTarget.checked })}
        />
      )}
    </fieldset>
  );
}

/** Which customers a step is for: above an amount, meeting conditions. */
export function WhichFields({ step, readOnly, onChange }: StepFieldsProps) {
  const words = useTexts().scenarios.step.panel;
  return (
    <fieldset className="n-part">
      <legend>{words.which}</legend>
      <div className="n-pair">
        <MinimumField
          label={words.minimum}
          readOnly={readOnly}
          amount={step.minimumAmount}
          onChange={(minimumAmount) => onChange({ ...step, minimumAmount }, 'minimum')}
        />
      </div>
      <div role="group" aria-label={words.conditions}>
        <p className="n-label">{words.conditions}</p>
        {step.conditions === null && <p className="n-note q-muted">{words.conditionsNone}</p>}
        <CriteriaField
          criteria={step.conditions}
          readOnly={readOnly}
          other={{ text: words.conditionsOther, replace: words.conditionsClear }}
          onChange={(conditions) => onChange({ ...step, conditions })}
        />
      </div>
    </fieldset>
  );
}
