import type { CorpusReply } from './reply-corpus.fixture.ts';
import type { ReplyLabel } from './reply-rules.ts';

// Whole mails as they come: greetings, typing errors, signatures and what they quote. Invented before any rule was looked at for them, and never used
// to correct one: what is measured here is how the rules do on words they were not written for. All written on Tuesday 10 March 2026.

const says = (
  labels: ReplyLabel | readonly ReplyLabel[],
  text: string,
  more: Omit<CorpusReply, 'text' | 'labels'> = {},
): CorpusReply => ({ text, labels: typeof labels === 'string' ? [labels] : labels, ...more });

// What our own reminder said must never be read as the customer's words.
const history = `

Le lun. 9 mars 2026 à 09:12, Atelier Ferrand <relances@atelier-ferrand.exemple> a écrit :
> Madame, Monsieur,
> Sauf erreur de notre part, la facture F-2026-0051 de 840,00 € échue le 28/02/2026
> n'a pas été réglée. Si vous avez payé entre-temps, ne tenez pas compte de ce message.
> Nous contestons tout retard et vous prions de payer avant le 15 mars.`;
const outlook = `

De : Atelier Ferrand <relances@atelier-ferrand.exemple>
Envoyé : lundi 9 mars 2026 09:12
À : Comptabilité
Objet : Relance facture F-2026-0051

Sauf erreur de notre part, la facture F-2026-0051 reste impayée. Merci de la régler avant le 15 mars.`;
const english = `

On Mon, Mar 9, 2026 at 9:12 AM Ferrand Workshop <ar@ferrand.example> wrote:
> Our records show that invoice INV-7781 of $3,400.00 is overdue.
> If you have already paid, please disregard this message.`;
const signed = `

Bien cordialement,

Hélène Vasseur
Assistante comptable
Tél. 04 78 00 11 22
SARL Les Toits du Forez – 42 rue des Ormes, 42000 Saint-Étienne`;
const phone = '\n\nEnvoyé de mon iPhone';

