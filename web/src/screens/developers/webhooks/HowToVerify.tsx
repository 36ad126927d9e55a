import { useTexts } from '@quitus/ui';
import { Shown } from '../Shown.tsx';

const withLibrary = `import { Webhook } from 'standardwebhooks';

// Throws when the call does not come from here, or is older than five minutes.
const event = new Webhook(process.env.QUITUS_WEBHOOK_SECRET).verify(body, request.headers);`;

const byHand = `signed    = webhook-id + "." + webhook-timestamp + "." + body
key       = base64 decoded of what follows "whsec_" in the secret
expected  = "v1," + base64(hmac_sha256(key, signed))
valid     = one of the parts of webhook-signature, split at spaces, equals expected
fresh     = webhook-timestamp is at most 5 minutes away from now`;

/** How a receiver knows that a call comes from here. */
export function HowToVerify() {
  const words = useTexts().developers.webhooks;
  return (
    <div className="d-verify">
      <p className="q-muted d-plain">{words.verifyLead}</p>
      <div className="d-verify-ways">
        <Shown label={words.verifyStandard} text={withLibrary} />
        <Shown label={words.verifyByHand} text={byHand} />
      </div>
    </div>
  );
}
