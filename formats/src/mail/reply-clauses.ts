/** A part of a sentence that says one thing; offsets count in the whole text. */
export type Clause = {
  readonly offset: number;
  readonly text: string;
  readonly sentence: Sentence;
  readonly question: boolean;
  /** Its sentence hangs on something: read once for all its clauses. */
  readonly hanging: boolean;
};
export type Sentence = { readonly offset: number; readonly text: string };

const abbreviation =
  /(?:^|[\s(])(?:m|mm|mr|mrs|ms|mme|mlle|dr|me|n|no|ref|fact|fac|inv|ste|ets|art|tel|janv|fevr|avr|juil|sept|oct|nov|dec|jan|feb|apr|aug|cf|env|etc|ttc|ht|co|ltd|inc|st|p|s|a|i|e)$/;
const shortLine = 60;
const joint =
  /,\s|\s(?:mais|but|however|cependant|toutefois|neanmoins|par contre|en revanche|car|because|although|whereas|tandis que|alors que)\s|\s(?:et|and)\s(?=(?:je|j'|nous|on|il|elle|ils|elles|vous|le|la|les|l'|un|une|votre|notre|ce|cette|we|i|it|the|they|you|this|that|will|please|merci|n'|ne)\b)|\s[:;-]\s|:\s/g;

/** Sentences of folded text: a short line ends one, as does a blank line or a list's next point; "M.", "n." and amounts do not. */
export function sentencesOf(folded: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  let lineStart = 0;
  const close = (end: number) => {
    const text = folded.slice(start, end);
    if (text.trim() !== '') sentences.push({ offset: start, text });
    start = end;
  };
  for (let at = 0; at < folded.length; at += 1) {
    const sign = folded.charAt(at);
    if (sign === '\n') {
      if (at - lineStart < shortLine || /^\n?\s{0,4}(?:[-*•>]|\d{1,2}[.)])\s/.test(folded.slice(at + 1, at + 12))) close(at + 1);
      lineStart = at + 1;
    } else if (/[.!?;…]/.test(sign) && endsSentence(folded, at, start)) close(at + 1);
  }
  close(folded.length);
  return sentences;
}

function endsSentence(folded: string, at: number, start: number): boolean {
  const next = folded.charAt(at + 1);
  if (next !== '' && !/[\s"')]/.test(next)) return false;
  return folded.charAt(at) !== '.' || !abbreviation.test(folded.slice(Math.max(start, at - 6), at));
}

/** Clauses of folded text: what "mais" or a comma sets apart, so that a "pas" in one does not deny the other. */
export function clausesOf(folded: string): Clause[] {
  return sentencesOf(folded).flatMap((sentence) => {
    const question = /\?\s*$/.test(sentence.text.slice(-20));
    const whole = { sentence, hanging: condition.test(sentence.text) };
    const asked = question && asksFromTheStart.test(sentence.text);
    const clauses: Clause[] = [];
    let start = 0;
    for (const match of sentence.text.matchAll(joint)) {
      clauses.push({ offset: sentence.offset + start, text: sentence.text.slice(start, match.index), question: asked, ...whole });
      // The joining word stays with what follows: "mais nous paierons".
      start = match.index;
    }
    const last = sentence.text.slice(start);
    // ", non ?" asks what was said before it.
    const tag = question && last.length < tagLength;
    clauses.push({ offset: sentence.offset + start, text: last, question, ...whole });
    if (tag) return clauses.map((clause) => ({ ...clause, question })).filter(hasWords);
    return clauses.filter(hasWords);
  });
}

const tagLength = 18;
// "C'est payé, mais pouvez-vous…?" asks in its last clause only.
const asksFromTheStart =
  /^\W{0,4}(?:est-ce|es[t-]|avez|a-t|ont-|aurait|auriez|pouvez|pourriez|peut-on|comment|pourquoi|quand|quel|que |qu'|ou |did|do |does|has|have|is |are |was|were|can |could|would|will |when|why|how|what|which|who)/;

function hasWords(clause: Clause): boolean {
  return /[a-z0-9]/.test(clause.text);
}

const denial =
  /\bn(?:e |')\S{1,20}(?: \S{1,20}){0,5}? (?:pas|jamais|plus|aucune?|rien|point|guere)\b|\bpas (?:encore |ete |bien )?(?:ete )?(?:paye|regle|recu|vire|emis|effectue|fait|parti|envoye)|\bnon (?:paye|regle|recu|effectue)|\bpas de (?:paiement|virement|reglement)|\baucun(?:e)? \S|\bimpaye|\bsans (?:avoir|etre)\b|\b(?:not|never|unpaid|nothing|cannot|unable|yet to be|has yet|have yet|neither|nor)\b|n't\b|\bno (?:payment|transfer|money|funds|wire)\b/;

/** Whether the clause denies what it speaks of: "n'avons pas encore payé", "has not been paid". */
export function isDenied(clause: Clause): boolean {
  return denial.test(clause.text);
}

const condition =
  /\b(?:si|s'il|s'ils|des que|des la|des reception|des validation|des lors|une fois|lorsque|quand|a condition|sous reserve|(?:a|apres|sur) (?:la )?reception|tant que|en cas|pourvu|if|once|as soon as|provided|when|unless|subject to|(?:upon|on|after) (?:receipt|receiving|reception)|should (?:you|it|this|the (?:payment|transfer|money))|assuming|whether)\b/;
const supposition =
  /\b(?:should have been|ought to|would|could|might|may have|pourrions|pourrais|paierions|paierais|reglerions|reglerais|serait|seraient|aurait|auraient|aurions|aurais)\b/;

/** Whether what the clause says hangs on something: "si", "dès réception", "if", "once"; looked for in the whole sentence. */
export function isConditional(clause: Clause): boolean {
  return clause.hanging || supposition.test(clause.text);
}

const yetToCome =
  /\b(?:sera|seront|aura|auront|serait|aurait|devra|devrait|devraient|doit|doivent|va|vont|allons|vais|peut|pourra|pourrait|pourrons|prevue?s?|programmee?s?|planifiee?s?|a venir|will|'ll|shall|going to|to be|should be|must be|can be|could be|would|scheduled|planned|needs? to|has to|have to|about to)\b/;

/** Whether the clause speaks of what is still to come. */
export function isYetToCome(clause: Clause): boolean {
  return yetToCome.test(clause.text);
}

const otherMatter =
  /\b(?:pour|en attente de|en vue d[eu]|mise? en|bon a|demandes? de|proposition de|plans? de|delais? de|service|conditions? de|dossier de|moyen de) (?:le |la |son |leur |mise en )?(?:paiement|reglement|virement)|\b(?:regle|reglee?s?|solde)\s{1,3}(?:le|la|les|ce|ces|un|cette|notre|votre) (?:\S{1,12} )?(?:probleme|souci|litige|question|point|differend|difficulte|malentendu)|\bfor (?:payment|approval)|payment (?:plan|request|terms|proposal|arrangement|details|reminder|method|schedule)|(?:settled|cleared|resolved) (?:the |this |our |that )?(?:\S{1,12} )?(?:dispute|issue|matter|question|goods|customs|complaint|claim)|\b(?:settled|cleared) (?:customs|in (?!full))/;

/** Whether the words of paying are about something else: "transmis pour paiement", "réglé le problème", "a payment plan". */
export function isOtherMatter(clause: Clause): boolean {
  return otherMatter.test(clause.text);
}
