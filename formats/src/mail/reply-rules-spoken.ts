import { rule, words, type ReplyRule } from './reply-rules.ts';

// What the other tables say in full sentences, as it is typed on a telephone or said over a counter.

const payment = '(?:payments?|transfers?|wires?|cheques?|checks?|funds?|money|bacs|chaps)';
const money = '(?:virements?|reglements?|paiements?|cheques?|prelevements?)';

const saysPaid: readonly ReplyRule[] = [
  rule(
    'says-paid',
    88,
    `(?:sommes?|montants?|argent|fonds|solde|totalite|factures?)${words(7)}(?:ete|est|sont) (?:bien |deja )?creditee?s?(?![a-z])`,
  ),
  rule(
    'says-paid',
    80,
    `(?:it|this|that|one|they|both)(?:'s| has| have|'ve)? (?:already |all |just )?been (?:done|sorted|dealt with|put through|sent over)(?![a-z])`,
    {
      unless: /\bif\b|damage|repair|work/,
    },
  ),
  rule('says-paid', 86, `(?:put|popped|dropped|stuck)${words(3)}(?:cheque|check)${words(3)}(?:post|mail|letterbox)(?![a-z])`),
  rule(
    'says-paid',
    82,
    `(?:it|this|that|one|money|${payment}) (?:already )?went (?:out |off |through )?(?:with|in|on|by|via)${words(3)}(?:run|batch|bacs|chaps|bank|transfer|monday|tuesday|wednesday|thursday|friday)(?![a-z])|went with${words(3)}(?:run|batch)(?![a-z])`,
  ),
];

