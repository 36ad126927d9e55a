import { rule, words, type ReplyRule } from './reply-rules.ts';

const insolvency: readonly ReplyRule[] = [
  rule(
    'insolvency',
    94,
    `redressement judiciaire|liquidation (?:judiciaire|amiable|simplifiee)|(?:en|la|sa|notre|une|de) liquidation|procedures? (?:de sauvegarde|collectives?)|sauvegarde (?:judiciaire|acceleree)|en sauvegarde|(?:mandataire|administrateur|administratrice|liquidateur|liquidatrice) judiciaire|liquidateur|cessation (?:de|des) paiements?|(?:jugement|plan|periode) de redressement|creances? anterieures?|(?:creances?|dettes?)(?: \\S{1,12}){0,4}? gelee?s?|declar(?:er|ation|ez|ations) (?:\\S{1,10} ){0,4}?(?:creances?|au passif)|bodacc|mandat ad hoc|procedure de conciliation|depot de bilan|depos(?:e|er|ons) (?:le |son |notre )?bilan|jugement d'ouverture|en redressement|plan de continuation`,
    { always: true, unless: /pas (?:\S{1,10} )?en (?:liquidation|redressement|sauvegarde|cessation)/ },
  ),
  rule(
    'insolvency',
    94,
    `in(?:to)? (?:\\S{1,12} )?(?:administration|liquidation|receivership)|insolven(?:t|cy)|bankrupt(?:cy)?|chapter (?:7|11)|winding[- ]up|wound up|liquidators?|receivership|administrators? (?:has |have |was |were )?(?:been )?appointed|ceased trading|proof of debt|(?:company|corporate) voluntary arrangement|creditors' meeting|enter(?:ed|ing|s)? (?:into )?(?:administration|liquidation)|appoint(?:ed|ing|ment of) (?:\\S{1,10} ){0,2}?(?:administrators?|liquidators?|receivers?|trustees?)|(?:hands of|called in|calling in) (?:the |our )?(?:\\S{1,10} )?(?:receivers?|administrators?|liquidators?)|declared (?:insolvent|bankrupt)`,
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
    `merci(?! (?:de |d')(?:(?:bien|me|nous|m'|n'|lui|leur|la|les|le|l'|ne|pas|y) ?){0,3}(?!votre|notre|leur)[a-z]{2,18}(?:er|ir|re|oir)(?![a-z]))|remerci\\S{1,5}|bien (?:recu|note)|pris(?:e)? (?:bonne )?note|en prends note|accus\\S{1,6} (?:bonne )?reception|(?:reviens|revenons|reviendrai|reviendrons) vers vous|en cours de (?:traitement|verification|validation|recherche)|me renseigne|je (?:verifie|regarde|transmets|transfere|fais suivre|m'en occupe)|nous (?:verifions|regardons|transmettons|faisons)${words(2)}|transmis (?:\\S{1,8} )?(?:a|au)|entendu|d'accord|parfait`,
    { always: true },
  ),
  rule(
    'thanks',
    70,
    `thanks?|thank you|appreciated?|grateful|cheers|noted|well received|received your|(?:will|'ll) (?:get back|revert|check|look into|come back)|looking into|(?:passed|forwarded|sent) (?:this|it|your \\S{1,10})(?: \\S{1,10}){0,2}? (?:on|to)|understood|acknowledge|am checking|are checking|checking with`,
    { always: true },
  ),
];

/** Proceedings, anger, and a mere answer. */
export const otherRules: readonly ReplyRule[] = [...insolvency, ...hostile, ...acknowledgements];
