import { useState } from 'react';
import { useMay } from '../../../session.ts';
import { InvitationsSection, LinkToHandOver } from './InvitationsSection.tsx';
import { InviteDrawer } from './InviteDrawer.tsx';
import type { Sent } from './InviteDrawer.tsx';
import { LoansSection } from './LoansSection.tsx';
import { MembersSection } from './MembersSection.tsx';
import './people.css';

/** Who works here: members with their rights, invitations, portfolios on loan. */
export function PeopleTab() {
  const administers = useMay('administer');
  const [inviting, setInviting] = useState(false);
  const [sent, setSent] = useState<Sent>();
  return (
    <>
      <MembersSection onInvite={() => setInviting(true)} />
      {administers && <InvitationsSection onLink={setSent} />}
      <LoansSection />
      {inviting && <InviteDrawer onClose={() => setInviting(false)} onLink={setSent} />}
      {sent && <LinkToHandOver sent={sent} onClose={() => setSent(undefined)} />}
    </>
  );
}