const promises: readonly ReplyRule[] = [
  rule(
    'promise',
    80,
    `(?:ca|cela|c'|tout|il|elle) ?(?:part|partira|partiront|sera parti|sera fait|sera regle|va partir|va etre fait)e?s?(?![a-z])`,
    {
      needsDay: true,
      unless: /\b(?:mal|colis|commande|livr|avoir)\b/,
    },
  ),
  rule(
    'promise',
    80,
    `(?:j|je|on|nous|jvous|jvs|jv|jte)(?: (?:vous|vs|te|le|la|l'))? (?:fais|fait|faisons|regle|envoie|transfere|m'en occupe|nous en occupons)(?: \\S{1,8})? (?:ca|cela|tout ca|le necessaire)(?![a-z])`,
    {
      needsDay: true,
      unless: /\b(?:verifi|rappel|photo|rib|mail|copie)/,
    },
  ),
  rule(
    'promise',
    84,
    `(?:will|(?:i|we|they|he|she|it)'ll|going to) (?:then |just )?(?:get|have|put|send|square|pop) (?:it|this|that|the money)(?: all)? (?:over|out|across|through|to you|done|sorted|paid|sent|settled|in the post)(?![a-z])`,
    {
      needsDay: true,
    },
  ),
  rule(
    'promise',
    82,
    `(?:will|(?:i|we|they|he|she)'ll|can) (?:then )?(?:sign|approve|authori[sz]e|release|countersign)${words(3)}${payment}`,
    {
      needsDay: true,
    },
  ),
  rule('promise', 82, `(?:signera|signe|validera|autorisera|debloquera)${words(4)}${money}`, {
    needsDay: true,
    unless: /\ba signe|ont signe/,
  }),
  rule(
    'promise',
    80,
    `(?:will|(?:i|we|they|he|she)'ll|going to) (?:then |just )?(?:sort|settle|clear|square|deal with|take care of|see to|process|action)${words(2)}(?:it|this|that|up|out|payment|invoice|balance)(?![a-z])`,
    {
      needsDay: true,
      unless: /\b(?:query|dispute|issue|problem|credit|claim|return|delivery)\b/,
    },
  ),
  rule(
    'promise',
    80,
    `(?:it|that|this|payment)'s (?:now |already |all )?(?:scheduled|planned|booked|down|set up|lined up|queued|due to|in the|on (?:the|our|my))(?![a-z])`,
    {
      needsDay: true,
      unless: /\bport(?:al|s)\b|wrong|attach/,
    },
  ),
  rule(
    'promise',
    80,
    `(?:j'|je |nous |on )(?:vous )?(?:effectue|effectuons|procede|procedons|mets|mettons|valide|validons|depose|deposons|poste|postons|verse|versons|solde|soldons|transfere|transferons)(?: \\S{1,12}){0,4}? (?:${money}|ca|cela|solde|somme|tout|\\d{2,})(?![a-z])`,
    { needsDay: true },
  ),
  rule(
    'promise',
    80,
    `(?:c'est|ce sera|tout sera|est) (?:bien )?(?:prevue?|programmee?|planifiee?|fait|cale|calee?) (?:pour|le|lundi|mardi|mercredi|jeudi|vendredi|demain|fin|debut|au)(?![a-z])`,
    {
      needsDay: true,
      unless: /\b(?:livraison|intervention|rendez-vous|rdv|reunion|visite|chantier)\b|fait (?:le|au)/,
    },
  ),
  rule('promise', 78, `(?:m'en (?:charge|occupe)|nous en (?:chargeons|occupons)|compte[rz] sur (?:nous|moi))(?![a-z])`, {
    needsDay: true,
  }),
  rule(
    'promise',
    84,
    `(?:passera|passe|passeront|sera|seront|partira|part|incluse?|integree?)${words(4)}(?:[ld]')?(?:echeances?|reglements?|campagne|lot|serie|virements?) (?:du|de|des)(?![a-z])`,
    { needsDay: true, unless: /\bdate d'echeance|livr/ },
  ),
];

const delays: readonly ReplyRule[] = [
  rule('asks-delay', 84, `report${words(5)}(?:possible|envisageable)(?![a-z])`),
  rule(
    'asks-delay',
    78,
    `(?:ne (?:pouvons|peux|peut|pourrons|pourrai)|pas en mesure de|dans l'incapacite de|incapables? de)${words(3)}(?:honorer|payer|regler|solder)${words(4)}(?:echeances?|comptant|totalite|tout|d'un coup|une fois|suite|maintenant|moment|actuellement|mois|dettes?)(?![a-z])`,
    {
      unless: /tant que|facture (?:rectifi|corrig)/,
    },
  ),
  rule(
    'asks-delay',
    84,
    `(?:hold(?:ing)? off|wait(?:ing)?|push(?:ing)? (?:it |this )?back|leav(?:e|ing) (?:it|this))${words(4)}(?:until|till|for (?:a|another))(?![a-z])`,
    {
      unless: /\b(?:we|i) (?:are|am|'re|'m|have been) (?:still )?waiting|deliver|refund|credit/,
    },
  ),
  rule(
    'asks-delay',
    86,
    `(?:split|break|stagger)(?:ting|ing)? (?:it|this|that|the|them|up|our)${words(3)}(?:over|into|in|across|between)(?![a-z])`,
  ),
  rule(
    'asks-delay',
    78,
    `(?:cash|money|things|business|trade|work|funds)(?: (?:is|are|'s|has been|have been|been))?(?: (?:very|a bit|really|pretty|extremely|rather|quite|a little))? (?:tight|slow|quiet|short|tough)(?![a-z])`,
    {
      unless: /deliver|response|service|paperwork/,
    },
  ),
  rule(
    'asks-delay',
    84,
    `(?:possible|peut-on|pouvons-nous|peux-je|puis-je|on peut|pourrais-je|pourrait-on)${words(3)}(?:payer|regler|verser)${words(3)}(?:moitie|partie|acompte|tiers|plusieurs)(?![a-z])`,
  ),
  rule(
    'asks-delay',
    84,
    `pay(?:ing)? (?:you )?(?:half|part|some|a bit|a portion|a third)${words(2)}(?:now|today|this month|first|up front)|(?:monthly|weekly) payments?|(?:a )?bit (?:at a time|by bit)`,
  ),
  rule(
    'asks-delay',
    86,
    `(?:have|give (?:us|me)|allow (?:us|me)|need) (?:it )?(?:until|till|up to) (?:the )?(?:end|start|middle|monday|tuesday|wednesday|thursday|friday|next|\\d)`,
    { unless: /to (?:send|deliver|reply)|your deadline/ },
  ),
  rule(
    'asks-delay',
    78,
    `struggling|(?:hard|difficult|tough|lean) (?:times?|periods?|months?|spell|trading)|rough patch|(?:mauvaise|sale|passe) (?:passe|difficile|periode)|periode (?:difficile|compliquee|creuse|delicate)|en difficulte(?![a-z])|a court de (?:tresorerie|liquidites|fonds)|un peu justes? (?:en|ce|financierement)`,
    { unless: /struggling to (?:find|see|match|understand|open)/ },
  ),
  rule(
    'asks-delay',
    78,
    `attend(?:ons|s)${words(6)}(?:reglement|paiement|rentree|encaissement|subvention|virement)s?${words(3)}(?:clients?|important|attendus?|donneur)`,
  ),
  rule(
    'asks-delay',
    84,
    `(?:pouvez|pourriez|peux|possible)(?:-vous)?(?: \\S{1,10}){0,3}? (?:attendre|patienter)(?! (?:le|la|l'|les|votre|notre) )(?![a-z])`,
  ),
  rule(
    'asks-delay',
    86,
    `pay${words(3)}[€$£]?\\d[\\d.,]{1,8}${words(1)}(?:a|per|each|every) (?:month|week)(?![a-z])|\\d ?(?:€|euros?) par (?:mois|semaine)`,
  ),
];

const refusals: readonly ReplyRule[] = [
  rule(
    'refuses',
    86,
    `rien (?:vous |te |lui )?(?:devoir|devons)(?![a-z])|ne (?:vous )?donner(?:ons|ai|a) (?:pas (?:de )?|aucune )suite|sans suite de notre part`,
    { always: true },
  ),
  rule(
    'refuses',
    88,
    `(?:not|n't|never) (?:be )?(?:getting|get|receive|receiving|see|seeing|have|having)${words(3)}(?:penny|pence|cent|dime|dollar|pound|euro)(?![a-z])`,
    { always: true },
  ),
  rule('refuses', 90, `(?:won't|will not|not going to) be settling(?![a-z])`, {
    always: true,
    unless: /\b(?:until|till|unless|before)\b/,
  }),
  rule(
    'refuses',
    86,
    `ne (?:vous )?(?:verserons|verserai|versera|donnerons|donnerai|debourserons|debourserai) (?:donc |absolument )?(?:rien|pas|plus)(?! de suite)(?! suite)`,
    { always: true, unless: /tant que/ },
  ),
  rule(
    'refuses',
    88,
    `(?:^\\W{0,4}|i'm |we're |i am |we are |am |are |ain't )(?:still |simply |certainly )?(?:not )?(?<=not |ain't )paying (?:this|it|you|that|a|any|one|anything)(?![a-z])`,
    { always: true, unless: /\b(?:until|till|unless|before)\b/ },
  ),
];

const hostile: readonly ReplyRule[] = [
  rule(
    'hostile',
    84,
    `lach(?:ez|e|er)[- ](?:nous|moi)|(?:laissez|foutez|fichez|fichez-)[- ](?:nous|moi)(?: donc)? (?:la paix|tranquilles?|en paix)|que ca a faire|lamentables?|pitoyables?|minables?|intolerables?|indignes?(?! de)|insupportables?`,
    { always: true },
  ),
  rule(
    'hostile',
    84,
    `bull(?:y|ying|ied)|intimidat\\S{1,4}|(?:leave|let) (?:us|me) (?:alone|be)(?![a-z])|ombudsman|trading standards|report(?:ed|ing)? you to|how dare you|shameful|pathetic|get lost`,
    { always: true },
  ),
  rule(
    'hostile',
    82,
    `port(?:e|er|ons|erai|erons) plainte|incapables?|incompetents?|imbeciles?|idiots?|cretins?|guignols?|arnaqueurs?|charlatans?|malhonnetes?|honte(?![a-z])`,
    { always: true, unless: /incapables? de (?:payer|regler|honorer)/ },
  ),
  rule(
    'hostile',
    82,
    `idiots?|clowns?|incompetent|cowboys|crooks|thieves|dishonest|appalling|dreadful|disgusting|(?:do not|don't|never) (?:contact|e-?mail|call|write to) (?:me|us) again|(?:take|taking|seek|seeking) legal advice`,
    { always: true },
  ),
  rule('hostile', 84, `voyous?|malfrats?|racket\\S{0,4}|extorsion|extortion|blackmail`, { always: true }),
];

/** Everyday wordings of paying, waiting, refusing and anger. */
export const spokenRules: readonly ReplyRule[] = [...saysPaid, ...promises, ...delays, ...refusals, ...hostile];
