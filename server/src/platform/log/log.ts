import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogLevel } from '../config.ts';
import { scrub } from './scrub.ts';

/** What a program writes about itself: one JSON object a line, on its error output. */
export type Log = Logger;

export type LogOptions = {
  readonly level: LogLevel;
  /** Which program: serve, work. */
  readonly name: string;
  /** For tests; else the error output, whose lines are written at once so that none is lost with the process. */
  readonly to?: DestinationStream;
};

/** Opens the log. Fields are chosen, never whole requests, bodies or rows; what an error's own words hold of a person is taken out. */
export function openLog({ level, name, to = destination({ dest: 2, sync: true }) }: LogOptions): Log {
  return pino(
    {
      level,
      base: { program: name, pid: process.pid },
      timestamp: () => `,"time":"${Temporal.Now.instant().toString({ smallestUnit: 'millisecond' })}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: faultOf, req: () => undefined, res: () => undefined },
      hooks: { streamWrite: scrub },
    },
    to,
  );
}

type Fault = { name: string; message: string; stack?: string; code?: unknown; statement?: unknown; cause?: Fault };

// Named fields only: errors of libraries carry requests, rows, answers.
function faultOf(error: unknown, depth = 0): Fault {
  if (!(error instanceof Error)) return { name: 'not an error', message: typeof error };
  const { code, statement }: { code?: unknown; statement?: unknown } = error as never;
  return {
    name: error.name,
    message: error.message.slice(0, 500),
    ...(error.stack === undefined ? {} : { stack: framesOf(error.stack) }),
    ...(typeof code === 'string' ? { code } : {}),
    // The first line of a statement: its values stand apart and are not told.
    ...(typeof statement === 'string' ? { statement } : {}),
    ...(error.cause instanceof Error && depth < 3 ? { cause: faultOf(error.cause, depth + 1) } : {}),
  };
}

// Where it happened; the message, which heads the stack, is told once and cut.
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
}
