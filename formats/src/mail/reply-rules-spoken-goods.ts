import { asks, dispute } from './reply-rules-dispute.ts';
import { words, type ReplyRule } from './reply-rules.ts';

// What "reply-rules-dispute.ts" says in full sentences, as it is typed on a telephone or said over a counter.

const disputes: readonly ReplyRule[] = [
  dispute(
    'price',
    84,
    `(?:factur\\S{1,5}|compt(?:ez|e|ee?s?)|demandez)${words(8)}(?:alors qu|au lieu d)`,
    /\bcompte[rz]? sur|semaine|jours/,
  ),
  dispute('price', 84, `(?:charged|billed|invoiced)(?: us)?${words(8)}(?:but|instead of|whereas|when)(?![a-z])`),
  dispute('price', 86, `(?:was|were|been|originally) quoted(?![a-z])|quote (?:was|said|says|is)(?![a-z])`),
  dispute(
    'unspecified',
    82,
    `(?:send|issue|need|require|provide|await|awaiting|want|waiting for)${words(3)}(?:corrected|amended|revised) (?:invoice|bill|one)`,
  ),
  dispute(
    'unspecified',
    82,
    `factures? (?:rectifiee?s?|rectificatives?|corrigee?s?)(?![a-z])|(?:corriger|rectifier|refaire|modifier) (?:la |cette |votre |vos |l')factures?`,
  ),
  dispute(
    'quality',
    84,
    `(?:warped|cracked|bent|dented|torn|stained|rusty|crooked|leaking|leaks|chipped|mouldy|wrong (?:size|colou?r|model|item|goods))(?![a-z])`,
  ),
  dispute(
    'quality',
    84,
    `(?:tordue?s?|fissuree?s?|fendue?s?|fendille\\S{0,3}|rouillee?s?|voilee?s?|ebrechee?s?|mauvaise? (?:taille|couleur|modele|reference)|fuites?|prend l'eau)(?![a-z])`,
  ),
  dispute(
    'delivery',
    86,
    `missing (?:from|in|off|out of) (?:the|this|that|your|our)${words(2)}(?:delivery|order|shipment|parcel|consignment|pallet|box|van|load)`,
  ),
  // Who pays only once something is done objects to something.
  dispute(
    'unspecified',
    78,
    `(?:ne|n')(?: \\S{1,12}){0,2}? ?(?:paierons|paierai|reglerons|reglerai|paiera|reglera|payons|reglons|paie|paye) (?:donc )?(?:pas|rien)${words(6)}(?:tant que|avant que|avant d'avoir)`,
  ),
  dispute(
    'unspecified',
    78,
    `(?:not|n't)(?: \\S{1,10}){0,2}? (?:pay|paying|be paying|settle|settling|be settling)${words(6)}(?:until|till|unless)(?![a-z])`,
  ),
  dispute(
    'price',
    84,
    `(?:remise|rabais|ristourne|escompte|acompte|avoir|geste commercial)${words(7)}(?:n'apparait|ne figure|n'a (?:pas )?ete (?:deduit|applique)|pas (?:ete )?(?:deduite?|applique|pris)|oubliee?|absente?)`,
  ),
  dispute(
    'price',
    84,
    `(?:deposit|discount|rebate|retention)${words(4)}(?:not|n't|never)${words(3)}(?:deducted|applied|shown|taken|included)|forg(?:ot|otten) (?:the|our|to (?:apply|deduct|take off))${words(3)}(?:discount|deposit|rebate)`,
  ),
  dispute(
    'price',
    82,
    `(?:charged|added|applied|included)(?: us)? (?:the )?(?:vat|tax)(?![a-z])|(?:vat|tax)[- ]exempt|exempt from (?:vat|tax)|reverse charge|exoneree?s? de (?:tva|taxe)|autoliquidation|tva (?:a tort|en trop)`,
    /\\?/,
  ),
  dispute(
    'delivery',
    86,
    `(?:goods|orders?|items?|parcels?|delivery|deliveries|shipments?|pallets?|boxes|units|equipment|materials?|doors?|parts?)${words(3)}(?:never|not|n't)(?: \\S{1,8})? (?:turned up|turn up|showed up|show up|came|come|reached|made it|appeared)(?![a-z])`,
    /invoice|statement/,
  ),
  dispute(
    'quality',
    84,
    `(?:keeps?|kept) (?:breaking|failing|jamming|leaking|stopping)|broke(?:n)? (?:down|after|again|within)|f(?:ell|allen|alling) (?:apart|off|to pieces)|unsatisfactory|shoddy|poor(?:ly)? (?:job|work|workmanship|done|fitted|made|finished)|not (?:at all )?(?:happy|satisfied) with`,
  ),
  dispute(
    'quality',
    84,
    `(?:venez|revenez|merci de (?:venir|revenir)|devez|faut|a) (?:d'abord )?(?:reparer|refaire|remplacer|terminer|finir|reprendre)(?![a-z])|(?:tombee?s?|tombent)${words(3)}en panne|bacl\\S{1,3}|mal (?:posee?s?|montee?s?|faite?s?|finie?s?|realisee?s?|executee?s?|emballee?s?)|pas (?:du tout )?(?:contents?|satisfaite?s?)(?![a-z])`,
  ),
  dispute(
    'price',
    84,
    `ne (?:tient|tiennent|prend|prennent) pas (?:en )?compte|(?:had )?agreed (?:on )?(?:an? |the )?(?:\\S{1,12} )?(?:price|rate|discount|fee|quote)(?![a-z])`,
  ),
  dispute('unspecified', 82, `(?:under|covered by|within) (?:the |your |our )?(?:warranty|guarantee)|sous garantie`, /\?/),
  dispute('quality', 86, `(?:a|ont|avez) (?:raye|casse|abime|endommage|tache|brise|fissure)(?![a-z])`),
];

