import { Button } from '@mantine/core';
import { Confirm, Inline, Section, Wizard, useLanguage, useToast } from '@quitus/ui';
import { formatMoney } from '@quitus/texts';
import { useState } from 'react';
import { sample } from './sample.ts';

/** What changes something: a wizard, a confirmation with its counts, a toast with its way back. */
export function Work() {
  const language = useLanguage();
  const words = sample[language];
  const toast = useToast();
  const [step, setStep] = useState(1);
  const [asking, setAsking] = useState(false);
  const amount = (value: string) => formatMoney(language, value, 'EUR');
  return (
    <>
      <Section title={words.groups.work}>
        <Wizard
          step={step}
          onStep={setStep}
          onFinish={() => setStep(0)}
          steps={[
            { id: 'file', title: words.wizard.file, content: words.wizard.text },
            { id: 'columns', title: words.wizard.columns, content: words.wizard.text, nextLabel: words.wizard.next },
            { id: 'check', title: words.wizard.check, content: words.wizard.text, blocked: words.wizard.blocked },
          ]}
        />
      </Section>
      <Section title={words.confirm.title}>
        <Inline>
          <Button onClick={() => setAsking(true)}>{words.confirm.open}</Button>
          <Button variant="default" onClick={() => toast.done(words.confirm.done, () => undefined)}>
            {words.confirm.toast}
          </Button>
          <Button variant="light">{words.grid.qualify}</Button>
          <Button variant="subtle">{words.grid.qualify}</Button>
          <Button color="late">{words.grid.qualify}</Button>
          <Button disabled>{words.grid.qualify}</Button>
        </Inline>
      </Section>
      <Confirm
        opened={asking}
        title={words.confirm.title}
        action={words.confirm.action}
        acknowledge
        lines={[
          { label: words.confirm.mails, count: 130, amount: amount('412877.10') },
          { label: words.confirm.letters, count: 2, amount: amount('31204.00') },
          { label: words.confirm.skipped, count: 14 },
        ]}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          toast.done(words.confirm.done, () => undefined);
        }}
      >
        {words.confirm.recall}
      </Confirm>
    </>
  );
}
