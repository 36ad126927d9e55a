import { Button, Modal } from '@mantine/core';
import { formatInstant } from '@quitus/texts';
import { Inline, Section, Stacked, StatusBadge, useLanguage, useTexts, useToast } from '@quitus/ui';
import { useQueryClient } from '@tanstack/react-query';
import { IconShieldCheck, IconShieldOff } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { sessionQuery } from '../../../session.ts';
import { useAccountChanged } from '../account-queries.ts';
import type { Security } from '../account-queries.ts';
import { AskPassword } from '../AskPassword.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { SetUpSecondStep } from './SetUpSecondStep.tsx';

// From here on a lost phone may soon find nobody to let in.
const fewCodes = 3;

/** The second step: set it up, make new recovery codes, switch it off. */
export function SecondStepSection({ security }: { readonly security: Security }) {
  const words = useTexts().account.secondStep;
  const language = useLanguage();
  const [doing, setDoing] = useState<'set-up' | 'codes' | 'remove'>();
  const { on, since, recoveryCodesLeft, required } = security.secondStep;
  return (
    <Section title={words.title}>
      <Stacked>
        <p className="a-lead q-muted">{words.lead}</p>
        <div className="a-row">
          <span className="a-row-words">
            <StatusBadge tone={on ? 'settled' : 'neutral'} icon={on ? IconShieldCheck : IconShieldOff}>
              {on && since !== null ? words.on(formatInstant(language, since)) : words.off}
            </StatusBadge>
            {required && <span className="q-muted">{words.required}</span>}
            {on && <span className="q-muted">{words.left(recoveryCodesLeft)}</span>}
            {on && recoveryCodesLeft <= fewCodes && (
              <StatusBadge tone="waiting" quiet>
                {words.fewLeft}
              </StatusBadge>
            )}
          </span>
          <Inline>
            {!on && <Button onClick={() => setDoing('set-up')}>{words.setUp}</Button>}
            {on && (
              <Button variant="default" onClick={() => setDoing('codes')}>
                {words.regenerate}
              </Button>
            )}
            {on && !required && (
              <Button variant="subtle" color="late" onClick={() => setDoing('remove')}>
                {words.remove}
              </Button>
            )}
          </Inline>
        </div>
      </Stacked>
      {doing === 'set-up' && <SetUp onClose={() => setDoing(undefined)} />}
      {doing === 'codes' && <NewCodes onClose={() => setDoing(undefined)} />}
      {doing === 'remove' && <SwitchOff onClose={() => setDoing(undefined)} />}
    </Section>
  );
}

interface Closing {
  readonly onClose: () => void;
}

function SetUp({ onClose }: Closing) {
  const texts = useTexts();
  const words = texts.account.secondStep;
  const toast = useToast();
  const cache = useQueryClient();
  const changed = useAccountChanged();
  const leave = () => {
    onClose();
    void changed();
  };
  return (
    <Modal
      opened
      onClose={leave}
      size={520}
      title={words.setUpTitle}
      // A click beside the window would lose codes that are shown once.
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <SetUpSecondStep
        onDone={() => {
          toast.done(words.done);
          leave();
          void cache.invalidateQueries({ queryKey: sessionQuery.queryKey });
        }}
      />
    </Modal>
  );
}

function NewCodes({ onClose }: Closing) {
  const texts = useTexts();
  const words = texts.account.secondStep;
  const changed = useAccountChanged();
  const [codes, setCodes] = useState<readonly string[]>();
  if (!codes) {
    return (
      <AskPassword
        title={words.regenerate}
        text={words.regenerateText}
        action={words.regenerate}
        onClose={onClose}
        run={async (password) => {
          setCodes((await api('POST /account/recovery-codes', { body: { password } })).recoveryCodes);
          await changed();
        }}
      />
    );
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={words.codesTitle}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': texts.common.actions.close }}
    >
      <RecoveryCodes codes={codes} onKept={onClose} />
    </Modal>
  );
}

function SwitchOff({ onClose }: Closing) {
  const words = useTexts().account.secondStep;
  const toast = useToast();
  const changed = useAccountChanged();
  return (
    <AskPassword
      title={words.removeTitle}
      text={words.removeText}
      action={words.remove}
      danger
      onClose={onClose}
      run={async (password) => {
        await api('POST /account/second-step/removal', { body: { password } });
        toast.done(words.removed);
        onClose();
        await changed();
      }}
    />
  );
}