const documents: readonly ReplyRule[] = [
  asks(
    'statement',
    84,
    `(?:joindre|joignez|envoyer|envoyez|transmettre|transmettez|adresser|fournir|communiquer|avoir|faudrait|donner)${words(3)}(?:detail|recapitulatif|decompte|liste|etat|historique)${words(5)}(?:factures?|sommes?|du|due?s?|reste|solde|impaye\\S{0,2}|echeances?|compte)(?![a-z])`,
    /\bavant de payer a\b/,
  ),
  asks(
    'bank-details',
    84,
    `(?:which|what) (?:bank )?account(?![a-z])|(?:still|only) (?:has|have|shows?|see)${words(3)}old bank|old bank (?:account|details)`,
  ),
  asks('bank-details', 84, `(?:quel|ancien|nouveau) (?:compte|rib|iban)(?![a-z])`, /\bvire|\bregle|\bpaye|\bverse sur/),
  asks(
    'invoice',
    86,
    `(?:never|not|n't) (?:\\S{1,8} )?(?:saw|seen|had|got) (?:this|that|the|your|an?|any) (?:\\S{1,12} )?invoices?(?![a-z])`,
  ),
  asks(
    'invoice',
    80,
    `(?:please |pls |kindly |can you |could you )?(?:resend|re-send|send again)(?: (?:it|this|that|them))?(?: (?:to|please|pls|by|asap|over|and|so))(?![a-z])`,
    /cheque|check\b|payment|money|\b(?:we|i) (?:will|'ll|have|can|did)/,
  ),
  asks(
    'invoice',
    82,
    `(?:me|nous) (?:la |les |l')(?:re)?(?:envoyer|envoyez|transmettre|retransmettre|adresser|faire suivre|faire parvenir|scanner)(?![a-z])`,
    /\bavoir\b|marchandise|commande|colis|piece/,
  ),
  asks(
    'invoice',
    84,
    `(?:jamais|pas|toujours pas) (?:eu|recue?|vue?) (?:la |cette |votre )(?:facture|(?:n°|numero|no)? ?[a-z]{0,4}-?\\d{3,})`,
    /commande|colis|palette|livr/,
  ),
  asks(
    'invoice',
    84,
    `(?:pieces? jointes?|fichier|pdf|lien|pj)${words(5)}(?:illisibles?|vides?|corrompue?s?|ne (?:s'ouvre|fonctionne|marche)|absente?|manquante?|expiree?|impossible)|(?:ouvrir|lire) (?:la |le |votre |vos |cette )(?:pieces? jointes?|fichier|pdf|pj|lien)`,
  ),
  asks(
    'invoice',
    84,
    `(?:attachment|pdf|file|link)${words(4)}(?:missing|blank|empty|corrupt\\S{0,3}|(?:won't|wouldn't|doesn't|didn't|not) (?:open|work|load|come through|attached))|(?:can't|cannot|couldn't|unable to) open (?:the|your|this|that) (?:\\S{1,10} )?(?:attachment|pdf|file|link)|(?:forgot|nothing|no) (?:to attach|attached|attachment)`,
  ),
  asks(
    'invoice',
    84,
    `(?:envoyer|renvoyer|renvoyez|envoyez|transmettre|adresser|parvenir|fournir|send|resend|forward|e-?mail)${words(4)}[a-z]{1,4}[- ]?\\d[\\d-]{3,}`,
    /virement|paiement|reglement|cheque|payment|transfer|money|funds|remittance|proof|preuve|justificatif|avis|\b(?:je|nous) vous (?:envo|transm|adress)|\b(?:i|we)(?:'ll| will)/,
  ),
  asks(
    'statement',
    84,
    `(?:list|breakdown|summary|overview|schedule)${words(5)}(?:outstanding|owed|owing|owe|unpaid|overdue|open)(?![a-z])|what (?:exactly )?(?:do )?we (?:still )?owe(?![a-z])`,
    /payment schedule/,
  ),
  asks(
    'statement',
    84,
    `(?:liste|recap\\S{0,10}|point|etat|detail|situation)${words(5)}(?:impayee?s?|en attente|ouvertes?|restante?s?|non reglee?s?|que (?:nous|je) (?:vous )?(?:devons|dois))(?![a-z])`,
    /\bde (?:ma|notre) tresorerie/,
  ),
  asks(
    'proof-of-delivery',
    84,
    `(?:avez-vous|auriez-vous|vous avez|sans|attends|attendons)${words(2)}(?:pv|bl|bons? de livraison|bons? signes?)(?![a-z])`,
  ),
  asks(
    'bank-details',
    86,
    `(?:rib|iban)${words(4)}(?:pas|manque|absent|introuvable)(?![a-z])|ou (?:faut-il|dois-je|doit-on|devons-nous) (?:virer|payer|regler|verser)|where (?:do|should|shall) (?:i|we) (?:pay|send|wire|transfer)`,
    /\bchang/,
  ),
];

/** Everyday wordings of what a reply objects to, and what it asks to be sent. */
export const spokenGoodsRules: readonly ReplyRule[] = [...disputes, ...documents];
