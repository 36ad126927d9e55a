/** The job that lets the language model read one mail. */
export const askModelKind = 'replies.ask-model';
