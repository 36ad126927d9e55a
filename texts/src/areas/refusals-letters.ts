import { messages } from './messages.ts';

type Values = Readonly<Record<string, string | number>>;
// The cast where it is used: the server tells states it knows.
type State = keyof typeof messages.en.deliveryStates;

/** Why letters and channels say no. */
export const letterRefusals = {
  en: {
    'letter.not-found': 'There is no such letter.',
    'letter.batch-not-found': 'There is no such batch of letters.',
    'letter.not-yet-day': 'That day has not come yet.',
    'letter.nothing-posted': 'None of these letters is said to be posted.',
    'letter.said-since': 'What became of a letter is written down already: it has left.',
    'letter.not-left': 'That letter has not left: nothing can have become of it.',
    'letter.ended': ({ from, to }: Values) =>
      to === 'nothing'
        ? 'Say why what was written down is to be taken back.'
        : `This letter stands as “${messages.en.deliveryStates[from as State]}”: it cannot be “${messages.en.deliveryStates[to as State]}” as well. To correct it, say why.`,
    'letter.nothing-said': 'Nothing is written down of that letter: there is nothing to correct.',
    'letter.proof-unknown': 'There is no such proof.',
    'letter.proof-type': ({ name }: Values) => `“${name}” is none of PDF, PNG and JPEG.`,
    'letter.nothing-to-print': 'There is nothing left to print in it.',
    'letter.batch-of-others':
      'This batch may hold letters of customers you do not see: print and post yours, somebody who sees all of it closes it.',
    'channel.provider-unknown': 'That provider does not carry this channel.',
    'channel.field-missing': ({ field }: Values) => `“${field}” is missing, or cannot be that.`,
    'channel.field-unknown': ({ field }: Values) => `The provider knows no “${field}”.`,
  },
  fr: {
    'letter.not-found': 'Ce courrier n’existe pas.',
    'letter.batch-not-found': 'Ce lot de courriers n’existe pas.',
    'letter.not-yet-day': 'Ce jour n’est pas encore venu.',
    'letter.nothing-posted': 'Aucun de ces courriers n’est dit posté.',
    'letter.said-since': 'Ce qu’un courrier est devenu est déjà noté\u00a0: il est parti.',
    'letter.not-left': 'Ce courrier n’est pas parti\u00a0: rien n’a pu lui arriver.',
    'letter.ended': ({ from, to }: Values) =>
      to === 'nothing'
        ? 'Dites pourquoi ce qui est noté est à reprendre.'
        : `Ce courrier est noté «\u00a0${messages.fr.deliveryStates[from as State]}\u00a0»\u00a0: il ne peut pas être aussi «\u00a0${messages.fr.deliveryStates[to as State]}\u00a0». Pour corriger, dites pourquoi.`,
    'letter.nothing-said': 'Rien n’est noté de ce courrier\u00a0: il n’y a rien à corriger.',
    'letter.proof-unknown': 'Cette preuve n’existe pas.',
    'letter.proof-type': ({ name }: Values) => `«\u00a0${name}\u00a0» n’est ni un PDF, ni un PNG, ni un JPEG.`,
    'letter.nothing-to-print': 'Il n’y a plus rien à y imprimer.',
    'letter.batch-of-others':
      'Ce lot peut contenir des courriers de clients que vous ne voyez pas\u00a0: imprimez et postez les vôtres, une personne qui voit tout le lot le clôt.',
    'channel.provider-unknown': 'Ce prestataire n’achemine pas ce canal.',
    'channel.field-missing': ({ field }: Values) => `«\u00a0${field}\u00a0» manque, ou ne peut pas valoir cela.`,
    'channel.field-unknown': ({ field }: Values) => `Le prestataire ne connaît pas «\u00a0${field}\u00a0».`,
  },
};
