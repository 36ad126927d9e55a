import { rule, type AskedDocument, type DisputeReason, type ReplyRule } from './reply-rules.ts';

// Who wants a quote for something broken objects to nothing.
const quoteWanted = /\bdevis (?:pour|de|concernant)|\bun devis\b|\bquote for\b|\b(?:a|your) (?:quote|quotation|estimate)\b/;

/** A rule for what is objected to, and why. */
export function dispute(reason: DisputeReason, sure: number, source: string, unless?: RegExp): ReplyRule {
  const silent = [unless, reason === 'quality' ? quoteWanted : undefined].flatMap((one) => (one ? [one.source] : []));
  return rule('dispute', sure, source, {
    always: true,
    reason,
    ...(silent.length === 0 ? {} : { unless: new RegExp(silent.join('|')) }),
  });
}

const goods =
  '(?:marchandises?|commandes?|colis|produits?|livraisons?|materiels?|articles?|palettes?|pieces detachees|cartons?|prestations?)';
const goodsEn = '(?:goods|orders?|items?|parcels?|delivery|deliveries|shipments?|products?|pallets?|boxes|units|equipment)';

const disputes: readonly ReplyRule[] = [
  dispute(
    'price',
    88,
    `(?:prix|tarifs?|montants?|remises?|taux|tva|totaux|total|ristourne|quantites? facturees?)(?: \\S{1,24}){0,7}? (?:errones?|incorrects?|fausse?s?|faux|inexacts?|differents?|superieurs?|trop eleves?|trop)(?![a-z])`,
  ),
  dispute(
    'price',
    88,
    `(?:prix|tarifs?|montants?|remise|taux|tva|total|ristourne|escompte|facture)(?: \\S{1,24}){0,5}? n(?:e |')(?:\\S{1,12} ){0,4}?(?:pas|jamais|aucunement)(?: \\S{1,12}){0,2}? (?:correspond|conforme|applique|deduite?|prise en compte|le bon|celui|bonne?|correct|ce qui|convenu|respecte)`,
    /recu|parvenu/,
  ),
  dispute(
    'price',
    86,
    `(?:ne correspond(?:ent)? pas|n'est pas conforme|non conforme)(?: \\S{1,16}){0,4}? (?:devis|prix|tarif|contrat|montant|bon de commande|convenu|offre|commande)`,
  ),
  dispute(
    'price',
    88,
    `erreurs? (?:de |sur |dans )(?:\\S{1,12} ){0,2}?(?:prix|montant|tarif|facturation|tva|facture|remise|taux|calcul|quantite)`,
  ),
  dispute(
    'price',
    88,
    `surfactur\\S{0,6}|trop facture|facturee? a tort|factures? (?:est )?erronees?|factures? (?:est |sont )(?:fausses?|incorrectes?|inexactes?)`,
  ),
  dispute('price', 84, `au lieu (?:de|des) \\d`, /semaine|jours/),
  dispute(
    'price',
    88,
    `overcharg\\S{0,4}|overbilled|(?:wrong|incorrect|different) (?:unit )?(?:price|amount|rate|quantity|total|vat)|pricing (?:error|issue|mistake)|(?:price|billing|invoicing) (?:error|discrepanc\\S{1,4}|mistake)|discrepanc\\S{1,3}`,
  ),
  dispute(
    'price',
    86,
    `(?:price|amount|rate|vat|total|discount|quantity|invoice)(?: \\S{1,24}){0,6}? (?:is wrong|are wrong|is incorrect|incorrect|does not match|doesn't match|do not match|don't match|not what|differs|too high|higher than|not applied|not been applied|not include|missing|not as quoted|not agreed)`,
    /missing (?:from our|in our)|po |purchase|received/,
  ),
  dispute('price', 84, `not (?:as|what (?:was|we)) (?:been )?(?:quoted|agreed)|instead of (?:the )?(?:agreed |quoted )?[€$£\\d]`),
  dispute(
    'delivery',
    90,
    `(?:pas|jamais|rien|non)(?: \\S{1,10}){0,3}? (?:recue?s?|livree?s?|receptionnee?s?)(?: \\S{1,10}){0,4}? ${goods}`,
    /factures? (?:de|du|pour)|copie|duplicata/,
  ),
  dispute(
    'delivery',
    90,
    `${goods}(?: \\S{1,16}){0,8}? (?:pas|jamais|non|toujours pas|rien)(?: \\S{1,10}){0,3}? (?:recue?s?|livree?s?|arrivee?s?|receptionnee?s?|parvenue?s?)`,
    /\bfactures? (?:\S{1,12} ){0,4}(?:pas|jamais|non)/,
  ),
  dispute(
    'delivery',
    88,
    `(?:livraisons?|${goods}|palettes?|cartons?|colis)(?: \\S{1,12}){0,3}? (?:incomplete?s?|partielle?s?|en retard|manquante?s?|perdue?s?|tardive)`,
    /facture (?:manquante)/,
  ),
  dispute(
    'delivery',
    86,
    `il (?:nous |en )?manqu(?:e|ait)(?: \\S{1,12}){0,4}? (?:${goods}|\\d)|retard de livraison|n'avons (?:rien|jamais rien|toujours rien) recu|rien (?:n'a |ne nous a )(?:\\S{1,8} )?ete livre|n'a (?:jamais|pas) ete (?:livree?|effectuee?)(?![a-z])`,
    /\b(?:virement|paiement|reglement|facture manquante|bons? (?:de|d'|signe)|bl\b|pv\b|copie|justificatif|document)/,
  ),
  dispute(
    'delivery',
    90,
    `(?:not|never|\\w{2,6}n't|nothing)(?: \\S{1,10}){0,3}? (?:receive[d]?|delivered|arrived|get|got|had)(?: \\S{1,12}){0,4}? ${goodsEn}`,
    /\binvoices?\b(?! for)|statement|copy/,
  ),
  dispute(
    'delivery',
    90,
    `${goodsEn}(?: \\S{1,16}){0,8}? (?:not|never|\\w{2,6}n't|yet to)(?: \\S{1,10}){0,2}? (?:delivered|arrived?|received?|shipped|been delivered|be delivered)`,
  ),
  dispute(
    'delivery',
    88,
    `missing (?:\\S{1,10} )?(?:items?|goods|pallets?|units|boxes|parts)|short(?:ed| delivery| shipment| shipped)|late delivery|incomplete (?:delivery|order|shipment)|delivered only|only (?:\\S{1,10} ){0,3}?(?:delivered|received|arrived)|(?:only|received) \\S{1,8} of the|missing (?:\\S{1,10} ){1,2}(?:from|in) (?:this|the|that|your|our) (?:delivery|order|shipment)|delivered (?:\\S{1,10} )?late|delivery was (?:late|short|incomplete)|(?:items?|goods|pallets?|units|boxes|parts) (?:are|is|were|was) (?:still )?missing`,
  ),
  dispute(
    'quality',
    90,
    `(?:defectueu(?:x|se|ses)|cassee?s?|abimee?s?|endommagee?s?|malfacons?|inutilisables?|vices? cache|defauts?|mauvaise qualite|qualite (?:insuffisante|mediocre|deplorable)|ne fonctionne(?:nt)? (?:pas|plus|toujours pas)|en panne)(?![a-z])`,
    /\bdefaut de (?:paiement|reglement)|par defaut/,
  ),
  dispute(
    'quality',
    86,
    `(?:travaux|prestations?|interventions?|chantier|missions?|installation)(?: \\S{1,16}){0,6}? (?:inacheve\\S{0,2}|mal (?:fait|realis|execut)\\S{0,4}|pas (?:termin|fini|ete|conform|satisf)\\S{0,6}|jamais (?:ete )?(?:termin|fini|realis|effectu)\\S{0,4}|non (?:termin|realis|conform|fini)\\S{0,4}|baclee?s?)|reserves? (?:non |pas |n'ont pas )(?:ete )?levees?|levee des reserves`,
  ),
  dispute(
    'quality',
    90,
    `(?:damaged|defective|faulty|broken|poor quality|substandard|unusable|scratched)(?![a-z])|(?:does not|doesn't|do not|don't|never) work(?:s|ed)?(?![a-z])|not (?:working|up to standard|fit for|satisf\\S{1,8})|(?:work|job|service)(?: \\S{1,12}){0,4}? (?:unfinished|incomplete|not (?:been )?(?:completed|finished|performed|done|carried out))`,
    /link|attachment|pdf|does(?:n't| not) work (?:for|at|here)|no longer/,
  ),
  dispute(
    'not-ordered',
    90,
    `(?:pas|jamais|rien)(?: \\S{1,10}){0,2}? (?:commande|souscrit|signe)(?:e?s?)(?![a-z])|(?:commande|abonnement|contrat)(?: \\S{1,12}){0,5}? (?:annulee?|resiliee?)|(?:avons|ai|avions|avais|a) (?:bien |ete )?(?:annulee?|resiliee?)|pas (?:notre|la notre|a nous|pour nous)(?![a-z])|ne (?:nous|me) concernent? pas|aucune trace (?:de |d')(?:cette |la |une )?commande|inconnue? (?:chez nous|de nos services|dans nos)`,
    /numero/,
  ),
  dispute(
    'not-ordered',
    90,
    `(?:never|not|n't)(?: \\S{1,10}){0,2}? (?:ordered|order|requested|request|subscribed|subscribe|agreed|agree to)(?![a-z])|cancel?led (?:the|this|our|that) (?:order|contract|subscription|service)|(?:order|contract|subscription)(?: \\S{1,10}){0,3}? cancel?led|not our (?:order|invoice|account|company)|(?:does|do) not (?:concern|relate to|belong to) us|no record of (?:this|the|any|such|that|placing) ?(?:order|an order)?`,
  ),
  dispute(
    'missing-order-number',
    90,
    `(?:numeros?|n°|no|references?|ref)\\.? ?(?:de |du |d')?(?:bons? de )?(?:commande|engagement)(?: \\S{1,16}){0,6}? (?:manqu\\S{0,5}|absente?|n'apparait|ne figure|obligatoire|errone|incorrect|non indique|pas indique|requis)|sans (?:le |un |notre |votre )?(?:numero|n°|bon|reference|no) de (?:bon de )?commande|(?:manque|absence d[eu]|oubli(?:e|ez)? (?:le|du)|indiquer|mentionner|preciser|ajouter|faire figurer|porte pas|mentionne pas|comporte pas)(?: \\S{1,8}){0,3}? ?(?:numeros?|n°|no|bons?|references?) (?:de |d')(?:bon de )?(?:commande|engagement)|numero d'engagement|code service`,
  ),
  dispute(
    'missing-order-number',
    90,
    `(?:missing|without|no|lacks?|quote|include|need|needs|add|requires?|state|show|mention)(?: \\S{1,10}){0,4}? (?:(?:valid )?(?:po|purchase order)|order (?:number|no|reference|ref))(?![a-z])|po (?:number|reference|ref|no)(?: \\S{1,10}){0,4}? (?:missing|required|mandatory|not|wrong)`,
    /no record/,
  ),
  dispute(
    'duplicate',
    90,
    `doublons?|factur\\S{1,5}(?: \\S{1,12}){0,5}? (?:en double|deux fois)|en double(?![a-z])|deja (?:ete )?factur\\S{1,4}|double factur\\S{1,6}|meme (?:prestation|facture|commande)(?: \\S{1,12}){0,4}? deux fois`,
  ),
  dispute(
    'duplicate',
    90,
    `duplicate (?:invoices?|of (?:invoice|our)|charges?|billing|entry)|(?:invoiced|billed|charged)(?: \\S{1,10}){0,4}? twice|double (?:billing|billed|invoiced?|charged|charge)|same (?:invoice|order|service)(?: \\S{1,10}){0,3}? twice|already (?:been )?(?:invoiced|billed)`,
    /send|copy|provide|resend/,
  ),
  dispute(
    'credit-expected',
    88,
    `(?:attente|attend(?:ons|s)|attendions|recu|emettre|etablir|faire|promis|manque|deduire|deduit|demand\\S{1,4}|envoyer|recevoir|emis|editer|reclam\\S{1,5}|annoncee?|prendre en compte|tenir compte)(?: \\S{1,16}){0,4}? ?(?:d'un |un |l'|d'|de l'|votre |notre |cet |les |aucun |nos )avoirs?(?! (?:recu|paye|regle|ete|un|une|le|la|les|du|des|l'|fait))(?![a-z])|avoir (?:de \\d|correspondant|promis|attendu|n'a|non|pas|sur la facture|pour (?:la|le|les))`,
  ),
  dispute('credit-expected', 88, `credit (?:note|memo)s?(?! ?(?:attached|enclosed))(?![a-z])`),
  dispute(
    'unspecified',
    86,
    `contest(?:e|ons|er|ee|ees|ation)(?![a-z])|(?:en |un |le |ce |du )litige|litigieuses?|reclamations?|desaccord|pas d'accord|(?:facture|somme)s? (?:est |sont )?bloquees?`,
  ),
  dispute(
    'unspecified',
    88,
    `(?:we|i|hereby|formally|to) dispute|in dispute|disputed?(?![a-z])|disagree(?![a-z])|object to|(?:raised?|have|has) (?:a |an )?(?:query|complaint|claim|issue)(?: \\S{1,10}){0,3}? (?:on|about|with|regarding|against)|invoice is (?:incorrect|wrong|not correct)|on hold (?:because|due|pending)`,
  ),
];

/** A rule for what is asked to be sent. */
export const asks = (document: AskedDocument, sure: number, source: string, unless?: RegExp): ReplyRule =>
  rule('asks-document', sure, source, { always: true, document, ...(unless === undefined ? {} : { unless }) });

const send =
  "(?:envoyer|envoyez|renvoyer|renvoyez|re-envoyer|transmettre|transmettez|retransmettre|adresser|adressez|parvenir|fournir|fournissez|communiquer|communiquez|joindre|obtenir|recevoir|ravoir|besoin (?:de |d'|du |des )?|demandons|demande|voudrais|voudrions|souhaite|souhaitons|souhaiterais|aimerais|faudrait|faut|avoir|attente de|attendons|attends|manque|recuperer)";
const sendEn =
  '(?:send|resend|re-send|forward|forwarding|sending|resending|provide|share|email|e-mail|attach|supply|request|requesting|need|require|copy us|let us have|let me have|could (?:we|i) (?:have|get)|can (?:we|i) (?:have|get)|may (?:we|i) have|would like)';
const sending =
  /\b(?:vous (?:envoie|envoyons|transmets|transmettons|adresse|adressons|ai envoye|avons envoye)|j'ai envoye|we (?:have )?sent|i (?:have )?sent|we (?:have )?(?:paid|processed))\b/;

const documents: readonly ReplyRule[] = [
  asks(
    'invoice',
    88,
    `${send}(?: \\S{1,16}){0,6}? ?(?:factures?|duplicatas?|copies?|doubles?)(?![a-z])`,
    new RegExp(
      `${sending.source}|preuve|avoirs?\\b|sans avoir|apres avoir|pour avoir|vos (?:futures|prochaines)|desormais|paye|regle|justificatif de (?:paiement|virement)|factur\\S{0,3} correct|nouvelle facture`,
    ),
  ),
  asks(
    'invoice',
    90,
    `(?:pas|jamais|non|rien|aucune)(?: \\S{1,10}){0,4}? ?(?:recue?s?|trouvee?s?|retrouvee?s?|parvenue?s?|en possession|eue?s?|trace)(?: \\S{1,12}){0,4}? ?(?:factures?)(?![a-z])`,
  ),
  asks(
    'invoice',
    90,
    `(?:cette |la |ces |les |votre |vos )?factures?(?: \\S{1,20}){0,6}? (?:pas|jamais|non|introuvables?|manquantes?|manque|manquent)(?: \\S{1,8}){0,3}? ?(?:recue?s?|parvenue?s?|trouvee?s?|retrouvee?s?|en notre possession|arrivee?s?|enregistree?s?|comptabilisee?s?|saisie?s?)?`,
    /\b(?:pay|regl|due|conforme|correspond|correct|d'accord|commande|livr|concern|porte|mentionne|comporte|figure|applique|bon prix|contest|notre|nous concerne)\w*/,
  ),
  asks(
    'invoice',
    90,
    `duplicatas?|copie (?:de |d'|des |du )(?:la |cette |votre |vos |ces |ladite |toutes les |l'ensemble des )?factures?|n'(?:ai|avons) (?:pas|plus) (?:la |cette |ces |les |vos |votre |de )?factures?|(?:re)?trouv(?:e|ons|ent|er) (?:pas|plus|aucune) (?:la |cette |ces |les |vos |votre |de )?factures?`,
    /vous (?:trouverez|transm)/,
  ),
  asks(
    'invoice',
    88,
    `${sendEn}(?: \\S{1,12}){0,6}? (?:invoices?|copy|copies|pdf)(?![a-z])`,
    /\b(?:need(?:s)? to|require(?:s)? (?:a )?po|corrected|revised|proof|already|purchase order|pay the|paid|approve|approval)\b/,
  ),
  asks(
    'invoice',
    90,
    `cop(?:y|ies) of (?:the |this |that |your |all |these |those |said |any )?(?:\\S{1,12} )?invoices?|invoice cop(?:y|ies)`,
  ),
  asks(
    'invoice',
    90,
    `(?:not|n't|never|cannot|can't|unable to|no)(?: \\S{1,10}){0,3}? ?(?:received?|got|have|seen?|find|found|locate|trace|record of|sign of)(?: \\S{1,10}){0,5}? invoices?(?![a-z])`,
  ),
  asks(
    'invoice',
    88,
    `invoices?(?: \\S{1,16}){0,5}? (?:not|never|n't)(?: \\S{1,8}){0,2}? (?:received|reached us|in our system|on our system|arrived|registered|been received)`,
  ),
  asks(
    'statement',
    90,
    `(?:${send}(?: \\S{1,12}){0,5}? )(?:releves?|extraits? de compte|etat de compte|situation de compte|etat des factures|liste des factures|grand livre)(?! d'identite)`,
    sending,
  ),
  asks(
    'statement',
    90,
    `(?:${sendEn}(?: \\S{1,12}){0,5}? )(?:statements?|account statement|list of (?:all )?(?:open|outstanding|unpaid|overdue) invoices|ledger)(?![a-z])`,
  ),
  asks(
    'bank-details',
    90,
    `(?:${send}|confirmer|confirmez|quel est|quels sont|quelles sont|sur quel|rappeler|indiquer|donner|preciser)(?: \\S{1,12}){0,5}? ?(?:votre |vos |le |un |du |d'un )?(?:rib|iban|coordonnees bancaires|releve d'identite bancaire|numero de compte|compte bancaire)(?![a-z])`,
    sending,
  ),
  asks(
    'bank-details',
    90,
    `(?:${sendEn}|confirm|what (?:is|are)|which|remind us of)(?: \\S{1,12}){0,5}? (?:bank(?:ing)? details|iban|bank account|account (?:details|number)|wire (?:instructions|details)|remittance details|payment details)(?![a-z])`,
  ),
  asks(
    'proof-of-delivery',
    88,
    `(?:${send}(?: \\S{1,12}){0,5}? ?)(?:bons? de livraison|bl signes?|bl|preuves? de livraison|bons? d'intervention|feuilles? d'heures|pv de reception|bons? d'attachement|cra signe)(?![a-z])`,
    sending,
  ),
  asks(
    'proof-of-delivery',
    88,
    `(?:${sendEn}(?: \\S{1,12}){0,5}? )(?:proofs? of delivery|delivery notes?|pods?|timesheets?|signed delivery)(?![a-z])`,
  ),
  asks(
    'order',
    84,
    `(?:${send}(?: \\S{1,12}){0,5}? ?)(?:copie du |le |votre |notre )?(?:bons? de commande|devis signes?|contrat signe)(?![a-z])`,
    /numero|n°/,
  ),
];

/** What a reply objects to, and what it asks to be sent. */
export const disputeRules: readonly ReplyRule[] = [...disputes, ...documents];
