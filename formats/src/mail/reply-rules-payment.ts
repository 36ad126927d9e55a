import { rule, words, type ReplyRule } from './reply-rules.ts';

const money = '(?:virements?|reglements?|paiements?|payements?|cheques?|versements?|transferts?|traites?|lcr|prelevements?)';
const paid = '(?:regle|paye|vire|verse|solde|acquitte|honore|debite|preleve|encaisse)(?:e?s?)(?![a-z])';
const done =
  '(?:effectue|emis|envoye|execute|parti|fait|passe|realise|poste|expedie|transmis|adresse|valide|initie|ordonne|remis|depose|encaisse|debite|lance)(?:e?s?)(?![a-z])';
const pay = '(?:payer|regler|virer|verser|solder|honorer)(?![a-z])';
const carryOut = '(?:effectuer|proceder|faire|envoyer|lancer|emettre|declencher|adresser|executer|poster|transmettre)(?![a-z])';
const payment = '(?:payments?|transfers?|wires?|remittances?|cheques?|checks?|funds?|money|bank transfers?)';

const saysPaid: readonly ReplyRule[] = [
  rule(
    'says-paid',
    90,
    `(?:a|ont|avons|ai|as|avez|est|sont|ete|etait|etaient)(?: (?:bien|deja|donc|en effet|effectivement|ete|egalement|integralement|entierement|totalement|partiellement|tout juste|aussi|recemment|normalement|tous|toutes|tout|ce jour|hier|vous|ci-dessus)){0,3} ${paid}`,
    { unless: /\bavez-vous|a regler\b|pour (?:etre|que)/ },
  ),
  rule('says-paid', 87, `${money}${words(7)}${done}`, {
    unless: /\ba ete (?:fait|effectue|envoye) par erreur|\bmerci de\b|\bpartir/,
  }),
  rule('says-paid', 88, `(?:ai|avons|a|ont)${words(3)}${done}${words(5)}(?:${money})(?![a-z])`),
  rule(
    'says-paid',
    88,
    `(?:viens|vient|venons|viennent) (?:de |d')(?:\\S{1,10} ){0,2}(?:${pay}|${carryOut}${words(4)}${money}|etre ${paid})`,
  ),
  rule(
    'says-paid',
    80,
    `(?:notre|mon|nos|mes|leur) ${money}(?: \\S{1,12}){0,5}? (?:du|en date du|date du|d'hier|de ce jour|de (?:lundi|mardi|mercredi|jeudi|vendredi)|passe le|emis le)(?![a-z])`,
    { always: true },
  ),
  rule(
    'says-paid',
    82,
    `vous (?:devriez|avez du|auriez du|avez|devez)(?: \\S{1,8}){0,3}? (?:recevoir|avoir recu|recu)(?: \\S{1,12}){0,4}? ${money}`,
    { unless: /\bsi\b|n'avez/ },
  ),
  rule('says-paid', 82, `avez-vous (?:bien )?recu (?:notre|mon|le|nos) ${money}`, { always: true }),
  rule(
    'says-paid',
    86,
    `^\\W{0,4}(?:factures? |c'est |deja |bien |tout est |tout a ete )?(?:\\S{1,16} )?(?:paye|regle|vire|solde)(?:e?s?) (?:le|hier|ce jour|ce matin|par|en date|depuis|integralement|\\d)`,
  ),
  rule('says-paid', 84, `c'est (?:fait|paye|regle|parti|vire)(?![a-z])`),
  rule(
    'says-paid',
    86,
    `(?:ci-joint|ci joint|ci-jointe|en piece jointe|en pj|veuillez trouver|vous trouverez|je joins|nous joignons)${words(6)}(?:[ld][’'] ?)?(?:avis|preuves?|justificatifs?|ordre|confirmation|copie|swift|bordereau) d[eu] ${money}`,
  ),
  rule('says-paid', 86, `preuves? de (?:paiement|virement) (?:ci-joint|en piece|jointe)`),
  rule(
    'says-paid',
    90,
    `(?:have|has|had|ve|was|were|been|already|just|is|are|got)(?: (?:now|already|just|been|also|duly|fully|since|actually|both|all|it|in fact|recently|only)){0,3} (?:paid|settled|cleared|wired|remitted|transferred)(?![a-z])`,
    { unless: /\bget(?:s|ting)? paid|all settled in|not been/ },
  ),
  rule(
    'says-paid',
    90,
    `(?:i|we|they|he|she|accounts|accounting)(?: (?:already|just|actually|also|have|had|did))? (?:paid|settled|cleared|wired|remitted|transferred)(?![a-z])`,
  ),
  rule(
    'says-paid',
    87,
    `${payment}${words(6)}(?:made|sent|issued|executed|processed|released|gone out|went out|initiated|completed|posted|mailed|left|done|cleared|debited)(?![a-z])`,
    { unless: /\bplease\b|made out to|not/ },
  ),
  rule(
    'says-paid',
    86,
    `(?:made|sent|issued|processed|released|mailed|posted|initiated|executed|completed|did)${words(3)}${payment}(?![a-z])`,
    { unless: /\bplease\b|be (?:made|sent|issued|processed|released)|reminder|once/ },
  ),
  rule('says-paid', 88, `(?:cheque|check) is in the (?:post|mail)`),
  rule('says-paid', 84, `paid (?:on|in full|yesterday|last|via|this|today|by (?:bank|wire|transfer|cheque|check|card)|\\d)`),
  rule(
    'says-paid',
    86,
    `(?:attached|enclosed|please find|here is|attaching|i attach)${words(5)}(?:proof of payment|remittance(?: advice)?|swift|payment (?:confirmation|slip|advice|proof)|bank confirmation)`,
  ),
  rule('says-paid', 80, `(?:our|my) ${payment} (?:of|dated|from|on|made)(?![a-z])`, { always: true }),
  rule('says-paid', 80, `you should (?:already )?have (?:received|it|our|the) ?${payment}?`),
  rule(
    'says-paid',
    84,
    `(?:it|this|that|one|which|cheque|check|payment|invoice) (?:was )?(?:cleared|went out|left|went through)(?![a-z])`,
  ),
  rule('says-paid', 80, `^\\W{0,4}(?:it's |it is |this is )?(?:already |all )?(?:done|paid|settled)(?![a-z])`),
  rule(
    'says-paid',
    84,
    `${payment}${words(2)}left (?:our|my|the) (?:account|bank)|${money}${words(3)}quitte (?:notre|mon) (?:compte|banque)`,
  ),
];

const promises: readonly ReplyRule[] = [
  rule(
    'promise',
    88,
    '(?:reglerai|reglerons|reglera|regleront|paierai|paierons|paiera|paieront|payerai|payerons|payera|payeront|virerai|virerons|virera|solderai|solderons|soldera)(?![a-z])',
  ),
  rule(
    'promise',
    86,
    `(?:effectuerai|effectuerons|effectuera|procederai|procederons|procedera|enverrai|enverrons|enverra|ferai|ferons|fera|emettrons|emettrai|adresserai|adresserons|lancerai|lancerons)${words(6)}${money}`,
  ),
  rule(
    'promise',
    87,
    `(?:vais|va|allons|vont|comptons|compte|comptent|pensons|pense|prevoyons de|prevois de|m'engage a|engageons a|s'engage a|ferons en sorte de|ferai en sorte de|promets de|promettons de)(?: \\S{1,12}){0,3}? (?:${pay}|${carryOut}${words(5)}(?:${money}|necessaire))`,
  ),
  rule(
    'promise',
    86,
    `(?:sera|seront|va etre|vont etre|devrait etre|devraient etre|serez|doit etre|doivent etre)(?: (?:bien|donc|integralement|entierement|tous|toutes|rapidement|prochainement|egalement)){0,2} ${paid}`,
  ),
  rule(
    'promise',
    85,
    `${money}(?: \\S{1,24}){0,6}? (?:sera|seront|partira|partiront|part(?![a-z])|prevue?s?|programmee?s?|planifiee?s?|interviendra|en cours|en preparation|parviendra|arrivera|va partir|va etre|devrait partir|devrait etre)`,
    { unless: /\ben cours de (?:verification|recherche)/ },
  ),
  rule(
    'promise',
    82,
    `(?:prevue?s?|programmee?s?|planifiee?s?|mise?s?|incluse?s?|integree?s?)(?: \\S{1,12}){0,4}? (?:en |au |le |de |la |notre |prochaine? ){1,4}(?:paiement|reglement|virement|campagne|echeance de paiement)`,
  ),
  rule(
    'promise',
    80,
    `(?:bon|bonne|bons|bonnes) a payer|prochaine? (?:campagne|vague|session|lot|serie|train|echeance) de (?:paiements?|reglements?|virements?)|prochain (?:reglement|virement|paiement)`,
  ),
  rule('promise', 82, `vous (?:recevrez|aurez|allez recevoir)(?: \\S{1,16}){0,5}? (?:${money}|fonds|argent|la somme|le solde)`),
  rule(
    'promise',
    80,
    `(?:je|on|nous)(?: (?:vous|le|la|les|l'|te))? ?(?:regle|paye|paie|vire|reglons|payons|virons|fais le virement|faisons le virement|fait le virement|envoie le cheque|envoyons le cheque)(?![a-z])`,
    { needsDay: true, unless: /\b(?:chaque|toujours|habituellement|d'habitude|a chaque)\b/ },
  ),
  rule(
    'promise',
    78,
    `(?:reglement|paiement|virement|cheque|solde)(?: \\S{1,16}){0,4}? (?:fin|mi|debut|sous|d'ici|demain|lundi|mardi|mercredi|jeudi|vendredi|avant)(?![a-z])`,
    {
      needsDay: true,
      unless:
        /\b(?:delai|report|recu|date du|pouvez-vous|pourriez|accorder|hier|derniere?|attend|envoyee?|effectuee?|emise?|parti|faite?|passee?|verifi)/,
    },
  ),
  rule(
    'promise',
    88,
    `(?:will|(?:i|we|they|it|you|he|she)'ll|shall|going to|plan to|planning to|intend to|expect to|aim to|commit to|promise to)(?: \\S{1,12}){0,3}? (?:pay|settle|wire|remit|clear|be paying)(?![a-z])`,
    { unless: /\bwill you pay\b/ },
  ),
  rule(
    'promise',
    86,
    `(?:will|(?:i|we|they|it|you|he|she)'ll|going to|plan to|intend to|expect to)(?: \\S{1,12}){0,3}? (?:make|send|process|release|issue|arrange|initiate|transfer|schedule)${words(4)}(?:${payment}|it|balance|amount)(?![a-z])`,
    { unless: /\b(?:copy|invoice|statement|document|po|proof|confirmation)\b/ },
  ),
  rule(
    'promise',
    86,
    `(?:${payment}|invoices?|it|balance|they|amount|this)(?: \\S{1,24}){0,6}? ?(?:will|'ll|shall|is going to|are going to|should) (?:then |now |definitely |also )?(?:be (?:paid|settled|made|sent|processed|released|issued|cleared|transferred|wired|included)|go out|leave|reach you|arrive)(?![a-z])`,
  ),
  rule(
    'promise',
    84,
    `(?:${payment}|invoices?|it|this|they|we)(?: \\S{1,24}){0,6}? (?:is|are|has been|have been|was|were|been)(?: now)? (?:scheduled|planned|due to go out|set up|queued|lined up|approved for payment|in (?:the|our|tomorrow's|friday's|this week's|next) \\S{0,12} ?payment run)`,
  ),
  rule('promise', 80, `(?:next|our|this week's|friday's|tomorrow's|monthly) (?:\\S{1,10} )?payment run`),
  rule(
    'promise',
    82,
    `you(?: will|'ll| should| can expect to) (?:receive|have|get|see)(?: \\S{1,16}){0,4}? (?:${payment})(?![a-z])`,
    { unless: /have received|already/ },
  ),
  rule('promise', 82, `necessaire${words(3)}(?:pour (?:vous |le |la |la |les )?)?${pay}`),
  rule(
    'promise',
    82,
    `(?:je|on|nous|compta|comptabilite|comptable|service)(?: \\S{1,10}){0,2}? (?:fais|fait|faisons|lance|lancent|lancons|envoie|envoyons|emet|emettons)(?: \\S{1,10}){0,2}? ${money}`,
    { needsDay: true, unless: /\b(?:chaque|toujours|habituellement)\b/ },
  ),
  rule(
    'promise',
    82,
    `(?:on|in|part of) (?:the|our|this|next) (?:\\S{1,10} )?payment (?:list|run|batch|proposal)|(?:${payment}|it|this|that|invoice) (?:goes out|leaves|is due to leave|goes)`,
    { needsDay: true },
  ),
  rule('promise', 80, `expect (?:the |our |your |full )?(?:${payment})(?![a-z])`, { needsDay: true }),
];

const delays: readonly ReplyRule[] = [
  rule(
    'asks-delay',
    88,
    `(?:echeanciers?|echelonn\\S{1,10}|etal(?:er|ement|ons|es)|mensualites?|mensualisation|facilites? de paiement|plan de (?:paiement|reglement|remboursement)|plan d'apurement|plan d'etalement)(?![a-z])`,
  ),
  rule(
    'asks-delay',
    88,
    `(?:payer|regler|paiement|reglement|solder|verser|regularis\\S{1,4})${words(6)}en (?:deux|trois|quatre|cinq|six|plusieurs|\\d{1,2}) (?:fois|versements|echeances|mensualites|paiements)`,
  ),
  rule(
    'asks-delay',
    84,
    `en (?:deux|trois|quatre|cinq|six|plusieurs|\\d{1,2}) (?:fois|versements|echeances|mensualites)(?![a-z])`,
    { unless: /deja/ },
  ),
  rule('asks-delay', 88, `delais? (?:supplementaire|de paiement|de reglement|de grace|plus long|de \\d)`, {
    unless: /\bd[ée]lais? de paiement (?:est|sont|convenu|contractuel|prevu|a \d)|respect/,
  }),
  rule(
    'asks-delay',
    88,
    `(?:accord\\S{1,5}|demand\\S{1,5}|obtenir|besoin d'un|besoin de|laisser|laissez|sollicit\\S{1,5}|octroyer|avoir|souhait\\S{1,5})${words(4)}(?:delais?|report)(?![a-z])`,
  ),
  rule('asks-delay', 86, `report(?:er)? (?:de |d'|le |la |l'|notre |cette |cet )?(?:\\S{1,12} )?(?:paiement|echeance|reglement)`),
  rule(
    'asks-delay',
    84,
    `(?:patienter|un peu de (?:temps|patience|repit)|quelques (?:jours|semaines) (?:de plus|supplementaires|encore)|votre patience)(?![a-z])`,
  ),
  rule(
    'asks-delay',
    80,
    `difficultes? (?:de tresorerie|financieres?|passageres?|de paiement|economiques?)|tresorerie (?:est |actuellement |tres |un peu |toujours ){0,3}(?:tendue|difficile|compliquee|ne nous permet|ne permet)|probleme(?:s)? de tresorerie`,
  ),
  rule(
    'asks-delay',
    88,
    `payment plan|instal?ments?|pay(?:ing)? (?:\\S{1,12} ){0,4}?in (?:two|three|four|five|six|several|\\d{1,2}) (?:parts|payments|times)|spread(?:ing)? (?:\\S{1,12} ){0,4}?over`,
  ),
  rule(
    'asks-delay',
    86,
    `(?:extension|(?:more|extra|additional|some|little) time|grace period|(?:few|couple of) (?:more |extra )?(?:days|weeks) (?:more|to|extra)|defer(?:ral|ring)?|postpone\\S{0,5}|extend\\S{0,3} (?:the |our |your )?(?:payment|deadline|due date|terms))(?![a-z])`,
  ),
  rule(
    'asks-delay',
    80,
    `cash[- ]?flow (?:problems?|issues?|difficult\\S{0,4}|is (?:very )?tight|constraints?)|bear with us|(?:financial|temporary) difficult\\S{1,4}`,
  ),
  rule(
    'asks-delay',
    86,
    `(?:laissez|laisser|accordez|donnez|give|allow|grant)[- ](?:nous|moi|us|me)(?: \\S{1,14}){0,4}? (?:jours|semaines?|mois|temps|delai|days|weeks|months|time)(?![a-z])`,
  ),
];

// Until something is done: an objection, not a refusal.
const refusing = { always: true, unless: /\b(?:until|till|unless|before)\b|tant qu|avant (?:que|qu'|d'avoir)/ } as const;

const refusals: readonly ReplyRule[] = [
  rule(
    'refuses',
    92,
    `ne (?:vous )?(?:le |la |les )?(?:paierons|reglerons|paierai|reglerai|payerons|payerai|paiera|reglera|payons|reglons|paie|paye|regle) (?:donc |certainement |absolument )?(?:pas|rien|jamais|plus)`,
    refusing,
  ),
  rule(
    'refuses',
    92,
    `refus(?:e|ons|ent)(?: \\S{1,16}){0,3}? (?:de |le |tout )?(?:payer|regler|paiement|reglement|honorer|virer)`,
    refusing,
  ),
  rule(
    'refuses',
    88,
    `(?:pas|hors de) question (?:de |que |d')(?:\\S{1,12} ){0,4}?(?:payer|regler|paye|regle|paie|payions|verser)`,
    refusing,
  ),
  rule('refuses', 88, `(?:n'avons|n'ai) (?:pas|aucune) (?:l')?intention de (?:payer|regler)`, refusing),
  rule(
    'refuses',
    86,
    `ne (?:vous )?(?:devons|dois|doit) (?:rien|pas|plus)|(?:n'est|ne sont|ne serait) (?:absolument )?(?:pas|plus) dues?(?![a-z])`,
    refusing,
  ),
  rule(
    'refuses',
    92,
    `(?:will|shall|are|am|is)(?: \\S{1,10})? not (?:be )?(?:going to )?(?:pay|paying|settle|settling)|won't (?:be )?(?:pay|paying|settle)|never pay`,
    refusing,
  ),
  rule(
    'refuses',
    92,
    `refus(?:e|es|ing) (?:to pay|to settle|payment)|not (?:willing|prepared|going) to (?:pay|settle)|no intention of (?:paying|settling)`,
    refusing,
  ),
  rule('refuses', 86, `(?:do not|don't|does not|doesn't) owe|owe you nothing|nothing is (?:due|owed|owing)`, refusing),
];

/** What a reply says of paying: done, promised, asked to wait, refused. */
export const paymentRules: readonly ReplyRule[] = [...saysPaid, ...promises, ...delays, ...refusals];
