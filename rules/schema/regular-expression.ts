/**
 * Regular expressions of RE2, as the API server runs them. JavaScript has another syntax, and some of its searches take exponential time.
 * Here, the time is linear in the length of the text.
 * @see https://github.com/google/re2/wiki/Syntax
 */
export class RegularExpression {
  private constructor(private readonly program: readonly Instruction[]) {}

  /** The expression of a pattern; undefined if the pattern is invalid or too large. */
  public static of(pattern: string): RegularExpression | undefined {
    let expression = CACHE.get(pattern);
    if (expression === undefined) {
      try {
        const program: Instruction[] = [];
        new Parser(pattern).parse().emit(program);
        program.push({ kind: 'match' });
        expression = new RegularExpression(program);
      } catch (error) {
        if (!(error instanceof Unsupported)) {
          throw error;
        }
        expression = null;
      }
      CACHE.set(pattern, expression);
    }
    return expression ?? undefined;
  }

  /** Whether a part of the text matches. */
  public test(text: string): boolean {
    const characters = [...text];
    let states = new Set<number>();
    for (let i = 0; i <= characters.length; i++) {
      const place = { before: characters[i - 1], after: characters[i] };
      const next = new Set<number>();
      const reached = new Set<number>();
      // a match can start at each character
      states.add(0);
      for (const state of states) {
        if (this.follow(state, place, reached)) {
          return true;
        }
      }
      for (const state of reached) {
        const instruction = this.program[state];
        if (instruction.kind === 'character' && place.after !== undefined && instruction.accepts(place.after)) {
          next.add(state + 1);
        }
      }
      states = next;
    }
    return false;
  }

  /** Collects the states that a state reaches without a character. Returns whether the match is one of them. */
  private follow(start: number, place: Place, reached: Set<number>): boolean {
    const open = [start];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (reached.has(state)) {
        continue;
      }
      reached.add(state);
      const instruction = this.program[state];
      switch (instruction.kind) {
        case 'match':
          return true;
        case 'jump':
          open.push(...instruction.to);
          break;
        case 'assert':
          if (instruction.holds(place)) {
            open.push(state + 1);
          }
          break;
        default:
      }
    }
    return false;
  }
}

const CACHE = new Map<string, RegularExpression | null>();

