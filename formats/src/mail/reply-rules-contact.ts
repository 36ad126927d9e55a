import { rule, words, type ReplyRule } from './reply-rules.ts';

const write =
  "(?:contacter|contactez|ecrire a|adresser a|vous adresser|adressez-vous|vous rapprocher|rapprochez-vous|vous tourner|joindre|(?:adresser|envoyer|adressez|envoyez|transmettre|transmettez)(?: \\S{1,14}){0,6}? (?:a l'adresse|a l'attention|au service|a la comptabilite|a notre service|a notre comptabilite|a ma collegue|a mon collegue|directement a|a monsieur|a madame|a m|a mme))";

const named: readonly ReplyRule[] = [
  rule(
    'wrong-contact',
    92,
    `ne (?:fais|fait|font) plus partie|ne travaill(?:e|ent) plus|a quitte (?:l'entreprise|la societe|le groupe|ses fonctions|notre|nos|l'etablissement|l'association|son poste)|n'est plus (?:en poste|dans|chez|salariee?|notre|parmi|votre|l'interlocut|joignable a cette)|(?:boite|adresse)(?: \\S{1,12}){0,3}? n'est plus|est parti(?:e)? (?:a la retraite|en retraite|de la societe|de l'entreprise)`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    92,
    `ne suis (?:plus|pas|absolument pas)(?: \\S{1,6}){0,2}? ?(?:en charge|le bon|la bonne|l'interlocut\\S{0,6}|responsable|concernee?|chez|dans|la personne|votre (?:interlocut|contact)\\S{0,6}|salariee?|habilitee?)`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    90,
    `mauvaise? (?:interlocut\\S{0,6}|contact|adresse|destinataire|personne|service|societe)|pas (?:le bon|la bonne) (?:contact|service|interlocut\\S{0,6}|destinataire|personne|adresse|societe)|(?:trompee?z?|erreur) de (?:destinataire|personne|societe|service)`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    84,
    `(?:veuillez|merci (?:de|d'(?=ecrire|adresser|envoyer))|il faut|il faudrait|pouvez-vous|vous pouvez|pourriez-vous|je vous invite a|je vous prie de|priere de|bien vouloir|vous devez|desormais|il convient de)(?: \\S{1,12}){0,3}? ?${write}`,
    {
      unless:
        /\b(?:me|moi|nous) (?:contacter|joindre)|contacter (?:par telephone|au plus vite|des que)|nous (?:envoyer|adresser|transmettre)|me (?:envoyer|transmettre|joindre)|joindre (?:la|une|le|les|votre|vos)/,
    },
  ),
  rule(
    'wrong-contact',
    86,
    `(?:remplacee?|succede)(?: par)? (?:\\S{1,14} ){0,1}?(?:m|mme|mr|mlle|monsieur|madame|[a-z]{3,20} [a-z]{3,20})(?![a-z])|nouvel(?:le)? (?:interlocut\\S{0,6}|contact|responsable comptable|comptable)|(?:interlocut\\S{0,6}|contact) (?:est )?(?:desormais|dorenavant|maintenant)`,
    { always: true, unless: /produit|piece|marchandise/ },
  ),
  rule(
    'wrong-contact',
    92,
    `no longer (?:works?|working|with (?:us|the)|employed|handles?|handling|responsible|in charge|at|part of)|has left (?:the|our|us)|left the (?:company|business|firm|organi\\S{2,6}|team)|have left the|(?:is|am) not (?:the )?(?:right|correct)|not the (?:right|correct) (?:person|contact|department|address|email|company)|wrong (?:person|contact|department|address|recipient|email|company)|not (?:responsible for|in charge of)|(?:do not|don't) (?:deal with|handle)|has retired|moved to (?:another|a different)`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    84,
    `(?:please|kindly|should|you can|you need to|must)(?: \\S{1,12}){0,2}? (?:contact|write to|reach out to|get in touch with|speak to|liaise with|(?:direct|address|redirect|send|forward|email)(?: \\S{1,12}){0,6}? to)(?: \\S{1,14}){1,3}`,
    {
      unless:
        /\bclaims?\b|\b(?:should|do|can) (?:i|we)\b|(?:contact|to|with) (?:me|us)\b|\bsend (?:me|us|a|the)\b(?! \w+ to (?:accounts|our|my|the))|call me/,
    },
  ),
  rule(
    'wrong-contact',
    86,
    `my (?:successor|replacement)|(?:replaced|succeeded|taken over) by|new (?:contact|accountant|accounts payable|ap contact|finance manager)`,
    { always: true, unless: /order|goods|item/ },
  ),
];

