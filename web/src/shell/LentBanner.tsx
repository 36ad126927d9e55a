import { formatDay } from '@quitus/texts';
import { useLanguage, useTexts } from '@quitus/ui';
import { Link } from '@tanstack/react-router';
import { IconBeach } from '@tabler/icons-react';
import { useSession } from '../session.ts';

/** Says whose portfolios the person looks after today beside their own. */
export function LentBanner() {
  const words = useTexts().people.lent;
  const language = useLanguage();
  const { lentBy } = useSession();
  const [first] = lentBy;
  if (!first) return null;
  const last = lentBy.reduce((latest, each) => (each.until > latest ? each.until : latest), first.until);
  const until = formatDay(language, last);
  const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(lentBy.map((each) => each.name));
  return (
    <div className="s-banner" data-kind="lent">
      <IconBeach size={15} className="q-icon" aria-hidden />
      <span>{lentBy.length === 1 ? words.line(first.name, until) : words.several(names, until)}</span>
      <Link to="/settings" search={{ tab: 'people' }}>
        {words.see}
      </Link>
    </div>
  );
}
