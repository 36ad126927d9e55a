import { rule, words, type ReplyRule } from './reply-rules.ts';

const write =
  "(?:contacter|contactez|ecrire a|adresser a|vous adresser|adressez-vous|vous rapprocher|rapprochez-vous|vous tourner|joindre|(?:adresser|envoyer|adressez|envoyez|transmettre|transmettez)(?: \\S{1,14}){0,6}? (?:a l'adresse|a l'attention|au service|a la comptabilite|a notre service|a notre comptabilite|a ma collegue|a mon collegue|directement a|a monsieur|a madame|a m|a mme))";

const wrongContact: readonly ReplyRule[] = [
  rule(
    'wrong-contact',
    92,
    `ne (?:fais|fait|font) plus partie|ne travaill(?:e|ent) plus|a quitte (?:l'entreprise|la societe|le groupe|ses fonctions|notre|nos|l'etablissement|l'association|son poste)|n'est plus (?:en poste|dans|chez|salariee?|notre|parmi|votre|l'interlocut|joignable a cette)|(?:boite|adresse)(?: \\S{1,12}){0,3}? n'est plus|nouvelle adresse(?: \\S{1,10}){0,3}? est|est parti(?:e)? (?:a la retraite|en retraite|de la societe|de l'entreprise)`,
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
    `(?:veuillez|merci de|il faut|il faudrait|pouvez-vous|vous pouvez|pourriez-vous|je vous invite a|je vous prie de|priere de|bien vouloir|vous devez|desormais|il convient de)(?: \\S{1,12}){0,3}? ?${write}`,
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
    { unless: /(?:contact|to|with) (?:me|us)\b|\bsend (?:me|us|a|the)\b(?! \w+ to (?:accounts|our|my|the))|call me/ },
  ),
  rule(
    'wrong-contact',
    86,
    `my (?:successor|replacement)|(?:replaced|succeeded|taken over) by|new (?:contact|accountant|accounts payable|ap contact|finance manager)`,
    { always: true, unless: /order|goods|item/ },
  ),
];

const insolvency: readonly ReplyRule[] = [
  rule(
    'insolvency',
    94,
    `redressement judiciaire|liquidation (?:judiciaire|amiable|simplifiee)|(?:en|la|sa|notre|une|de) liquidation|procedures? (?:de sauvegarde|collectives?)|sauvegarde (?:judiciaire|acceleree)|en sauvegarde|(?:mandataire|administrateur|administratrice|liquidateur|liquidatrice) judiciaire|liquidateur|cessation (?:de|des) paiements?|declar(?:er|ation|ez|ations) (?:\\S{1,10} ){0,4}?(?:creances?|au passif)|bodacc|mandat ad hoc|procedure de conciliation|depot de bilan|depos(?:e|er|ons) (?:le |son |notre )?bilan|jugement d'ouverture|en redressement|plan de continuation`,
    { always: true, unless: /pas (?:\S{1,10} )?en (?:liquidation|redressement|sauvegarde|cessation)/ },
  ),
  rule(
    'insolvency',
    94,
    `in(?:to)? (?:\\S{1,12} )?(?:administration|liquidation|receivership)|insolven(?:t|cy)|bankrupt(?:cy)?|chapter (?:7|11)|winding[- ]up|wound up|liquidators?|receivership|administrators? (?:has |have |was |were )?(?:been )?appointed|ceased trading|proof of debt|(?:company|corporate) voluntary arrangement|creditors' meeting|enter(?:ed|ing|s)? (?:into )?(?:administration|liquidation)`,
    { always: true, unless: /not (?:in|insolvent|bankrupt|going)/ },
  ),
];

const hostile: readonly ReplyRule[] = [
  rule(
    'hostile',
    88,
    `avocate?s?(?![a-z])|mise en demeure|harcel\\S{1,7}|(?:porter|depos\\S{1,3}|une) plainte|assign(?:er|ation|erons)|poursuites|huissier|commissaire de justice|(?:saisir|saisirons|saisi|saisissons) (?:\\S{1,8} ){0,2}?(?:tribunal|justice|mediateur|dgccrf)|devant (?:le|les) (?:tribunal|tribunaux|juge)|(?:cess|arret)(?:er|ez|e) (?:immediatement )?(?:de (?:nous|me|m')|vos|ces)|menac\\S{1,4}|scandaleu\\S{1,2}|inadmissible|inacceptable|honteu\\S{1,2}|foutez|marre|ras[- ]le[- ]bol|ca suffit|escro\\S{1,6}|voleurs?|conseil juridique`,
    { always: true, unless: /redressement|liquidation|administrateur|mandataire|declar\S{1,5} (?:vos |votre )?creance/ },
  ),
  rule(
    'hostile',
    88,
    `lawyers?|solicitors?|attorneys?|legal (?:action|counsel|team|proceedings)|harass\\S{0,6}|sue you|(?:in|to) court|court proceedings|stop (?:emailing|contacting|sending|harassing|calling|writing|chasing|bothering)|cease and desist|threat(?:en\\S{0,4}|s)?(?![a-z])|ridiculous|unacceptable|outrageous|disgrace(?:ful)?|scam|sick (?:and tired|of)|fed up|disgusted`,
    { always: true, unless: /administrat|liquidat|insolven/ },
  ),
];

const acknowledgements: readonly ReplyRule[] = [
  rule(
    'thanks',
    70,
    `merci|remerci\\S{1,5}|bien (?:recu|note)|pris(?:e)? (?:bonne )?note|en prends note|accus\\S{1,6} (?:bonne )?reception|(?:reviens|revenons|reviendrai|reviendrons) vers vous|en cours de (?:traitement|verification|validation|recherche)|me renseigne|je (?:verifie|regarde|transmets|transfere|fais suivre|m'en occupe)|nous (?:verifions|regardons|transmettons|faisons)${words(2)}|transmis (?:\\S{1,8} )?(?:a|au)|entendu|d'accord|parfait`,
    { always: true },
  ),
  rule(
    'thanks',
    70,
    `thanks?|thank you|noted|well received|received your|(?:will|'ll) (?:get back|revert|check|look into|come back)|looking into|(?:passed|forwarded|sent) (?:this|it|your \\S{1,10})(?: \\S{1,10}){0,2}? (?:on|to)|understood|acknowledge|am checking|are checking|checking with`,
    { always: true },
  ),
];

/** Who else to write to, proceedings, anger, and a mere answer. */
export const otherRules: readonly ReplyRule[] = [...wrongContact, ...insolvency, ...hostile, ...acknowledgements];
