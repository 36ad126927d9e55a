import { addDays, type Day } from '../../../kernel/days.ts';
import type { Finding, Mention, OpenItem, Span } from '../intake/reading.ts';

export type ProposalKind = 'promise' | 'says-paid' | 'dispute' | 'send-document' | 'contact' | 'insolvency';
/** What a proposal would do; amounts are minor units as text, for JSON. */
export type ProposalContent = {
  readonly items: readonly { readonly itemId: string; readonly minor: string }[];
  readonly day: Day | null;
  readonly means: string | null;
  readonly disputeType: string | null;
  readonly document: string | null;
  readonly contact: { readonly name: string; readonly email: string | null } | null;
};
export type NewProposal = {
  readonly kind: ProposalKind;
  readonly confidence: number;
  readonly foundBy: 'rules' | 'model';
  readonly evidence: readonly Span[];
  readonly content: ProposalContent;
};
/** What the mail is about, besides its own words. */
export type About = {
  readonly items: readonly OpenItem[];
  readonly mentions: readonly Mention[];
  /** Items our message listed that the mail answers. */
  readonly answeredItemIds: readonly string[];
  readonly today: Day;
};

const furthestPromiseDays = 366;
const mostItems = 500;
const nothing: ProposalContent = { items: [], day: null, means: null, disputeType: null, document: null, contact: null };

/** What a reply may lead to, finding by finding, on the customer's own open items. Nothing is done: a person or a rule of the settings decides. */
export function propose(findings: readonly Finding[], about: About): NewProposal[] {
  return findings.flatMap((finding) => {
    // “Invoice A is paid, we contest the rest”: what one thing is said of is not what another one means.
    const taken = findings.filter((other) => other !== finding).flatMap(({ itemIds }) => itemIds);
    const rest = about.items.filter(({ id }) => !taken.includes(id));
    const proposed = proposalOf(finding, finding.itemIds.length > 0 || rest.length === 0 ? about : { ...about, items: rest });
    const { confidence, foundBy, evidence } = finding;
    return proposed ? [{ kind: proposed.kind, content: { ...nothing, ...proposed.content }, confidence, foundBy, evidence }] : [];
  });
}

function proposalOf(
  finding: Finding,
  about: About,
): { readonly kind: ProposalKind; readonly content: Partial<ProposalContent> } | undefined {
  const { today } = about;
  switch (finding.label) {
    case 'promise': {
      const day =
        finding.day !== null && finding.day >= today && finding.day <= addDays(today, furthestPromiseDays) ? finding.day : null;
      return { kind: 'promise', content: { items: upTo(itemsMeant(finding, about), finding), day, means: finding.means } };
    }
    case 'says-paid': {
      const day = finding.day !== null && finding.day <= today ? finding.day : null;
      return { kind: 'says-paid', content: { items: whole(itemsMeant(finding, about)), day, means: finding.means } };
    }
    case 'dispute':
      return {
        kind: 'dispute',
        content: { items: whole(itemsMeant(finding, about)), disputeType: disputeTypes[finding.reasons[0] ?? ''] ?? 'other' },
      };
    case 'asks-document': {
      const document = finding.documents.find((one) => one === 'invoice' || one === 'statement' || one === 'bank-details');
      if (document === undefined) return undefined;
      return {
        kind: 'send-document',
        content: { document, items: document === 'invoice' ? whole(itemsMeant(finding, about)) : [] },
      };
    }
    case 'wrong-contact': {
      const { name = null, email = null } = finding.contact ?? {};
      return name === null && email === null ? undefined : { kind: 'contact', content: { contact: { name: name ?? '', email } } };
    }
    case 'insolvency':
      return { kind: 'insolvency', content: {} };
    case 'asks-delay':
    case 'refuses':
    case 'hostile':
    case 'thanks':
    case 'other':
      return undefined;
  }
}

const disputeTypes: Readonly<Record<string, string>> = {
  price: 'price',
  delivery: 'delivery',
  quality: 'quality',
  'not-ordered': 'not-ordered',
  'missing-order-number': 'administrative',
  duplicate: 'duplicate',
  'credit-expected': 'administrative',
};

/** Named beside the words; else named in the mail; else the one item of the amount said; else what we wrote about; else all that is late. One currency. */
function itemsMeant(finding: Finding, { items, mentions, answeredItemIds, today }: About): OpenItem[] {
  const owed = items.filter((item) => item.openMinor > 0n);
  const among = (ids: readonly string[]) => owed.filter((item) => ids.includes(item.id));
  const ofAmount = owed.filter((item) => finding.amountMinor !== null && item.openMinor === BigInt(finding.amountMinor));
  const late = owed.filter((item) => item.dueOn !== null && item.dueOn < today);
  const unknownNamed = mentions.length > 0 && mentions.every(({ itemId }) => itemId === null);
  const meant =
    [
      among(finding.itemIds),
      among(mentions.flatMap(({ itemId }) => itemId ?? [])),
      ofAmount.length === 1 ? ofAmount : [],
      // It names invoices that are not open: which open ones it means is for a person to say.
      ...(unknownNamed ? [] : [among(answeredItemIds), late]),
    ].find((some) => some.length > 0) ?? [];
  const currency = finding.currency ?? meant[0]?.currency;
  return meant
    .filter((item) => item.currency === currency)
    .toSorted((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? '') || a.number.localeCompare(b.number))
    .slice(0, mostItems);
}

function whole(items: readonly OpenItem[]): ProposalContent['items'] {
  return items.map(({ id, openMinor }) => ({ itemId: id, minor: openMinor.toString() }));
}

/** The amount promised on the items meant, the oldest due first; without an amount, all of them. */
function upTo(items: readonly OpenItem[], { amountMinor }: Finding): ProposalContent['items'] {
  if (amountMinor === null) return whole(items);
  let left = BigInt(amountMinor);
  return items.flatMap(({ id, openMinor }) => {
    const part = left < openMinor ? left : openMinor;
    left -= part;
    return part > 0n ? [{ itemId: id, minor: part.toString() }] : [];
  });
}

/** Whether nothing is left for a person to fill in before accepting. */
export function isComplete(kind: ProposalKind, content: ProposalContent): boolean {
  switch (kind) {
    case 'promise':
      return content.day !== null && content.items.length > 0;
    case 'says-paid':
    case 'dispute':
      return content.items.length > 0;
    case 'send-document':
      return content.document !== 'invoice' || content.items.length > 0;
    case 'contact':
      return content.contact?.email !== null && content.contact?.email !== undefined;
    case 'insolvency':
      return true;
  }
}
