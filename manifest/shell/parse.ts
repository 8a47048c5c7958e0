import { ShellFailure } from './source';
import {
  Assignment,
  CaseCommand,
  Command,
  Dialect,
  IfCommand,
  List,
  Part,
  Pipeline,
  Redirection,
  ShellScript,
  Statement,
  EMPTY_LIST,
  Word,
  append,
  constantText,
  unquotedText,
} from './tree';
import { ShellWords, WordPlace } from './words';

/** Reads a script as a shell reads it, without running it. The time is linear in the length of the text, for any text. */
export function parseShell(text: string, dialect: Dialect): ShellScript {
  const list: Statement[] = [];
  try {
    new ShellParser(text, dialect === 'bash', 0, 0).lines(list);
    return { list };
  } catch (error) {
    if (!(error instanceof ShellFailure)) {
      throw error;
    }
    const { message, offset, isTooDeep } = error;
    const line = text.slice(0, offset).split('\n').length;
    return { list, error: { message, offset, line, isTooDeep } };
  }
}

/** A word, an operator, the number before a redirection, or the end of a line or of the text. */
interface Token {
  readonly kind: 'word' | 'descriptor' | 'operator' | 'newline' | 'end';
  /** The operator. Of a word, its text if it may be a reserved word. */
  readonly text: string;
  readonly word: Word;
  readonly start: number;
}