/** The characters beside a place in a text. */
interface Place {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

type Instruction =
  | { readonly kind: 'match' }
  | { readonly kind: 'jump'; readonly to: readonly number[] }
  | { readonly kind: 'assert'; readonly holds: (place: Place) => boolean }
  | { readonly kind: 'character'; readonly accepts: (character: string) => boolean };

/** The limits of RE2. */
const MOST_REPETITIONS = 1000;
const LARGEST_PROGRAM = 10_000;

/** A pattern that RE2 refuses, or that is too large. */
class Unsupported extends Error {}

/** A part of an expression: appends its instructions to a program. */
interface Part {
  emit(program: Instruction[]): void;
}

function single(instruction: Instruction): Part {
  return { emit: (program) => void push(program, instruction) };
}

function push(program: Instruction[], instruction: Instruction): number {
  if (program.length >= LARGEST_PROGRAM) {
    throw new Unsupported();
  }
  return program.push(instruction) - 1;
}

function sequence(parts: readonly Part[]): Part {
  return { emit: (program) => parts.forEach((part) => part.emit(program)) };
}

function alternatives(parts: readonly Part[]): Part {
  return parts.length === 1
    ? parts[0]
    : {
        emit(program) {
          const start = push(program, { kind: 'jump', to: [] });
          const starts: number[] = [];
          const ends: number[] = [];
          for (const part of parts) {
            starts.push(program.length);
            part.emit(program);
            ends.push(push(program, { kind: 'jump', to: [] }));
          }
          program[start] = { kind: 'jump', to: starts };
          ends.forEach((end) => (program[end] = { kind: 'jump', to: [program.length] }));
        },
      };
}

function repeated(part: Part, least: number, most: number): Part {
  return {
    emit(program) {
      for (let i = 0; i < least; i++) {
        part.emit(program);
      }
      if (most === Infinity) {
        const start = push(program, { kind: 'jump', to: [] });
        part.emit(program);
        push(program, { kind: 'jump', to: [start] });
        program[start] = { kind: 'jump', to: [start + 1, program.length] };
        return;
      }
      const exits: number[] = [];
      for (let i = least; i < most; i++) {
        exits.push(push(program, { kind: 'jump', to: [] }));
        part.emit(program);
      }
      exits.forEach((exit) => (program[exit] = { kind: 'jump', to: [exit + 1, program.length] }));
    },
  };
}

const isWord = (character: string | undefined): boolean => character !== undefined && /^\w$/.test(character);
const isBoundary = ({ before, after }: Place): boolean => isWord(before) !== isWord(after);
const isStart = ({ before }: Place): boolean => before === undefined;
const isEnd = ({ after }: Place): boolean => after === undefined;

const ASSERTIONS: Readonly<Record<string, (place: Place) => boolean>> = {
  b: isBoundary,
  B: (place) => !isBoundary(place),
  A: isStart,
  z: isEnd,
};

/** The classes of ASCII, in the syntax of JavaScript. */
const CLASSES: Readonly<Record<string, string>> = {
  ...{ d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' },
  ...{ alnum: '0-9A-Za-z', alpha: 'A-Za-z', ascii: '\\x00-\\x7F', blank: '\\t ', cntrl: '\\x00-\\x1F\\x7F' },
  ...{ digit: '0-9', graph: '!-~', lower: 'a-z', print: ' -~', punct: '!-\\/:-@\\[-`{-~', space: '\\t\\n\\v\\f\\r ' },
  ...{ upper: 'A-Z', word: '0-9A-Za-z_', xdigit: '0-9A-Fa-f' },
};

const CONTROLS: Readonly<Record<string, string>> = { a: '\x07', f: '\f', t: '\t', n: '\n', r: '\r', v: '\v' };

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

/** Reads the syntax of RE2. */
class Parser {
  private readonly characters: readonly string[];
  private next = 0;
  private depth = 0;
  private flags: Flags = { i: false, m: false, s: false };

  public constructor(pattern: string) {
    this.characters = [...pattern];
  }

  public parse(): Part {
    const part = this.alternation();
    if (this.next < this.characters.length) {
      throw new Unsupported();
    }
    return part;
  }

  private alternation(): Part {
    const parts = [this.concatenation()];
    while (this.takes('|')) {
      parts.push(this.concatenation());
    }
    return alternatives(parts);
  }

  private concatenation(): Part {
    const parts: Part[] = [];
    for (let next = this.peek(); next !== undefined && next !== '|' && next !== ')'; next = this.peek()) {
      parts.push(this.quantified(this.atom()));
    }
    return sequence(parts);
  }

  private quantified(part: Part): Part {
    const [least, most] = this.quantifier() ?? [];
    if (least === undefined || most === undefined) {
      return part;
    }
    // whether a quantifier is lazy does not change whether a text matches
    this.takes('?');
    if (/^[*+?]$/.test(this.peek() ?? '')) {
      throw new Unsupported();
    }
    return repeated(part, least, most);
  }

  private quantifier(): readonly [least: number, most: number] | undefined {
    switch (this.peek()) {
      case '*':
        return this.skip([0, Infinity]);
      case '+':
        return this.skip([1, Infinity]);
      case '?':
        return this.skip([0, 1]);
      case '{':
        return this.count();
      default:
        return undefined;
    }
  }

  private count(): readonly [least: number, most: number] | undefined {
    const rest = this.characters.slice(this.next, this.next + 12).join('');
    const [text, least, comma = '', most = ''] = /^\{(\d+)(?:(,)(\d*))?\}/.exec(rest) ?? [];
    if (text === undefined) {
      // a brace without numbers is a character
      return undefined;
    }
    this.next += text.length;
    const [from, to] = [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)];
    if (from > to || Math.max(from, to === Infinity ? 0 : to) > MOST_REPETITIONS) {
      throw new Unsupported();
    }
    return [from, to];
  }

  private atom(): Part {
    const character = this.take();
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return this.class();
      case '.': {
        const { s } = this.flags;
        return single({ kind: 'character', accepts: (one) => s || one !== '\n' });
      }
      case '^':
      case '$':
        return this.line(character);
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw new Unsupported();
      default:
        return this.literal(character);
    }
  }

  private line(character: '^' | '$'): Part {
    const { m } = this.flags;
    const holds =
      character === '^'
        ? (place: Place) => isStart(place) || (m && place.before === '\n')
        : (place: Place) => isEnd(place) || (m && place.after === '\n');
    return single({ kind: 'assert', holds });
  }

  private literal(character: string): Part {
    return this.characterOf(/[\w]/.test(character) ? character : asClassItem(character));
  }

  /** A character of a class, in the syntax of JavaScript. */
  private characterOf(content: string, isNegated = false): Part {
    let expression: RegExp;
    try {
      expression = new RegExp(`^[${isNegated ? '^' : ''}${content}]$`, this.flags.i ? 'ui' : 'u');
    } catch {
      throw new Unsupported();
    }
    return single({ kind: 'character', accepts: (character) => expression.test(character) });
  }

