import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PressAnswer, PressOrder } from './press-order.ts';

export type Printed =
  | { readonly kind: 'made'; readonly pdf: Uint8Array }
  | { readonly kind: 'failed'; readonly detail: string }
  /** The process ended before it answered. */
  | { readonly kind: 'ended'; readonly detail: string };
/** One process that sets one paper at a time. */
export type Press = {
  print(template: string, data: Readonly<Record<string, unknown>>): Promise<Printed>;
  end(): Promise<void>;
  /** Made so far, and what the process took after the last one. */
  readonly papers: number;
  readonly rssBytes: number;
};
export type PressOptions = { readonly timeoutMs: number; readonly idleMs: number; readonly onEnd: () => void };

const program = fileURLToPath(new URL('./press.ts', import.meta.url));

// There are as many presses as cores: threads inside one would only wait for each other.
const environment = { RAYON_NUM_THREADS: '1' };

/** Starts a press. It does not keep the program alive, and is given nothing of our environment. */
export function openPress({ timeoutMs, idleMs, onEnd }: PressOptions): Press {
  const child = fork(program, [], {
    serialization: 'advanced',
    env: environment,
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=128'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).then(onEnd);
  let settle: ((printed: Printed) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let papers = 0;
  let rssBytes = 0;

  const finish = (printed: Printed): void => {
    clearTimeout(timer);
    const waiting = settle;
    settle = undefined;
    waiting?.(printed);
    rest();
  };
  const rest = (): void => {
    letGo(child);
    timer = setTimeout(() => child.kill(), idleMs);
    timer.unref();
  };
  child.on('message', (answer: PressAnswer) => {
    papers += 1;
    ({ rssBytes } = answer);
    finish('pdf' in answer ? { kind: 'made', pdf: answer.pdf } : { kind: 'failed', detail: answer.error });
  });
  void gone.then(() => finish({ kind: 'ended', detail: 'its process ended' }));

  return {
    print: (template, data) =>
      new Promise((resolve) => {
        clearTimeout(timer);
        settle = resolve;
        hold(child);
        timer = setTimeout(() => {
          finish({ kind: 'failed', detail: `not ready after ${timeoutMs} ms` });
          child.kill('SIGKILL');
        }, timeoutMs);
        const { payment } = data as { readonly payment?: { readonly code?: unknown } };
        const code = typeof payment?.code === 'string' && payment.code !== '' ? payment.code : null;
        const order: PressOrder = { id: papers, template, data: { values: data, code } };
        child.send(order, (error) => {
          if (error) finish({ kind: 'ended', detail: 'its process ended' });
        });
      }),
    end: async () => {
      clearTimeout(timer);
      child.ref();
      child.kill();
      await gone;
    },
    get papers() {
      return papers;
    },
    get rssBytes() {
      return rssBytes;
    },
  };
}

// While a paper is under way the program waits for it; an idle press holds nobody.
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}
