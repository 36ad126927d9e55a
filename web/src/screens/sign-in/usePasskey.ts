import {
  WebAuthnAbortService,
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
} from '@simplewebauthn/browser';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useEffect, useEffectEvent, useState } from 'react';
import { api } from '../../api.ts';
import type { Session } from '../../session.ts';

type Asked = 'button' | 'autofill';

/** Signing in with a passkey: by its button, and by the suggestions of the e-mail's box where the browser can. */
export function usePasskey(onEnter: (session: Session) => Promise<void>) {
  const [offered] = useState(() => globalThis.isSecureContext && browserSupportsWebAuthn());
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const enter = async (how: Asked) => {
    const used = await present(how);
    if (used) await onEnter(await api('POST /sessions/passkey', { body: used }));
    return used !== undefined;
  };
  const suggest = useEffectEvent(() => {
    // Nobody asked for it: what goes wrong before a passkey is chosen is not said.
    enter('autofill').catch(setError);
  });
  useEffect(() => {
    if (!offered) return undefined;
    let left = false;
    void browserSupportsWebAuthnAutofill().then((can) => {
      if (can && !left) suggest();
    });
    return () => {
      left = true;
      WebAuthnAbortService.cancelCeremony();
    };
  }, [offered]);
  const ask = () => {
    setBusy(true);
    setStopped(false);
    setError(null);
    enter('button')
      .then((used) => setStopped(!used), setError)
      .finally(() => setBusy(false));
  };
  return { offered, busy, stopped, error, ask };
}

/** What the device signed; undefined when it was cancelled or took too long. */
async function present(how: Asked) {
  const { challenge, options } = await api('POST /sessions/passkey-options');
  try {
    // The server writes the options in the JSON of the WebAuthn standard, which the contract does not repeat.
    const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
    const response = await startAuthentication({ optionsJSON, useBrowserAutofill: how === 'autofill' });
    return { challenge, response: { ...response } };
  } catch {
    return undefined;
  }
}
