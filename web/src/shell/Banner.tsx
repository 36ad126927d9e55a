import { useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconFlask, IconMailOff } from '@tabler/icons-react';
import { useSession } from '../session.ts';
import { LentBanner } from './LentBanner.tsx';

/** Says at the top of every screen that messages do not really go out, that the data is invented, or that a portfolio is on loan. */
export function Banner() {
  const texts = useTexts().shell;
  const { sendingMode, tenant } = useSession();
  return (
    <>
      {tenant.isDemo && (
        <div className="s-banner" data-kind={sendingMode === 'test' ? 'demo' : sendingMode}>
          <IconFlask size={15} className="q-icon" aria-hidden />
          <span>{texts.demo[sendingMode]}</span>
          <Link to="/messages" search={{ tab: 'mailbox' }}>
            {texts.sending.openMailbox}
          </Link>
        </div>
      )}
      {/* Of the demonstration the banner above says it all. */}
      {sendingMode !== 'live' && !tenant.isDemo && (
        <div className="s-banner" data-kind={sendingMode}>
          <IconMailOff size={15} className="q-icon" aria-hidden />
          <span>{texts.sending[sendingMode]}</span>
          <Link to="/messages" search={{ tab: 'mailbox' }}>
            {texts.sending.openMailbox}
          </Link>
        </div>
      )}
      <LentBanner />
    </>
  );
}
