/** Turns work on many into work on one: what is asked while a batch is under way makes the next batch. Answers in the order asked. */
export function inBatches<Ask, Answer>(
  work: (batch: readonly Ask[]) => Promise<readonly Answer[]>,
  largest = 200,
): (ask: Ask) => Promise<Answer> {
  type Waiting = { readonly ask: Ask; readonly resolve: (answer: Answer) => void; readonly reject: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let working = false;

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, largest);
      try {
        const answers = await work(batch.map((one) => one.ask));
        for (const [index, one] of batch.entries()) {
          // The cast: `work` answers one for one; Answer may itself allow undefined.
          one.resolve(answers[index] as Answer);
        }
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    working = false;
  }

  return (ask) =>
    new Promise<Answer>((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      if (working) return;
      working = true;
      // A turn later, so that those who ask in the same moment share the first batch.
      queueMicrotask(() => void workOff());
    });
}