  private group(): Part {
    const { flags } = this;
    if (++this.depth > MOST_REPETITIONS) {
      throw new Unsupported();
    }
    if (this.takes('?')) {
      const head = this.until(/^[:)>]$/);
      const end = this.characters[this.next - 1];
      if (end !== '>') {
        this.setFlags(head);
      } else if (!/^P?<\w+$/.test(head)) {
        throw new Unsupported();
      }
      if (end === ')') {
        this.depth--;
        return sequence([]);
      }
    }
    const part = this.alternation();
    if (!this.takes(')')) {
      throw new Unsupported();
    }
    this.flags = flags;
    this.depth--;
    return part;
  }

  private setFlags(text: string): void {
    const [, on, off = ''] = /^([imsU]*)(?:-([imsU]+))?$/.exec(text) ?? [];
    if (on === undefined) {
      throw new Unsupported();
    }
    for (const flag of ['i', 'm', 's'] as const) {
      this.flags = { ...this.flags, [flag]: (this.flags[flag] || on.includes(flag)) && !off.includes(flag) };
    }
  }

  private escape(): Part {
    const character = this.peek() ?? '';
    if (character in ASSERTIONS) {
      return this.skip(single({ kind: 'assert', holds: ASSERTIONS[character] }));
    }
    if (character === 'Q') {
      this.next++;
      const end = this.characters.findIndex(
        (one, i) => i >= this.next && one === '\\' && this.characters[i + 1] === 'E',
      );
      const quoted = this.characters.slice(this.next, end < 0 ? undefined : end);
      this.next = end < 0 ? this.characters.length : end + 2;
      return sequence(quoted.map((one) => this.literal(one)));
    }
    const [content, isNegated] = this.classEscape();
    return this.characterOf(content, isNegated);
  }

  /** What follows a backslash, as the content of a class of JavaScript. */
  private classEscape(): readonly [content: string, isNegated: boolean] {
    const character = this.take();
    const lower = character.toLowerCase();
    if ('dsw'.includes(lower)) {
      return [CLASSES[lower], character !== lower];
    }
    if (lower === 'p') {
      const name = this.takes('{') ? this.until(/^\}$/) : this.take();
      const isNegated = (character === 'P') !== name.startsWith('^');
      const property = name.replace(/^\^/, '');
      return [`\\p{${/^(L|M|N|P|S|Z|C)[a-z]?$/.test(property) ? property : `Script=${property}`}}`, isNegated];
    }
    if (character === 'x') {
      const digits = this.takes('{') ? this.until(/^\}$/) : this.take() + this.take();
      return [`\\u{${digits}}`, false];
    }
    if (/[0-7]/.test(character)) {
      const rest = this.characters.slice(this.next, this.next + 2).join('');
      const [more] = /^[0-7]*/.exec(rest)!;
      if (character !== '0' && more.length < 2) {
        throw new Unsupported();
      }
      this.next += more.length;
      return [`\\u{${parseInt(character + more, 8).toString(16)}}`, false];
    }
    if (character in CONTROLS) {
      return [asClassItem(CONTROLS[character]), false];
    }
    if (/[\w]/.test(character) || character.charCodeAt(0) > 127) {
      throw new Unsupported();
    }
    return [asClassItem(character), false];
  }

  private class(): Part {
    const isNegated = this.takes('^');
    const parts: string[] = [];
    const excluded: string[] = [];
    for (let isFirst = true; isFirst || this.peek() !== ']'; isFirst = false) {
      const rest = this.characters.slice(this.next, this.next + 12).join('');
      const [posix, not, name] = /^\[:(\^?)([a-z]+):\]/.exec(rest) ?? [];
      if (posix !== undefined) {
        if (!(name in CLASSES) || name.length < 4) {
          throw new Unsupported();
        }
        this.next += posix.length;
        (not === '' ? parts : excluded).push(CLASSES[name]);
        continue;
      }
      const character = this.take();
      const [content, isOther] = character === '\\' ? this.classEscape() : [asClassItem(character), false];
      (isOther ? excluded : parts).push(content);
      const isRange = this.peek() === '-' && this.characters[this.next + 1] !== ']';
      if (isRange && this.characters[this.next + 1] !== undefined) {
        this.next++;
        const end = this.take();
        const [last] = end === '\\' ? this.classEscape() : [asClassItem(end)];
        parts.push(`-${last}`);
      }
    }
    this.next++;
    return this.classOf(parts.join(''), excluded, isNegated);
  }

  /** A class of characters, and of the complements of other classes: `[a\D]`. */
  private classOf(content: string, excluded: readonly string[], isNegated: boolean): Part {
    if (excluded.length === 0) {
      return this.characterOf(content, isNegated);
    }
    const flags = this.flags.i ? 'ui' : 'u';
    const others = excluded.map((one) => new RegExp(`^[^${one}]$`, flags));
    const own = content === '' ? undefined : new RegExp(`^[${content}]$`, flags);
    const isIn = (character: string): boolean =>
      own?.test(character) === true || others.some((other) => other.test(character));
    return single({ kind: 'character', accepts: (character) => isIn(character) !== isNegated });
  }

  private peek(): string | undefined {
    return this.characters[this.next];
  }

  private take(): string {
    if (this.next >= this.characters.length) {
      throw new Unsupported();
    }
    return this.characters[this.next++];
  }

  private takes(character: string): boolean {
    const isNext = this.peek() === character;
    this.next += isNext ? 1 : 0;
    return isNext;
  }

  private skip<T>(result: T): T {
    this.next++;
    return result;
  }

  /** The characters before the next one that matches, which is also read. */
  private until(end: RegExp): string {
    let text = '';
    for (let character = this.take(); !end.test(character); character = this.take()) {
      text += character;
    }
    return text;
  }
}

/** A character as JavaScript writes it in a class. */
function asClassItem(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
