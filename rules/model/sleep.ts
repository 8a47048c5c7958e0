import { CommandWord } from './program';
import type { RunCommand } from './script';

const UNITS: Record<string, number> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** The seconds that `sleep` with these words takes: `undefined` if they are known only at run time. */
export function secondsOfSleep(words: readonly CommandWord[]): number | undefined {
  let seconds = 0;
  for (const word of words.slice(1)) {
    const [, count, unit] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word ?? '') ?? [];
    seconds += /^inf(?:inity)?$/i.test(word ?? '') ? Infinity : Number(count) * UNITS[unit];
  }
  return Number.isNaN(seconds) ? undefined : seconds;
}

/** The seconds that commands sleep at their beginning; 0 if they do not. */
export function sleepAtStart(commands: readonly RunCommand[]): number {
  const [first] = commands.filter(({ program }) => program.name !== 'set');
  const isSleep = first?.program.name === 'sleep' && !first.isConditional && !first.isBackground;
  return (isSleep && secondsOfSleep(first.program.words)) || 0;
}

/** The seconds that commands sleep before they start anything else; 0 if nothing follows. */
export function sleepBeforeStart(commands: readonly RunCommand[]): number {
  const others = commands.filter(({ program }) => program.name !== 'set');
  return others.length > 1 ? sleepAtStart(others) : 0;
}
