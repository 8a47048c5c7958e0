import { key } from './scalar';

/** Deeper than any manifest goes, so that one that holds itself is told, and not followed until memory ends. */
const DEEPEST = 1000;

/** Readers look no further for the colon after a key. */
const LONGEST_KEY = 1024;

/** How the lines of one depth begin. */
export interface Level {
  /** With a newline, and the blanks of the indent. */
  readonly newline: string;
  /** With the dash of a list after those. */
  readonly dash: string;
  /** With a key and its colon after those, where a collection starts on the next line: by key, those that were met, which are few. */
  readonly collections: Map<string, string>;
  /** The same before anything else. */
  readonly leaves: Map<string, string>;
}

/** By depth, those that were met. */
export const LEVELS: Level[] = [];

/** @throws when a manifest goes too deep */
export function levelOf(depth: number): Level {
  if (depth > DEEPEST) {
    throw new Error(`it goes deeper than ${DEEPEST} levels. Does it hold itself?`);
  }
  while (LEVELS.length <= depth) {
    const newline = `\n${'  '.repeat(LEVELS.length)}`;
    LEVELS.push({ newline, dash: `${newline}- `, collections: new Map(), leaves: new Map() });
  }
  return LEVELS[depth];
}

/** How many lines are kept, and up to which length. */
const KEPT = { lines: 4096, length: 80 };
let kept = 0;

/** A line up to the value of a key that was not met yet. */
export function newLine({ newline, leaves, collections }: Level, name: string, isLeaf: boolean): string {
  const text = key(name);
  const colon = isLeaf ? ': ' : ':';
  const line = text.length > LONGEST_KEY ? `${newline}? ${text}${newline}${colon}` : `${newline}${text}${colon}`;
  if (kept < KEPT.lines && line.length <= KEPT.length) {
    (isLeaf ? leaves : collections).set(name, line);
    kept++;
  }
  return line;
}
