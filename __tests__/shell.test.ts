import { parseShell } from '../manifest/shell/parse';
import { Command, Dialect, Statement, constantText } from '../manifest/shell/tree';

const DIALECTS: readonly Dialect[] = ['dash', 'bash'];
const errorOf = (text: string, dialect: Dialect = 'dash') => parseShell(text, dialect).error;
const commandsOf = (text: string, dialect: Dialect = 'bash'): Command[] => {
  const { list, error } = parseShell(text, dialect);
  expect(error).toBeUndefined();
  return list.flatMap(({ pipelines }: Statement) => pipelines.flatMap(({ commands }) => commands));
};
const wordsOf = (text: string, dialect: Dialect = 'bash'): (string | undefined)[] =>
  commandsOf(text, dialect).flatMap((command) => (command.kind === 'simple' ? command.words.map(constantText) : []));

test('words have their text without quotes, if it is constant', () => {
  expect(wordsOf(`echo a'b c'"d"\\ e\\\nf "$x" $(y) 'it'`)).toEqual(['echo', 'ab cd ef', undefined, undefined, 'it']);
  expect(wordsOf("echo $'a\\tb'", 'bash')).toEqual(['echo', 'a\tb']);
  expect(wordsOf('# a comment\necho a#b # c')).toEqual(['echo', 'a#b']);
});

test('a command has assignments, words and redirections', () => {
  const [command] = commandsOf('A=1 B="$x" run -v >/dev/null 2>&1 <<EOF\nhello $name\nEOF\n');
  expect(command).toMatchObject({
    kind: 'simple',
    assignments: [{ name: 'A' }, { name: 'B' }],
    redirections: [
      { operator: '>' },
      { operator: '>&', descriptor: '2' },
      {
        operator: '<<',
        document: [
          { kind: 'quoted', text: 'hello ' },
          { kind: 'variable', name: 'name' },
          { kind: 'quoted', text: '\n' },
        ],
      },
    ],
  });
});

test.each([
  ['if a; then b; elif c; then d; else e; fi', 'if'],
  ['while a; do b; done', 'while'],
  ['until a; do b; done', 'until'],
  ['for x in 1 2; do b; done', 'for'],
  ['case $x in a|b) c;; *) d; esac', 'case'],
  ['{ a; }', 'group'],
  ['(a)', 'subshell'],
  ['f() { a; }', 'function'],
  ['[[ a == b ]]', 'test'],
  ['((1 + 2))', 'arithmetic'],
  ['((a); b)', 'subshell'],
  ['for ((i = 0; i < 1; i++)); do a; done', 'arithmetic-for'],
  ['coproc a', 'coprocess'],
])('%s', (text, kind) => {
  expect(commandsOf(text).map((command) => command.kind)).toEqual([kind]);
});

test('commands after && and ||, in pipelines and in the background', () => {
  expect(parseShell('! a | b && c & d', 'dash').list).toMatchObject([
    {
      operators: ['&&'],
      isBackground: true,
      pipelines: [{ isNegated: true, commands: [{}, {}] }, { isNegated: false }],
    },
    { isBackground: false },
  ]);
});

test.each([
  ['if true; then\n  a', 2, 'the end of the script is unexpected: "fi" must come first'],
  ['a\nfi', 2, '"fi" is unexpected'],
  ['a &&\n', 2, 'the end of the script is unexpected'],
  ['echo "a', 1, 'a " has no counterpart'],
  ['a\n\necho $(b', 3, 'the end of the script is unexpected: ")" must come first'],
  ['for x in a b do c; done', 1, '"done" is unexpected: "do" must come first'],
])('the error of %j', (text, line, message) => {
  for (const dialect of DIALECTS) {
    expect(errorOf(text, dialect)).toMatchObject({ line, message, isTooDeep: false });
  }
});

test('the lines before an error remain, because a shell runs them', () => {
  expect(parseShell('a; b\nc\nd )', 'dash').list).toHaveLength(3);
});

test('what only bash accepts', () => {
  for (const text of ['a=(1 2)', 'function f { a; }', 'a <<<b', 'diff <(a) <(b)', 'a |& b', "echo $'\\''"]) {
    expect([text, errorOf(text, 'bash')]).toEqual([text, undefined]);
    expect(errorOf(text, 'dash')).toBeDefined();
  }
});

test('any text has an answer: nothing is nested too deep for the stack, and no text is read again and again', () => {
  const pieces =
    '( $( "${ ${ ` " (( $(( <(|{ |if a; then |! |time |f() |<<A |cat <<A\n$(\n|[[ ( |[[ ! |a[|a=(|coproc |(( $( |"`|a;'.split(
      '|',
    );
  for (const piece of pieces) {
    for (const dialect of DIALECTS) {
      expect(parseShell(piece.repeat(20_000), dialect).list.length).toBeGreaterThanOrEqual(0);
    }
  }
  expect(errorOf('('.repeat(200) + 'a' + ')'.repeat(200))).toMatchObject({ isTooDeep: true });
});
