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
  /** With a key and its colon after those: the keys that were met, which are few in all manifests. */
  readonly labels: Record<Colon, Map<string, string>>;
}

/** What comes after a key: the colon of a collection, which starts on the next line, or that of anything else. */
export type Colon = ':' | ': ';

const levels: Level[] = [];

/** @throws when a manifest goes too deep */
export function levelOf(depth: number): Level {
  if (depth > DEEPEST) {
    throw new Error(`it goes deeper than ${DEEPEST} levels. Does it hold itself?`);
  }
  while (levels.length <= depth) {
    const newline = `\n${'  '.repeat(levels.length)}`;
    levels.push({ newline, dash: `${newline}- `, labels: { ':': new Map(), ': ': new Map() } });
  }
  return levels[depth];
}

/** How many labels are kept, and up to which length. */
const KEPT = { labels: 4096, length: 80 };
let kept = 0;

/** A line up to the value of a key. */
export function lineOf(level: Level, name: string, colon: Colon): string {
  const labels = level.labels[colon];
  const known = labels.get(name);
  if (known !== undefined) {
    return known;
  }
  const line = `${level.newline}${label(level, name, colon)}`;
  if (kept < KEPT.labels && line.length <= KEPT.length) {
    labels.set(name, line);
    kept++;
  }
  return line;
}

/** The same where the line has begun already. */
export function label(level: Level, name: string, colon: Colon): string {
  const text = key(name);
  return text.length > LONGEST_KEY ? `? ${text}${level.newline}${colon}` : `${text}${colon}`;
}
