import type { MailLine } from './quoted-history.ts';

// Patterns read folded text, see quoted-history.ts.

const phone =
  /^[\s<(*[]{0,6}(?:envoye(?:e)?|envoi|sent|expedie|ecrit|provenance|obtenir|telecharge[rz]?|get|sent by|gesendet|von meinem|enviado|inviato|verzonden|skickat|sendt)\b[^\n]{0,12}\b(?:(?:de|depuis|du|a partir d[eu]|par|avec|from|via|with|by|mit|desde|dal?|met|fran|fra)\b[^\n]{0,12}\b)?(?:iphone|ipad|ipod|mobile|smartphone|telephone|portable|android|samsung|galaxy|huawei|xiaomi|blackberry|outlook|yahoo|gmail|orange|free|sfr|laposte|mail|courrier|proton|thunderbird|windows|htc|nokia|pixel|airmail|mailbox|phone|cell|handy|movil|device|appareil|bluemail|spark)\b[^\n]{0,100}$/;
const getOutlook = /^[\s<(*[]{0,6}(?:get|obtenez|obtenir|telecharger|download) \[?(?:outlook|bluemail|yahoo|spark)[^\n]{0,160}$/;

/** "Envoyé de mon iPhone", "Sent from Outlook for Android": written by the device. */
export function isDeviceLine(line: MailLine): boolean {
  return line.folded.length < 200 && (phone.test(line.folded) || getOutlook.test(line.folded));
}

const closing = new RegExp(
  String.raw`^\s{0,8}(?:(?:(?:tres|bien|bien a vous,?|merci(?: d'avance)?(?: et|,)?|avec mes|sinceres|respectueuses|mes|nos|with|many thanks(?: and|,)|thanks(?: and|,)|kind|best|warm|kindest|warmest|yours?) ){0,3}` +
    String.raw`(?:cordialement|cdlt|cdt|bien a vous|bien a toi|salutations(?: distinguees| respectueuses| cordiales)?|sentiments distingues|meilleures salutations|respectueusement|sincerement|amicalement|regards|best wishes|best|cheers|sincerely(?: yours)?|faithfully|truly|mit freundlichen grussen|saludos|cordiali saluti|met vriendelijke groet)` +
    // A name may follow: after a comma, or at once after the French word, which begins no sentence.
    String.raw`(?:\s?[,.!;-]\s?[^\n]{0,40}|(?<=cordialement)(?: [a-z.'-]{1,20}){1,3})?[\s,.!]{0,4}|(?:je vous prie|nous vous prions|veuillez)\b[^\n]{0,40}\b(?:agreer|croire|recevoir|accepter)\b[^\n]{0,160})$`,
);

/** A line that ends a letter: "Cordialement,", "Kind regards", "Veuillez agréer…". */
export function isClosing(line: MailLine): boolean {
  return line.folded.length < 240 && closing.test(line.folded);
}

/** The mark of RFC 3676 that what follows is a signature. */
export function isSignatureMark(line: MailLine): boolean {
  return /^(?:--|__|—|\*\*)\s{0,3}$/.test(line.folded);
}

const disclaimerStart =
  /^[\s*_#-]{0,8}(?:ce (?:message|courriel|mail|e-?mail)|cet? (?:e-?mail|envoi)|les informations contenues|this (?:e-?mail|message|communication|transmission)|the (?:information|contents?) (?:contained |of )?(?:in )?this|confidentiality notice|avis de confidentialite|confidentiel|disclaimer|clause de confidentialite|avant d'imprimer|pensez a|please consider|n'imprimez|si vous n'etes pas le destinataire|if you are not the intended|l'integrite de ce message)/;
const disclaimerWords =
  /confidenti|destinataire|intended (?:recipient|for|solely)|privileged|imprim|print|environ|usage exclusif|solely for|strictement|virus|internet ne permettant|responsabilite/;

/** The first line of a legal notice: it needs both the start of one and one of its words near it. */
export function isDisclaimer(lines: readonly MailLine[], at: number): boolean {
  const first = lines[at]?.folded ?? '';
  if (!disclaimerStart.test(first)) return false;
  return disclaimerWords.test(`${first} ${lines[at + 1]?.folded ?? ''}`);
}

/** "PS :", "NB :" after the signature are words to read. */
export function isPostscript(line: MailLine): boolean {
  return /^\s{0,8}(?:p\.?\s?s\.?|n\.?b\.?|post-?scriptum)\s{0,2}[:.-]?\s/.test(line.folded);
}
