import { TextInput } from '@mantine/core';
import { useTexts, useToast } from '@quitus/ui';
import { WebAuthnError, startRegistration } from '@simplewebauthn/browser';
import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { useAccountChanged } from '../account-queries.ts';
import { AskPassword } from '../AskPassword.tsx';

/** Makes a passkey on this device, after the password. */
export function AddPasskey({ onClose }: { readonly onClose: () => void }) {
  const words = useTexts().account.passkeys;
  const toast = useToast();
  const changed = useAccountChanged();
  const [name, setName] = useState(words.usual(words.device));
  return (
    <AskPassword
      title={words.addTitle}
      text={words.lead}
      action={words.go}
      onClose={onClose}
      run={async (password) => {
        const { challenge, options } = await api('POST /account/passkeys/options', { body: { password } });
        const made = await make(options);
        if (!made.response) {
          toast.failed(made.already ? words.already : words.stopped);
          return;
        }
        const named = name.trim() === '' ? words.usual(words.device) : name.trim();
        const passkey = await api('POST /account/passkeys', { body: { challenge, name: named, response: made.response } });
        toast.done(words.added(passkey.name));
        onClose();
        await changed();
      }}
    >
      <TextInput
        label={words.named}
        description={words.namedHelp}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </AskPassword>
  );
}

async function make(options: Record<string, unknown>): Promise<{ response?: Record<string, unknown>; already?: boolean }> {
  try {
    // The server writes the options in the JSON of the WebAuthn standard, which the contract does not repeat.
    const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
    return { response: { ...(await startRegistration({ optionsJSON })) } };
  } catch (error) {
    return { already: error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED' };
  }
}