export const fieldReplies: readonly CorpusReply[] = [
  // Paid, they say.
  says(
    'says-paid',
    `Bonjour Madame,\n\nLa facture F-2026-0051 a été virée le 6 mars, merci de vérifier vos comptes.${signed}${history}`,
    {
      day: '2026-03-06',
      invoices: ['F-2026-0051'],
    },
  ),
  says('says-paid', `bjr, c deja reglé depuis le 2 mars par virement${phone}`, { day: '2026-03-02' }),
  says('says-paid', `Bonjour,\nVotre facture est payée, voir le justificatif en PJ.\nBonne journée${history}`),
  says('says-paid', 'Bonjour\nnous avons envoyé un cheque de 1250,50 euros jeudi dernier pour la 0042.\nSalutations', {
    day: '2026-03-05',
    amount: 125_050n,
  }),
  says('says-paid', `Cette facture a été soldée le 27 février (virement SEPA réf. 8841220).${signed}`, { day: '2026-02-27' }),
  says('says-paid', 'Je ne comprends pas votre relance : le prélèvement est passé sur notre compte le 1er mars.', {
    day: '2026-03-01',
  }),
  says('says-paid', `Bonjour,\n\nRèglement effectué ce jour.\n\nCdt\nM. Tessier${outlook}`, { day: '2026-03-10' }),
  says('says-paid', 'Bonjour, le paiement est parti vendredi, vous devriez l’avoir demain au plus tard.', { day: '2026-03-06' }),
  says('says-paid', `Le virement de 840 € a été exécuté hier matin par notre banque.${history}`, {
    day: '2026-03-09',
    amount: 84_000n,
  }),
  says('says-paid', 'Payé par CB sur votre site le 28/02.', { day: '2026-02-28' }),
  says('says-paid', 'Notre service trésorerie me confirme que FA20260117 a bien été réglée le 4 mars.', {
    day: '2026-03-04',
    invoices: ['FA20260117'],
  }),
  says(
    'says-paid',
    `Hi there,\n\nInvoice INV-7781 was paid on March 4 via ACH. Please check with your bank.\n\nThanks,\nDana Reyes\nAP Specialist${english}`,
    {
      day: '2026-03-04',
      invoices: ['INV-7781'],
    },
  ),
  says('says-paid', `We settled this one last Thursday. Remittance advice attached.${english}`, { day: '2026-03-05' }),
  says('says-paid', 'Pls note payment has been released yesterday, should reach u soon', { day: '2026-03-09' }),
  says('says-paid', 'Our bank confirms the wire of $3,400.00 went out on 3/5.', { amount: 340_000n }),
  says('says-paid', 'Already paid!! Check your records before sending these.', {}),
  says('says-paid', 'Dear Sir or Madam,\nKindly note that we transferred the full balance on 2 March 2026.\nYours faithfully', {
    day: '2026-03-02',
  }),
  says('says-paid', 'A cheque was posted to you on Friday.', { day: '2026-03-06' }),

  // Will pay.
  says('promise', `Bonjour,\n\nLa facture F-2026-0042 sera réglée le 20 mars.${signed}${history}`, {
    day: '2026-03-20',
    invoices: ['F-2026-0042'],
  }),
  says('promise', `ok je fais le virement demain sans faute${phone}`, { day: '2026-03-11' }),
  says('promise', `Bonjour, mise en paiement prévue sur notre échéance du 15/03. Cordialement${outlook}`, { day: '2026-03-15' }),
  says('promise', 'Désolée du retard, on vous règle vendredi !', { day: '2026-03-13' }),
  says('promise', `Bonjour Monsieur,\nVotre facture est passée en bon à payer, le règlement interviendra au 31 mars.${signed}`, {
    day: '2026-03-31',
  }),
  says('promise', 'Nous vous ferons parvenir un chèque de 500 € en début de semaine prochaine, lundi 16.', {
    day: '2026-03-16',
    amount: 50_000n,
  }),
  says('promise', 'Le directeur signe les virements jeudi, la vôtre en fait partie.', { day: '2026-03-12' }),
  says('promise', 'Je m’en occupe dès mon retour et vous paye le 24 mars au plus tard.', { day: '2026-03-24' }),
  says('promise', `Bonjour, le paiement est programmé pour le 18 mars 2026, désolé pour l’attente.${history}`, {
    day: '2026-03-18',
  }),
  says('promise', 'slt, virement fait fin de semaine', { day: '2026-03-13' }),
  says('promise', 'Nous réglons à 60 jours fin de mois : paiement le 31/03.', { day: '2026-03-31' }),
  says('promise', 'Le solde vous sera versé sous 8 jours.', { day: '2026-03-18' }),
  says('promise', `Hello,\n\nThis will be included in our payment run of March 18.\n\nBest,\nOwen${english}`, {
    day: '2026-03-18',
  }),
  says('promise', 'Sorry for the delay, we will wire the funds tomorrow.', { day: '2026-03-11' }),
  says('promise', 'Payment is scheduled for 20/03/2026.', { day: '2026-03-20' }),
  says('promise', 'hey, gonna pay this friday', { day: '2026-03-13' }),
  says('promise', 'INV-7781 has been approved and you can expect payment by the end of the month.', {
    day: '2026-03-31',
    invoices: ['INV-7781'],
  }),
  says('promise', 'You will receive €1,000 next Monday and nothing will be late after that.', {
    day: '2026-03-16',
    amount: 100_000n,
  }),
  says('promise', 'Our controller signs off on Thursday, funds will reach you the same day.', { day: '2026-03-12' }),
  says('promise', 'We shall remit the outstanding amount within ten days.', { day: '2026-03-20' }),
  says('promise', 'We are going to clear the account on 25 March.', { day: '2026-03-25' }),

  // Disputes.
  says(
    'dispute',
    `Bonjour,\n\nNous ne paierons pas cette facture tant que les deux palettes manquantes ne seront pas livrées.${signed}`,
    {
      reason: 'delivery',
    },
  ),
  says('dispute', `Le tarif ne correspond pas au devis signé : 12 € l’unité au lieu de 10 €.${history}`, { reason: 'price' }),
  says('dispute', 'Cette prestation n’a jamais été réalisée chez nous.', {}),
  says('dispute', 'Bonjour, il y a une erreur sur la facture F-2026-0042, la TVA est fausse. Merci de la corriger.', {
    invoices: ['F-2026-0042'],
  }),
  says('dispute', 'La marchandise est arrivée cassée, voir photos. On attend un avoir.', { reason: 'quality' }),
  says('dispute', 'On nous a facturé deux fois le meme chantier !!', { reason: 'duplicate' }),
  says('dispute', 'Nous attendons toujours l’avoir promis par votre commercial avant de régler.', { reason: 'credit-expected' }),
  says('dispute', 'Commande annulée le 10 janvier, cette facture n’est donc pas due.', { reason: 'not-ordered' }),
  says('dispute', `Votre facture est bloquée chez nous : il manque le numéro de commande.${outlook}`, {
    reason: 'missing-order-number',
  }),
  says('dispute', 'Nous contestons formellement le montant réclamé.', {}),
  says('dispute', 'Les quantités facturées ne sont pas celles du bon de livraison.', {}),
  says('dispute', 'Les travaux ne sont pas conformes et votre équipe n’est jamais revenue lever les réserves.', {
    reason: 'quality',
  }),
  says('dispute', 'The unit price on INV-7781 does not match our PO.', { reason: 'price', invoices: ['INV-7781'] }),
  says('dispute', `We never received half of this shipment, so we are holding payment until it is delivered.${english}`, {
    reason: 'delivery',
  }),
  says('dispute', 'The machine stopped working after two days. We will not pay until it is fixed.', { reason: 'quality' }),
  says('dispute', 'You billed us twice for the same service in February.', { reason: 'duplicate' }),
  says('dispute', 'We did not order this. Please cancel the invoice.', { reason: 'not-ordered' }),
  says('dispute', 'This invoice cannot be processed as there is no PO number on it.', { reason: 'missing-order-number' }),
  says('dispute', 'We are still waiting for the credit note your sales rep promised.', { reason: 'credit-expected' }),
  says('dispute', 'I dispute this charge, the agreed discount was not applied.', { reason: 'price' }),

  // Asks for a document.
  says('asks-document', `Bonjour,\n\nPouvez-vous me renvoyer la facture F-2026-0051 svp, je ne la retrouve pas.${signed}`, {
    document: 'invoice',
    invoices: ['F-2026-0051'],
  }),
  says('asks-document', `Bonjour, nous n’avons jamais reçu cette facture. Merci de nous l’adresser.${history}`, {
    document: 'invoice',
  }),
  says('asks-document', 'Merci de me transmettre un relevé de compte à jour.', { document: 'statement' }),
  says('asks-document', 'Pouvez-vous nous communiquer votre RIB ?', { document: 'bank-details' }),
  says('asks-document', 'pouvez vs me renvoyé la facture en pdf merci', { document: 'invoice' }),
  says('asks-document', 'Il me faudrait un duplicata de la FA20260117 pour la passer en compta.', {
    document: 'invoice',
    invoices: ['FA20260117'],
  }),
  says('asks-document', 'Auriez-vous le bon de livraison signé correspondant ?', { document: 'proof-of-delivery' }),
  says('asks-document', `Vos coordonnées bancaires ont-elles changé ? Merci de nous renvoyer un IBAN.${outlook}`, {
    document: 'bank-details',
  }),
  says('asks-document', 'Je n’ai aucune trace de cette facture, vous pouvez me l’envoyer ?', { document: 'invoice' }),
  says('asks-document', `Hi,\n\nCould you please send me a copy of INV-7781? I can't find it.\n\nCheers,\nTom${english}`, {
    document: 'invoice',
    invoices: ['INV-7781'],
  }),
  says('asks-document', 'Please send us a statement of account so we can reconcile.', { document: 'statement' }),
  says('asks-document', 'What are your bank details for the transfer?', { document: 'bank-details' }),
  says('asks-document', 'We do not have this invoice on file, kindly resend.', { document: 'invoice' }),
  says('asks-document', 'Can I get proof of delivery for this one?', { document: 'proof-of-delivery' }),
  says('asks-document', 'pls forward invoice copy', { document: 'invoice' }),

  // Time, instalments.
  says('asks-delay', 'Bonjour, serait-il possible d’étaler le paiement en trois fois ?', { instalments: 3 }),
  says('asks-delay', `Nous traversons une période difficile et sollicitons un délai de paiement de 30 jours.${signed}`),
  says('asks-delay', 'Pourriez-vous nous accorder un échéancier sur 4 mois ?', {}),
  says('asks-delay', 'on est un peu juste en tréso ce mois ci, on peut payer le mois prochain ?', {}),
  says('asks-delay', 'Je souhaiterais un report d’échéance, est-ce envisageable ?', {}),
  says('asks-delay', `Could we pay this in two instalments?${english}`, { instalments: 2 }),
  says('asks-delay', 'We are experiencing cash flow difficulties and would like to request an extension.', {}),
  says('asks-delay', 'Would you agree to a payment plan over six months?', {}),
  says('asks-delay', 'Is there any chance you could give us another two weeks?', {}),

  // Wrong contact.
  says(
    'wrong-contact',
    `Bonjour,\n\nJe ne m’occupe plus de la comptabilité fournisseurs, merci de contacter ma collègue : fournisseurs@toits-forez.exemple${history}`,
    {
      email: 'fournisseurs@toits-forez.exemple',
    },
  ),
  says('wrong-contact', 'M. Perrin ne fait plus partie de la société. Adressez-vous à Mme Lang, c.lang@client.exemple', {
    email: 'c.lang@client.exemple',
  }),
  says('wrong-contact', 'Vous vous trompez d’interlocuteur, je suis le service RH.', {}),
  says('wrong-contact', 'Cette facture concerne notre filiale de Lyon, pas nous.', {}),
  says('wrong-contact', 'Merci d’envoyer vos factures à l’adresse compta@client.exemple désormais.', {
    email: 'compta@client.exemple',
  }),
  says('wrong-contact', `I'm not the right person for this, please reach out to Nina Holt at ap@client.example${english}`, {
    email: 'ap@client.example',
  }),
  says('wrong-contact', 'Please note that I no longer work in accounts payable.', {}),
  says('wrong-contact', 'You have the wrong company. We have never heard of you.', {}),
  says('wrong-contact', 'For invoices please use invoices@client.example from now on.', { email: 'invoices@client.example' }),

  // Insolvency.
  says(
    'insolvency',
    `Nous vous informons que la société a été placée en redressement judiciaire par jugement du 3 mars 2026.${signed}`,
  ),
  says(
    'insolvency',
    'La liquidation judiciaire a été prononcée, veuillez déclarer votre créance auprès de Me Dorval, mandataire.',
    {},
  ),
  says(
    'insolvency',
    'Une procédure de sauvegarde est ouverte : nous n’avons plus le droit de régler les dettes antérieures.',
    {},
  ),
  says('insolvency', 'Please be advised that the company entered administration on 1 March.', {}),
  says('insolvency', 'We have filed for Chapter 11; all pre-petition claims are stayed.', {}),
  says('insolvency', 'la boite est en liquidation depuis janvier, voyez avec le liquidateur', {}),

  // Refuses, angry.
  says('refuses', 'Nous refusons de payer.', {}),
  says('refuses', 'Inutile d’insister, nous ne réglerons pas cette somme.', {}),
  says('refuses', 'We are not going to pay this.', {}),
  says('hostile', 'Vos relances sont du harcèlement, nous transmettons à notre avocat.', {}),
  says('hostile', 'Arrêtez de nous harceler avec vos mails !!!', {}),
  says('hostile', 'Stop spamming us or you will hear from our lawyers.', {}),

  // Nothing to note.
  says('thanks', 'Merci beaucoup, bonne journée à vous.', {}),
  says('thanks', 'Bien reçu, merci.', {}),
  says('thanks', `Thanks for letting me know!${english}`, {}),
  says('other', `Bonjour, je transfère à mon responsable qui revient vers vous.${history}`, {}),
  says('other', 'Pouvez-vous me rappeler au 06 12 00 34 56 ?', {}),
  says('other', 'On regarde ça et on vous tient au courant.', {}),
  says('other', `I'll look into it and get back to you.${english}`, {}),
  says('other', 'Nous vérifions si cette facture a été payée.', {}),
  says('other', 'De quelle facture s’agit-il ?', {}),
  says('other', 'We have not paid this yet, I am checking why.', {}),
  says('other', 'Could you call me to discuss?', {}),
  says('other', 'Le virement n’a pas encore été validé par notre banque.', {}),
  says('other', 'Avant tout paiement il faudrait passer par notre plateforme fournisseurs.', {}),

  // Several things at once.
  says(
    ['says-paid', 'dispute'],
    'La F-2026-0042 est payée depuis le 2 mars. Par contre nous contestons la F-2026-0051, le prix est faux.',
  ),
  says(['promise', 'asks-document'], `Nous paierons le 20 mars mais merci de nous renvoyer la facture.${history}`, {
    day: '2026-03-20',
  }),
  says(['promise', 'asks-delay'], 'Nous pouvons verser 400 € le 15 mars ; serait-il possible d’étaler le reste en deux fois ?'),
  says(['dispute', 'promise'], 'Half of the goods are missing. We will pay the rest on 20 March.'),
  says(['says-paid', 'asks-document'], 'Paid on March 3. Please send me a statement.'),
  says(['says-paid', 'promise'], `J’ai payé la moitié hier, le reste suivra lundi.${phone}`),
];