const address = '[^\\s@,;:]{1,64}@[^\\s@,;:]{3,190}';
const proceedings =
  /liquidat|mandataire|administrat|avocat|conseil juridique|tribunal|creance|lawyer|solicitor|attorney|claim|trustee/;
// What is asked to be sent to the writer is a document, not another address.
const toTheWriter = /(?:-| )(?:moi|nous)\b|\b(?:m'|me |nous )(?:re)?(?:envo|adress|transm|fai)|\b(?:me|us)\b/;

// As it is typed on a telephone or said over a counter.
const spoken: readonly ReplyRule[] = [
  rule(
    'wrong-contact',
    86,
    `(?:ce n'est|c'est|cest|c|ce n est) (?:donc |vraiment |absolument |surement )?pas (?:nous|moi|pour nous|pour moi|chez nous|(?:notre|mon|ma) (?:societe|entreprise|service|boite|domaine))(?![a-z])`,
    {
      always: true,
      unless: /moi qui (?:regle|paye|paie) (?:les retards|ca)/,
    },
  ),
  rule(
    'wrong-contact',
    84,
    `(?:n'avons|n'ai|n'a|avons|ai) jamais (?:rien )?(?:travaille|eu affaire|collabore)(?! \\S{0,12} ?recu)|jamais entendu parler|ne (?:vous )?connai(?:s|ssons) pas|ne sommes pas (?:clients?|votre client)|never (?:worked with|dealt with|used|been a customer)`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    84,
    `(?:ne suis|suis) (?:que|qu'|seulement |juste |simplement )(?: ?(?:l'|le |la |un |une ))?(?:apprentie?|stagiaire|standard\\S{0,4}|secretaire|receptionniste|assistante?|salariee?|employee?|technicien\\S{0,2}|livreur|interimaire|gardien\\S{0,2})`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    84,
    `(?:(?:je|nous|on|qui) )?ne (?:m'|nous |s')?(?:occup|ger|trait|suiv|voi)(?:e|es|ons|ent|s|t) (?:absolument |vraiment )?(?:pas|plus|jamais)(?: (?:de|des|d'|la|les|le|ca|cela|du))(?![a-z])`,
    {
      always: true,
      unless: /\bnous voyons|ne voi[st] pas (?:de|la|le)/,
    },
  ),
  rule(
    'wrong-contact',
    86,
    `(?:voyez|demandez|adressez-vous|tournez-vous|renseignez-vous|parlez-en|passez|contactez|joignez|appelez|ecrivez)(?: (?:plutot|donc|directement|ca|cela))?(?: (?:avec|a|au|aux|par|vers|aupres de|aupres du))?(?: (?:le|la|notre|mon|ma|nos))? ?(?:m|mr|mme|mlle|monsieur|madame|collegues?|service|compta\\S{0,8}|siege|direction|gerante?|bureau|cabinet|secretariat|femme|mari|frere|patronn?e?|chef|responsable)(?![a-z])`,
    {
      always: true,
      unless: proceedings,
    },
  ),
  rule(
    'wrong-contact',
    86,
    `(?:utilisez|essayez|ecrivez|envoyez|demandez|contactez|voyez|voir|transmettez|adressez|passez)(?: [^\\s@]{1,14}){0,6}?(?: ?:)? ${address}`,
    {
      always: true,
      unless: new RegExp(`${proceedings.source}|${toTheWriter.source}`),
    },
  ),
  rule(
    'wrong-contact',
    86,
    `(?:boite|adresse|messagerie|mail|courriel)${words(5)}(?:plus|pas)${words(1)}(?:utilisee?|consultee?|lue?|valide|active|relevee?|suivie?|surveillee?|destinee?|celle)(?![a-z])|ancienne (?:adresse|boite)`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    84,
    `(?:inbox|mailbox|address|e-?mail)${words(3)}(?:not|n't|no longer)(?: \\S{1,10})? (?:monitored|used|in use|read|checked|active|valid|attended|for invoices)(?![a-z])|unmonitored`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    86,
    `(?:quer(?:y|ies)|questions?|invoices?|reminders?|statements?|correspondence)${words(2)}(?:(?:should |must |need to |have to |are to )?go|(?:should |must |to |need to |are to |can )be (?:sent|addressed|directed|emailed)|(?:are|is) (?:handled|dealt with|managed|processed))${words(2)}(?:to|by|at)(?![a-z])`,
    {
      always: true,
      unless: /\b(?:to|by) (?:me|us)\b|disput/,
    },
  ),
  rule(
    'wrong-contact',
    86,
    `(?:try|ask|use|e-?mail|contact|message|write to|speak to|talk to|ring|call|chase)(?: [^\\s@]{1,14}){0,4}? ${address}`,
    { always: true, unless: new RegExp(`${proceedings.source}|${toTheWriter.source}`) },
  ),
  rule(
    'wrong-contact',
    84,
    `(?:ask|try|speak|talk)(?: \\S{1,10}){1,3}? in (?:the |our )?(?:office|accounts|finance|accounting|head office|purchase ledger)(?![a-z])`,
    { always: true, unless: /i(?:'ll| will) ask|we(?:'ll| will)/ },
  ),
  rule(
    'wrong-contact',
    82,
    `(?:i|he|she|they|who)(?:'ve| have| has|'s)? (?:since |recently |now )?left (?!a |an |you|it |this|that|my |your|us |money|the (?:cheque|check|payment|money|goods|keys))\\S{2,}`,
    {
      always: true,
      unless: /message|voicemail|cheque|check\b|payment|money|note\b|keys|account/,
    },
  ),
  rule(
    'wrong-contact',
    82,
    `^\\W{0,4}(?:it's |it is |this is |that's |that is |sorry )?not (?:me|mine|for me)(?![a-z])|not my (?:department|job|area|responsibility|invoice|remit)|i only (?:do|handle|deal|work|drive|clean)(?![a-z])`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    88,
    `(?:pris|prend) sa retraite|(?:ma|mon|sa|son|notre) (?:remplacante?|successeu\\S{1,3}|suppleante?)(?![a-z])|en conge (?:de )?(?:maternite|parental)|a ete (?:mutee?|licenciee?)`,
    { always: true, unless: /remplacante? (?:est arrive|du produit)/ },
  ),
  rule(
    'wrong-contact',
    86,
    `(?:handed|passed)(?: over)? (?:my|his|her|their|all my) (?:\\S{1,14} )?(?:duties|role|responsibilities|work|files|portfolio|accounts)|(?:took|taken|taking|takes) over (?:from|my|his|her|the|as)(?![a-z])|(?:is|am) replacing (?:me|him|her)|now (?:handles?|looks? after|deals? with|manages?)(?![a-z])`,
    { always: true },
  ),
  rule('wrong-contact', 80, `(?:pour|concernant|for|regarding|about|concerning)(?: [^\\s@]{1,14}){1,6}?(?: ?:)? ${address}`, {
    always: true,
    unless: new RegExp(`${proceedings.source}|${toTheWriter.source}`),
  }),
  rule(
    'wrong-contact',
    84,
    `(?:got|have|contacted|reached|emailing|writing to) the wrong (?!amount|invoice|item|goods|price|quantity|size|number|total|reference|order)\\S+|(?:mix(?:ed|ing)|confus(?:ed|ing)) us (?:up )?with|vous (?:nous |me )?(?:confondez|avez confondu)|pas la meme (?:societe|entreprise)|homonym\\S{1,4}|nouveaux (?:locataires|proprietaires|occupants)|new (?:tenants|owners|occupiers)`,
    { always: true, unless: /delivered|sent us/ },
  ),
  rule('wrong-contact', 90, `(?:nouvelle|bonne) adresse(?: [^\\s@]{1,10}){0,6}?(?: ?:)? ${address}`, { always: true }),
  rule('wrong-contact', 84, `(?:ecrivez|contactez|appelez|joignez|demandez|adressez)-(?:lui|la|le|les|leur)(?![a-z])`, {
    always: true,
    unless: proceedings,
  }),
  rule(
    'wrong-contact',
    80,
    `(?:s'occupe|gere|traite|se charge)${words(2)}(?:des |les |la |du |nos )?(?:fournisseurs?|factur\\S{1,8}|compta\\S{0,8}|paiements?|reglements?)(?![a-z])`,
    { always: true, unless: /\b(?:je|nous|on) / },
  ),
  rule(
    'wrong-contact',
    86,
    `passed away|decedee?s?(?![a-z])|(?:remove|take) (?:him|her|me|us) (?:off|from)|(?:deal|dealing) with the (?:accounts|invoices|payments|books) now`,
    { always: true },
  ),
  rule(
    'wrong-contact',
    84,
    `(?:voyez|adressez-vous|demandez|contactez)${words(2)}(?:agence|syndic|proprietaire|bailleur|franchis\\S{1,4}|mairie)(?![a-z])`,
    { always: true },
  ),
];

/** Who else to write to. */
export const contactRules: readonly ReplyRule[] = [...named, ...spoken];
