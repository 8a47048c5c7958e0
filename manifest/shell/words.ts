import { ShellSource, ShellFailure } from './source';
import { List, Part, Redirection, Word, constantText } from './tree';

/** Where a word is: bash reads some characters of a word differently in each place. */
export type WordPlace = 'command' | 'argument' | 'pattern' | 'expression' | 'delimiter';

/** The characters of a word, a variable or a text that have no other meaning there. */
const LITERAL = /[^ \t\n\\'"`$;&|()<>[]+/y;
const BETWEEN_ELEMENTS = /(?:[ \t\n]|\\\n|#[^\n]*)+/y;
const LITERAL_IN_BRACKETS = /[^\\'"`$()[\]<>]+|[()[\]<>]/y;
const TEXT = /[^\\"`$]+/y;
const TEXT_IN_ARITHMETIC = /[^\\`$()]+/y;
const TEXT_IN_DOCUMENT = /[^\\`$\n]+/y;
const VARIABLE = /[A-Za-z_]\w*|[\d@*#?$!-]/y;
const LENGTH_OR_INDIRECT = /#(?![}:=?+%/-]|#\})|!(?=\w)/y;
const PARAMETER = /[A-Za-z_]\w*|\d+|[@*#?$!-]/y;
const BASH_PARAMETER = /[A-Za-z_]\w*|\d+|[@*#?!-]|\$(?![{('"])/y;
const OPERATOR = /:?[-=?+]|##?|%%?|\/\/?|:/y;
const TEXT_IN_BRACES = /[^\\'"`$}<>]+|['<>]/y;
const LITERAL_IN_BRACES = /[^\\'"`$}<>]+|[<>]/y;

/** Reads words: quotes, variables and substitutions, and the texts of here-documents. */
export abstract class ShellWords extends ShellSource {
  /** The here-documents whose texts begin at the next line. */
  protected documents: Redirection[] = [];

  /** Whether `$` and backquotes have no meaning: in the delimiter of a here-document, for dash. */
  private isPlain = false;

  /** The substitutions that an attempt has read, by their offset. */
  private substitutions?: Map<number, { list: List; end: number; documents: Redirection[] }>;
  /** Whether the text may be read again in another way. */
  protected isAttempt = false;

  /** Reads commands up to the end of a substitution, and its `)`. */
  protected abstract substitution(): List;

  /** Reads a text that is part of this one, such as the text of a here-document. */
  protected abstract inner(text: string, base: number): ShellWords;

  /** Reads all commands of the text. */
  public abstract whole(): List;

  /** Reads the whole text as a here-document. */
  public document(): Part[] {
    return this.documentParts(() => this.offset >= this.text.length);
  }

  /** Reads a word. It is empty if none comes next. */
  protected word(place: WordPlace): Word {
    this.peekChar();
    const start = this.offset;
    const text = this.match(LITERAL);
    // most words have no other part
    const parts: Part[] = text === '' ? [] : [{ kind: 'literal', text }];
    this.isPlain = place === 'delimiter' && !this.isBash;
    while (this.wordPart(parts, place, start));
    this.isPlain = false;
    return { parts: exact(parts), start: this.base + start, end: this.base + this.offset };
  }

  /** Adds the next part of a word. Returns `false` at its end. */
  private wordPart(parts: Part[], place: WordPlace, start: number): boolean {
    const char = this.peekChar();
    switch (char) {
      case '':
      case ' ':
      case '\t':
      case '\n':
      case ';':
      case '&':
      case ')':
        return false;
      case '<':
      case '>':
        return this.isProcess(char) && this.processSubstitution(parts, `${char}(`);
      case '|':
        return place === 'expression' && this.addLiteral(parts, 1);
      case '(':
        return this.parenthesis(parts, place, start);
      case '[':
        return this.bracket(parts, place, start);
      case '\\':
        this.escape(parts);
        return true;
      case "'":
        this.single(parts);
        return true;
      case '"':
        this.double(parts);
        return true;
      case '`':
        this.backquote(parts, false);
        return true;
      case '$':
        this.dollar(parts, false);
        return true;
      default:
        addText(parts, 'literal', this.match(LITERAL));
        return true;
    }
  }

  private addLiteral(parts: Part[], length: number): true {
    addText(parts, 'literal', this.text.substring(this.offset, (this.offset += length)));
    return true;
  }

  private isProcess(char: string): boolean {
    return this.isBash && (char === '<' || char === '>') && this.text[this.offset + 1] === '(';
  }

  private processSubstitution(parts: Part[], form: '<(' | '>('): true {
    this.offset += form.length;
    parts.push({ kind: 'substitution', form, list: this.substitutionOnce() });
    return true;
  }

  /** Reads a substitution, or skips it if an attempt to read `((` has read it: the time is linear only if none is read again. */
  private substitutionOnce(): List {
    const start = this.offset;
    const known = this.substitutions?.get(start);
    if (known !== undefined) {
      this.offset = known.end;
      known.documents.forEach((document) => this.documents.push(document));
      return known.list;
    }
    const { documents } = this;
    this.documents = [];
    const list = this.nested(() => this.substitution());
    if (this.isAttempt) {
      (this.substitutions ??= new Map()).set(start, { list, end: this.offset, documents: this.documents });
    }
    // dash forgets the texts of here-documents that have not begun; bash reads them after the line
    if (this.isBash) {
      this.documents.forEach((document) => documents.push(document));
    }
    this.documents = documents;
    return list;
  }

  /** `name=(…)`, and in `[[ … ]]` a pattern or an expression with parentheses. */
  private parenthesis(parts: Part[], place: WordPlace, start: number): boolean {
    if (!this.isBash || place === 'argument' || place === 'delimiter') {
      return false;
    }
    if (place === 'command') {
      return /^[A-Za-z_]\w*(?:\[.*\])?\+?=$/s.test(this.text.slice(start, this.offset)) && this.array(parts);
    }
    const isPattern = this.offset > start && '@!?*+'.includes(this.text[this.offset - 1]);
    return (place === 'expression' || isPattern) && this.addBalanced(parts, ')');
  }

  private array(parts: Part[]): true {
    this.offset++;
    const words: Word[] = [];
    for (;;) {
      this.match(BETWEEN_ELEMENTS);
      const word = this.word('argument');
      if (word.parts.length === 0) {
        break;
      }
      words.push(word);
    }
    if (!this.skipChar(')')) {
      this.fail('")" is missing after the elements of an array');
    }
    parts.push({ kind: 'array', words });
    return true;
  }

  /** `[` of a pattern, or the index of an array in bash. */
  private bracket(parts: Part[], place: WordPlace, start: number): true {
    const isIndex = this.isBash && place === 'command' && /^[A-Za-z_]\w*$/.test(this.text.slice(start, this.offset));
    return isIndex ? this.addBalanced(parts, ']') : this.addLiteral(parts, 1);
  }

  /** Adds the text from a bracket to its counterpart as a literal. */
  private addBalanced(parts: Part[], close: string): true {
    const start = this.offset;
    this.offset++;
    this.nested(() => this.balanced(close));
    addText(parts, 'literal', this.text.slice(start, this.offset));
    return true;
  }

  /** Reads the text up to a bracket that is not in quotes and has no counterpart, and the bracket. bash reads brackets so. */
  protected balanced(close: string): Part[] {
    const open = close === ')' ? '(' : '[';
    const parts: Part[] = [];
    for (let level = 1; ;) {
      const char = this.peekChar();
      level += char === open ? 1 : char === close ? -1 : 0;
      if (level === 0) {
        this.offset++;
        return parts;
      }
      this.innerPart(parts, close, LITERAL_IN_BRACKETS);
    }
  }

  /** Adds a part of a text in brackets, where quotes have their meaning. */
  private innerPart(parts: Part[], close: string, literal: RegExp): void {
    const char = this.peekChar();
    if (this.isProcess(char)) {
      this.processSubstitution(parts, `${char as '<' | '>'}(`);
      return;
    }
    switch (char) {
      case '':
        return this.fail(`"${close}" is missing`);
      case '\\':
        return this.escape(parts);
      case "'":
        return this.single(parts);
      case '"':
        return this.double(parts);
      case '`':
        return this.backquote(parts, false);
      case '$':
        return this.dollar(parts, false);
      default:
        return addText(parts, 'literal', this.match(literal));
    }
  }

  private escape(parts: Part[]): void {
    const next = this.text[this.offset + 1];
    addText(parts, 'quoted', next ?? '\\');
    this.offset += next === undefined ? 1 : 2;
  }

  private single(parts: Part[]): void {
    const start = this.offset + 1;
    const end = this.text.indexOf("'", start);
    if (end < 0) {
      this.fail("a ' has no counterpart");
    }
    addText(parts, 'quoted', this.text.slice(start, end));
    this.offset = end + 1;
  }

  /** `$'…'`, with the escapes that text in shells has. */
  private escaped(parts: Part[]): void {
    const start = this.offset++;
    let text = '';
    for (let char = this.text[this.offset]; char !== "'"; char = this.text[this.offset]) {
      if (char === undefined) {
        this.fail("a ' has no counterpart", start);
      }
      const isEscape = char === '\\';
      const next = this.text[this.offset + 1] ?? '';
      text += isEscape ? ({ n: '\n', t: '\t', r: '\r', "'": "'", '"': '"', '\\': '\\' }[next] ?? char + next) : char;
      this.offset += isEscape ? 2 : 1;
    }
    this.offset++;
    addText(parts, 'quoted', text);
  }

  private double(parts: Part[]): void {
    const start = this.offset++;
    const inner: Part[] = [];
    while (!this.skipChar('"')) {
      if (this.peekChar() === '') {
        this.fail('a " has no counterpart', start);
      }
      this.quotedPart(inner, TEXT);
    }
    parts.push({ kind: 'double', parts: exact(inner) });
  }

  /** Adds a part of a text in double quotes or of a here-document. */
  private quotedPart(parts: Part[], literal: RegExp): void {
    const char = this.peekChar();
    if (char === '\\') {
      const next = this.text[this.offset + 1] ?? '';
      const isEscape = '$`"\\'.includes(next) && next !== '';
      addText(parts, 'quoted', isEscape ? next : char + next);
      this.offset += 1 + next.length;
    } else if (char === '`') {
      this.backquote(parts, true);
    } else if (char === '$') {
      this.dollar(parts, true);
    } else {
      addText(parts, 'quoted', this.match(literal));
    }
  }

  /** A command in backquotes. dash reads its commands with the script, bash when it runs them. */
  private backquote(parts: Part[], isQuoted: boolean): void {
    const start = this.offset++;
    if (this.isPlain) {
      addText(parts, 'quoted', '`');
      return;
    }
    let text = '';
    for (let char = this.text[this.offset]; char !== '`'; char = this.text[this.offset]) {
      if (char === undefined) {
        this.fail('a ` has no counterpart', start);
      }
      const next = char === '\\' ? (this.text[this.offset + 1] ?? '') : '';
      const isEscape = next !== '' && (isQuoted ? '$`\\"' : '$`\\').includes(next);
      text += isEscape ? next : next === '\n' ? '' : char + next;
      this.offset += 1 + next.length;
    }
    this.offset++;
    const list = this.lenient(() => this.inner(text, this.base + start).whole()) ?? [];
    parts.push({ kind: 'substitution', form: '`', list });
  }

  /** Reads what bash reads only when it runs the script: for bash, an error is no error of the script. */
  private lenient<T>(read: () => T): T | undefined {
    if (!this.isBash) {
      return this.nested(read);
    }
    try {
      return this.nested(read);
    } catch (error) {
      if (error instanceof ShellFailure && !error.isTooDeep) {
        return undefined;
      }
      throw error;
    }
  }

  /** A variable, a substitution, or just a `$`. */
  private dollar(parts: Part[], isQuoted: boolean): void {
    this.offset++;
    if (this.isPlain) {
      addText(parts, isQuoted ? 'quoted' : 'literal', '$');
      return;
    }
    const next = this.peekChar();
    if (next === '(') {
      this.offset++;
      const isArithmetic = this.skipChar('(');
      parts.push(
        isArithmetic
          ? { kind: 'arithmetic', parts: this.nested(() => (this.isBash ? this.bashArithmetic() : this.arithmetic())) }
          : { kind: 'substitution', form: '$(', list: this.substitutionOnce() },
      );
    } else if (next === '{') {
      this.offset++;
      this.nested(() => this.braces(parts, isQuoted));
    } else if (next === '[' && this.isBash) {
      this.offset++;
      parts.push({ kind: 'arithmetic', parts: this.nested(() => this.balanced(']')) });
    } else if (next === "'" && this.isBash && !isQuoted) {
      this.escaped(parts);
    } else if (next === '"' && this.isBash && !isQuoted) {
      this.double(parts);
    } else {
      const name = this.match(VARIABLE);
      if (name === '') {
        addText(parts, isQuoted ? 'quoted' : 'literal', '$');
      } else {
        parts.push({ kind: 'variable', name, operator: '', word: [] });
      }
    }
  }

  /** `$((…))` in bash: any text with as many `)` as `(`. */
  private bashArithmetic(): Part[] {
    const inner = this.balanced(')');
    return inner.concat(this.balanced(')'));
  }

  /** `$((…))` in dash: quotes have no meaning there. */
  private arithmetic(): Part[] {
    const parts: Part[] = [];
    for (let level = 0; ;) {
      const char = this.peekChar();
      if (char === '') {
        this.fail('"))" is missing');
      }
      if (char === '(' || char === ')') {
        this.offset++;
        if (char === ')' && level === 0 && this.skipChar(')')) {
          return parts;
        }
        level = Math.max(0, level + (char === '(' ? 1 : -1));
        addText(parts, 'quoted', char);
      } else {
        this.quotedPart(parts, TEXT_IN_ARITHMETIC);
      }
    }
  }

  /** `${…}` after its `{`. */
  private braces(parts: Part[], isQuoted: boolean): void {
    const prefix = this.match(LENGTH_OR_INDIRECT);
    const name = this.match(this.isBash ? BASH_PARAMETER : PARAMETER);
    const operator = this.match(OPERATOR);
    if (!this.isBash && prefix === '' && (operator === ':' || (operator === '' && this.peekChar() !== '}'))) {
      // dash takes any character for an operator
      this.offset++;
    }
    const isText = isQuoted && !/^[#%]/.test(operator);
    const word: Part[] = [];
    while (!this.skipChar('}')) {
      const char = this.peekChar();
      const hasQuote = char === '"' || (this.isBash && char === "'");
      if (isText && !hasQuote && char !== '' && !this.isProcess(char)) {
        this.quotedPart(word, TEXT_IN_BRACES);
      } else {
        this.innerPart(word, '}', LITERAL_IN_BRACES);
      }
    }
    parts.push({ kind: 'variable', name, operator: prefix + operator, word });
  }

  /** Reads the texts of here-documents, at the beginning of a line. */
  protected readDocuments(): void {
    const { documents } = this;
    this.documents = [];
    for (const redirection of documents) {
      redirection.document = this.documentOf(redirection);
    }
  }

  private documentOf({ operator, target }: Redirection): Part[] {
    const delimiter = constantText(target) ?? this.text.slice(target.start - this.base, target.end - this.base);
    const isTabbed = operator === '<<-';
    const isQuoted = target.parts.some(({ kind }) => kind === 'quoted' || kind === 'double');
    if (!isQuoted && !this.isBash) {
      return this.documentParts(() => this.skipDelimiter(delimiter, isTabbed));
    }
    const start = this.offset;
    const end = this.endOfDocument(delimiter, isTabbed, !isQuoted);
    const text = this.text.slice(start, end);
    const parts = isQuoted ? undefined : this.lenient(() => this.inner(text, this.base + start).document());
    return parts ?? [{ kind: 'quoted', text }];
  }

  /** Skips lines up to a delimiter, and the delimiter. Returns where the text ends. */
  private endOfDocument(delimiter: string, isTabbed: boolean, continues: boolean): number {
    let isContinued = false;
    for (;;) {
      const lineStart = this.offset;
      if (lineStart >= this.text.length || (!isContinued && this.skipDelimiter(delimiter, isTabbed))) {
        return lineStart;
      }
      const newline = this.text.indexOf('\n', lineStart);
      const lineEnd = newline < 0 ? this.text.length : newline;
      this.offset = Math.min(lineEnd + 1, this.text.length);
      let slash = lineEnd;
      while (continues && slash > lineStart && this.text[slash - 1] === '\\') {
        slash--;
      }
      isContinued = (lineEnd - slash) % 2 === 1;
    }
  }

  /** Skips the line if it is the delimiter of a here-document. */
  private skipDelimiter(delimiter: string, isTabbed: boolean): boolean {
    let start = this.offset;
    while (isTabbed && this.text[start] === '\t') {
      start++;
    }
    const end = start + delimiter.length;
    const isFound = this.text.startsWith(delimiter, start) && (end >= this.text.length || this.text[end] === '\n');
    this.offset = isFound ? Math.min(end + 1, this.text.length) : this.offset;
    return isFound;
  }

  /** Reads the text of a here-document up to a line that is its end, or to the end of the script. */
  private documentParts(isEnd: () => boolean): Part[] {
    const parts: Part[] = [];
    for (let isLineStart = true; this.offset < this.text.length;) {
      if (isLineStart && isEnd()) {
        return parts;
      }
      const char = this.peekChar();
      isLineStart = char === '\n';
      if (isLineStart) {
        this.offset++;
        addText(parts, 'quoted', '\n');
      } else if (char !== '') {
        this.quotedPart(parts, TEXT_IN_DOCUMENT);
      }
    }
    return parts;
  }
}

/** The parts of a word, without the room that an array keeps for more. */
function exact(parts: Part[]): readonly Part[] {
  return parts.length === 1 ? [parts[0]] : parts;
}

/** Adds text to the last part, if that is of the same kind. */
function addText(parts: Part[], kind: 'literal' | 'quoted', text: string): void {
  const last = parts[parts.length - 1];
  if (last?.kind === kind) {
    parts[parts.length - 1] = { kind, text: last.text + text };
  } else {
    parts.push({ kind, text });
  }
}