/** The operators. Each beginning of an operator is an operator, too. */
const OPERATORS = new Set('& && | || ; ;; < << <<- <& <> > >> >& >| ( )'.split(' '));
const BASH_OPERATORS = new Set([...OPERATORS, ...'&> &>> |& ;& ;;& <<<'.split(' ')]);
const BLANK = /[ \t]*(?:\\\n[ \t]*)*(?:#[^\n]*)?/y;

/** The words and operators that end a list of commands. */
const ENDS = new Set('then do done fi elif else esac } ) ;; ;& ;;&'.split(' '));

/** Words that have a meaning at the beginning of a command, but begin none. */
const NEVER_FIRST = new Set('then do done fi elif else esac } in ! ]]'.split(' '));

/** Names of functions that dash refuses. */
const SPECIAL = new Set(
  '. : break continue eval exec exit export local readonly return set shift times trap unset'.split(' '),
);

/** Commands of bash whose arguments may be arrays. */
const DECLARES = new Set('alias declare export local readonly typeset'.split(' '));

const IDENTIFIER = /^[A-Za-z_]\w*$/;
const NO_WORD: Word = { parts: [], start: 0, end: 0 };

class ShellParser extends ShellWords {
  private token?: Token;
  /** Where a `((` is no arithmetic. bash finds this only at its end, and then reads it again. */
  private subshells?: Set<number>;

  public constructor(text: string, isBash: boolean, depth: number, base: number) {
    super(text, isBash, depth, base);
  }

  /** Reads all lines into a list: in case of an error, the list has the lines before it. */
  public lines(into: Statement[]): void {
    for (;;) {
      this.skipNewlines();
      if (this.peek().kind === 'end') {
        return;
      }
      const line = this.list(endsLine);
      if (this.peek().kind !== 'newline' && this.peek().kind !== 'end') {
        this.unexpected();
      }
      line.forEach((statement) => into.push(statement));
    }
  }

  public whole(): List {
    if (!this.isBash) {
      // dash ignores what follows the list, such as ")"
      return this.block(true);
    }
    const list: Statement[] = [];
    this.lines(list);
    return list;
  }

  protected inner(text: string, base: number): ShellParser {
    return new ShellParser(text, this.isBash, this.nesting, base);
  }

  protected substitution(): List {
    const list = this.block(true);
    this.expect(')');
    return list;
  }

  // ---- tokens

  private peek(place: WordPlace = 'command'): Token {
    this.token ??= this.read(place);
    return this.token;
  }

  private take(place?: WordPlace): Token {
    const token = this.peek(place);
    this.token = undefined;
    return token;
  }

  private read(place: WordPlace): Token {
    this.skipMatch(BLANK);
    const start = this.offset;
    const char = this.text[start];
    if (char === undefined || char === '\n') {
      this.offset += char === undefined ? 0 : 1;
      this.readDocuments();
      return { kind: char === undefined ? 'end' : 'newline', text: '', word: NO_WORD, start };
    }
    const word = this.word(place);
    if (word.parts.length > 0) {
      const text = unquotedText(word) ?? '';
      return { kind: this.isDescriptor(text) ? 'descriptor' : 'word', text, word, start };
    }
    return { kind: 'operator', text: this.operator(), word: NO_WORD, start };
  }

  /** Whether a word that ends here is the number before a redirection: no space is between them. */
  private isDescriptor(text: string): boolean {
    const isNext = '<>'.includes(this.text[this.offset] ?? ' ');
    return isNext && (this.isBash ? /^(?:\d+|\{[A-Za-z_]\w*\})$/ : /^\d$/).test(text);
  }

  /** Reads an operator, with line continuations between its characters. */
  private operator(): string {
    const operators = this.isBash ? BASH_OPERATORS : OPERATORS;
    let text = '';
    for (let char = this.peekChar(); char !== '' && operators.has(text + char); char = this.peekChar()) {
      text += char;
      this.offset++;
    }
    return text;
  }

  private is(text: string, place?: WordPlace): boolean {
    const token = this.peek(place);
    return (token.kind === 'operator' || token.kind === 'word') && token.text === text;
  }

  private skip(text: string, place?: WordPlace): boolean {
    const isNext = this.is(text, place);
    if (isNext) {
      this.token = undefined;
    }
    return isNext;
  }

  private expect(text: string): void {
    if (!this.skip(text)) {
      this.unexpected(text);
    }
  }

  private skipNewlines(place?: WordPlace): void {
    while (this.peek(place).kind === 'newline') {
      this.token = undefined;
    }
  }

  private unexpected(expected?: string): never {
    const { kind, text, start, word } = this.peek();
    const name =
      kind === 'newline'
        ? 'the end of the line'
        : kind === 'end'
          ? 'the end of the script'
          : `"${text || this.slice(word)}"`;
    return this.fail(`${name} is unexpected${expected === undefined ? '' : `: "${expected}" must come first`}`, start);
  }

  private slice({ start, end }: Word): string {
    return this.text.slice(start - this.base, end - this.base);
  }

  // ---- lists

  /** Commands up to an end, such as `done`, which stays. */
  private block(mayBeEmpty = false): List {
    this.skipNewlines();
    return mayBeEmpty && endsBlock(this.peek()) ? EMPTY_LIST : this.list(endsBlock, true);
  }

  private list(isEnd: (token: Token) => boolean, hasLines = false): List {
    let statements: List = EMPTY_LIST;
    do {
      const statement = this.statement();
      statements = append(statements, statement);
      if (!statement.isBackground && !this.skip(';') && !(hasLines && this.peek().kind === 'newline')) {
        break;
      }
      if (hasLines) {
        this.skipNewlines();
      }
    } while (!isEnd(this.peek()));
    return statements;
  }

  private statement(): Statement {
    const pipelines = [this.pipeline()];
    let operators: Statement['operators'] = EMPTY_LIST;
    while (this.isOperator('&&', '||')) {
      operators = append(operators, this.take().text as '&&' | '||');
      this.skipNewlines();
      pipelines.push(this.pipeline());
    }
    return { pipelines, operators, isBackground: this.skip('&') };
  }

  private isOperator(...texts: string[]): boolean {
    const { kind, text } = this.peek();
    return kind === 'operator' && texts.includes(text);
  }

  private pipeline(): Pipeline {
    let isNegated = false;
    let isEmpty = false;
    while (this.is('!') || (this.isBash && this.is('time'))) {
      const isTime = this.take().text === 'time';
      isNegated = isNegated !== !isTime;
      while (isTime && (this.is('-p') || this.is('--'))) {
        this.take();
      }
      isEmpty = this.isBash && (this.peek().kind === 'newline' || this.peek().kind === 'end' || this.is(';'));
      if (!this.isBash) {
        break;
      }
    }
    if (isEmpty) {
      return { commands: [], isNegated };
    }
    const commands = [this.command()];
    while (this.isOperator('|', '|&')) {
      this.take();
      this.skipNewlines();
      commands.push(this.command());
    }
    return { commands, isNegated };
  }

  // ---- commands

  private command(): Command {
    return this.nested(() => this.compound() ?? this.simple());
  }

  /** A command that begins with a reserved word or a parenthesis, with its redirections. */
  private compound(): Command | undefined {
    const command = this.bare();
    if (command === undefined || command.kind === 'function' || command.kind === 'coprocess') {
      return command;
    }
    return { ...command, redirections: this.redirections() };
  }

  private bare(): Command | undefined {
    const { kind, text, start } = this.peek();
    if (kind === 'operator') {
      return text === '(' ? this.parentheses(start) : undefined;
    }
    switch (kind === 'word' ? text : '') {
      case 'if':
        return this.ifCommand();
      case 'while':
      case 'until':
        this.take();
        return {
          kind: text as 'while' | 'until',
          condition: this.block(),
          body: this.doBlock(),
          redirections: EMPTY_LIST,
        };
      case 'for':
        return this.forCommand();
      case 'case':
        return this.caseCommand();
      case '{':
        this.take();
        return { kind: 'group', body: this.until('}'), redirections: EMPTY_LIST };
    }
    return this.isBash && kind === 'word' ? this.ofBash(text) : undefined;
  }

  /** A command that only bash has. */
  private ofBash(text: string): Command | undefined {
    switch (text) {
      case '[[':
        return this.test();
      case 'select':
        return this.forCommand();
      case 'function': {
        this.take();
        const name = this.takeWord('argument');
        if (this.skip('(')) {
          this.expect(')');
        }
        return this.functionBody(constantText(name) ?? '');
      }
      case 'coproc':
        return this.coprocess();
    }
    return undefined;
  }

  private until(end: string): List {
    const body = this.block();
    this.expect(end);
    return body;
  }

  /** A subshell, or `((…))` in bash. */
  private parentheses(start: number): Command {
    this.take();
    if (this.isBash && this.peekChar() === '(' && this.subshells?.has(start) !== true) {
      const { offset, documents, isAttempt } = this;
      const pending = documents.length;
      this.isAttempt = true;
      this.offset++;
      this.nested(() => this.balanced(')'));
      this.isAttempt = isAttempt;
      if (this.skipChar(')')) {
        return { kind: 'arithmetic', text: this.text.slice(offset + 1, this.offset - 2), redirections: EMPTY_LIST };
      }
      (this.subshells ??= new Set()).add(start);
      documents.length = pending;
      this.documents = documents;
      this.offset = offset;
    }
    return { kind: 'subshell', body: this.until(')'), redirections: EMPTY_LIST };
  }

  private ifCommand(): IfCommand {
    const branches: IfCommand['branches'][number][] = [];
    do {
      this.take();
      const condition = this.block();
      this.expect('then');
      branches.push({ condition, body: this.block() });
    } while (this.is('elif'));
    const otherwise = this.skip('else') ? this.block() : [];
    this.expect('fi');
    return { kind: 'if', branches, otherwise, redirections: EMPTY_LIST };
  }

  private doBlock(): List {
    this.expect('do');
    return this.until('done');
  }

  private forCommand(): Command {
    const kind = this.take('argument').text as 'for' | 'select';
    if (this.isBash && kind === 'for' && this.peek('argument').text === '(' && this.peekChar() === '(') {
      return this.arithmeticFor();
    }
    const name = constantText(this.takeWord('argument')) ?? '';
    if (!this.isBash && !IDENTIFIER.test(name)) {
      this.fail('the variable of a loop must have a name');
    }
    const isSeparated = this.skip(';');
    const hasLines = this.peek().kind === 'newline';
    this.skipNewlines();
    if (isSeparated || !this.is('in')) {
      // dash accepts "; do" on the next line
      const words = !isSeparated && hasLines && !this.isBash ? this.skip(';') : false;
      if (words) {
        this.skipNewlines();
      }
      return { kind, name, body: this.loopBody(), redirections: EMPTY_LIST };
    }
    this.take();
    const words: Word[] = [];
    while (this.peek('argument').kind === 'word') {
      words.push(this.take().word);
    }
    if (!this.skip(';') && this.peek().kind !== 'newline') {
      this.unexpected();
    }
    this.skipNewlines();
    return { kind, name, words, body: this.loopBody(), redirections: EMPTY_LIST };
  }

  /** The commands of a loop: in bash, also in braces. */
  private loopBody(): List {
    return this.isBash && this.skip('{') ? this.until('}') : this.doBlock();
  }

  private arithmeticFor(): Command {
    this.take();
    const start = ++this.offset;
    this.nested(() => this.balanced(')'));
    const header = this.text.slice(start, this.offset - 1).split(';');
    if (!this.skipChar(')') || header.length !== 3) {
      this.fail('"for ((" must have three expressions and "))"', start);
    }
    this.skip(';');
    this.skipNewlines();
    return { kind: 'arithmetic-for', header, body: this.loopBody(), redirections: EMPTY_LIST };
  }

  private caseCommand(): CaseCommand {
    this.take();
    const word = this.takeWord('argument');
    this.skipNewlines('argument');
    this.expect('in');
    const items: CaseCommand['items'][number][] = [];
    this.skipNewlines('argument');
    while (!this.skip('esac', 'argument')) {
      this.skip('(', 'argument');
      const patterns = [this.pattern()];
      while (this.peek().kind === 'operator' && this.skip('|')) {
        patterns.push(this.pattern());
      }
      this.expect(')');
      items.push({ patterns, body: this.block(true) });
      if (!this.isOperator(';;', ';&', ';;&')) {
        this.expect('esac');
        break;
      }
      this.take();
      this.skipNewlines('argument');
    }
    return { kind: 'case', word, items, redirections: EMPTY_LIST };
  }

  /** A pattern of `case`. dash accepts any operator there. */
  private pattern(): Word {
    return this.isBash ? this.takeWord('argument') : this.take('argument').word;
  }

  private takeWord(place: WordPlace): Word {
    return this.peek(place).kind === 'word' ? this.take().word : this.unexpected();
  }

  private coprocess(): Command {
    this.take();
    let body = this.shellCommand();
    if (body === undefined) {
      const isWord =
        this.peek().kind === 'word' &&
        !this.isNeverFirst(this.peek()) &&
        assignmentOf(this.peek().word, true) === undefined;
      const name = isWord ? this.take().word : undefined;
      if (name !== undefined && this.isNeverFirst(this.peek())) {
        this.unexpected();
      }
      // `coproc NAME { …; }`
      body = (name === undefined ? undefined : this.shellCommand()) ?? this.simple(name);
    }
    return { kind: 'coprocess', body, redirections: EMPTY_LIST };
  }

  /** A compound command, but no definition. */
  private shellCommand(): Command | undefined {
    const body = this.nested(() => this.compound());
    return body?.kind === 'function' || body?.kind === 'coprocess' ? this.unexpected() : body;
  }

  private functionBody(name: string): Command {
    this.skipNewlines();
    const body = this.isBash ? (this.shellCommand() ?? this.unexpected()) : this.command();
    return { kind: 'function', name, body, redirections: EMPTY_LIST };
  }

  // ---- simple commands

  private simple(first?: Word): Command {
    let assignments: readonly Assignment[] = EMPTY_LIST;
    let words: readonly Word[] = first === undefined ? EMPTY_LIST : [first];
    let redirections: readonly Redirection[] = EMPTY_LIST;
    let place: WordPlace = first === undefined ? 'command' : 'argument';
    for (;;) {
      const redirection = this.redirection(place);
      const token = this.peek(place);
      if (redirection !== undefined) {
        redirections = append(redirections, redirection);
      } else if (token.kind !== 'word') {
        break;
      } else if (words.length + assignments.length + redirections.length === 0 && this.isNeverFirst(token)) {
        this.unexpected();
      } else {
        this.take();
        const assignment = words.length === 0 ? assignmentOf(token.word, this.isBash) : undefined;
        if (assignment !== undefined) {
          assignments = append(assignments, assignment);
        } else {
          place = words.length === 0 && !DECLARES.has(token.text) ? 'argument' : place;
          words = append(words, token.word);
        }
      }
    }
    const isName = words.length === 1 && assignments.length + redirections.length === 0;
    if (isName && this.isOperator('(')) {
      return this.functionDefinition(words[0]);
    }
    if (words.length + assignments.length + redirections.length === 0) {
      this.unexpected();
    }
    return { kind: 'simple', assignments, words, redirections };
  }

  private isNeverFirst({ text }: Token): boolean {
    return NEVER_FIRST.has(text) && (this.isBash || text !== ']]');
  }

  private functionDefinition(word: Word): Command {
    this.take();
    this.expect(')');
    const name = unquotedText(word) ?? '';
    if (!this.isBash && (!IDENTIFIER.test(name) || SPECIAL.has(name))) {
      this.fail(`"${this.slice(word)}" is no name for a function`, word.start - this.base);
    }
    return this.functionBody(name);
  }

  private redirections(): readonly Redirection[] {
    let all: readonly Redirection[] = EMPTY_LIST;
    for (let one = this.redirection('command'); one !== undefined; one = this.redirection('command')) {
      all = append(all, one);
    }
    return all;
  }

  /** The next redirection, if one comes next: `>file`, `2>&1`. */
  private redirection(place: WordPlace): Redirection | undefined {
    const descriptor = this.peek(place).kind === 'descriptor' ? this.take().text : undefined;
    const { kind, text: operator } = this.peek(place);
    if (kind !== 'operator' || !/^(?:[<>]|&>)/.test(operator)) {
      return undefined;
    }
    this.take();
    const isNumber = this.isBash && operator.endsWith('&') && this.peek('argument').kind === 'descriptor';
    const isDocument = operator === '<<' || operator === '<<-';
    const target = isNumber ? this.take().word : this.takeWord(isDocument ? 'delimiter' : 'argument');
    const redirection: Redirection = { operator, descriptor, target };
    if (isDocument) {
      this.documents.push(redirection);
    }
    return redirection;
  }

  // ---- [[ … ]]

  private test(): Command {
    this.take();
    const words: Word[] = [];
    this.testOr(words);
    if (!this.is(']]')) {
      this.unexpected(']]');
    }
    this.take();
    return { kind: 'test', words, redirections: EMPTY_LIST };
  }

  private testOr(words: Word[]): void {
    do {
      do {
        this.testTerm(words);
      } while (this.testOperator(words, '&&'));
    } while (this.testOperator(words, '||'));
  }

  private testOperator(words: Word[], text: string): boolean {
    return this.isOperator(text) && words.push(this.asWord(this.take())) > 0;
  }

  private asWord({ text, start }: Token): Word {
    return { parts: [{ kind: 'literal', text }], start: this.base + start, end: this.base + this.offset };
  }

  private testTerm(words: Word[]): void {
    this.skipNewlines('argument');
    const token = this.take('argument');
    if (token.kind === 'operator' && token.text === '(') {
      this.nested(() => this.testOr(words));
      this.expect(')');
    } else if (token.kind !== 'word' || token.text === ']]') {
      this.token = token;
      this.unexpected();
    } else if (token.text === '!') {
      words.push(token.word);
      return this.nested(() => this.testTerm(words));
    } else {
      words.push(token.word);
      this.testOperands(token, words);
    }
    this.skipNewlines('argument');
  }

  private testOperands(first: Token, words: Word[]): void {
    if (/^-[a-hknoprstuvwxzGLNORS]$/.test(first.text)) {
      words.push(this.testWord('argument'));
      return;
    }
    const token = this.peek('argument');
    const isOrder = token.kind === 'operator' && (token.text === '<' || token.text === '>');
    const isOperator = token.kind === 'word' && /^(?:==?|!=|=~|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef))$/.test(token.text);
    if (isOrder || isOperator) {
      this.take();
      words.push(isOrder ? this.asWord(token) : token.word);
      words.push(this.testWord(token.text === '=~' ? 'expression' : 'pattern'));
    } else if (token.text !== ']]' && !this.isOperator('&&', '||', ')')) {
      this.unexpected();
    }
  }

  private testWord(place: WordPlace): Word {
    return this.peek(place).text === ']]' ? this.unexpected() : this.takeWord(place);
  }
}

function endsLine({ kind }: Token): boolean {
  return kind === 'newline' || kind === 'end';
}

function endsBlock({ kind, text }: Token): boolean {
  return kind === 'end' || (kind !== 'newline' && ENDS.has(text));
}

/** The assignment that a word is, if it is one. */
function assignmentOf(word: Word, isBash: boolean): Assignment | undefined {
  const [first] = word.parts;
  const start = first.kind === 'literal' && first.text.includes('=') ? first.text : '';
  const [before, name] = (isBash ? /^([A-Za-z_]\w*)(?:\[[^=]*\])?\+?=/ : /^([A-Za-z_]\w*)=/).exec(start) ?? [];
  if (before === undefined) {
    return undefined;
  }
  const others = word.parts.slice(1);
  const rest = start.slice(before.length);
  const parts: readonly Part[] = rest === '' ? others : [{ kind: 'literal', text: rest }, ...others];
  return { name, value: { parts, start: word.start + before.length, end: word.end } };
}
