import { check } from '../../rules/check/check';
import { ContainerModel } from '../../rules/model/container-model';

const model = (command: string[], more: any = {}): ContainerModel =>
  new ContainerModel({ name: 'app', image: 'shop:1.0', command, ...more }, 'containers', 0);
const sh = (script: string): ContainerModel => model(['sh', '-c', script]);

test.each([
  [['sh', '-c', 'a b']],
  [['/bin/bash', '-ec', 'a b']],
  [['bash', '-euxo', 'pipefail', '-c', 'a b', 'name']],
  [['ash', '-x', '-c', '-e', 'a b']],
  [['busybox', 'sh', '-c', 'a b']],
  [['/usr/bin/env', '-i', 'A=b', 'sh', '-c', 'a b']],
  [['tini', '-g', '--', 'sh', '-c', 'a b']],
  [['su-exec', 'app', 'dash', '-c', 'a b']],
  [['nice', '-n', '5', 'gosu', 'app:app', 'sh', '-c', '--', 'a b']],
])('the script of %j', (command) => {
  const field = `command[${command.indexOf('a b')}]`;
  expect(model(command).script).toMatchObject({ text: 'a b', field });
  expect(model(command).commands.map(({ program }) => program.words)).toEqual([['a', 'b']]);
});

test.each([[['sh']], [['sh', 'run.sh', '-c']], [['sh', '-c']], [['echo', 'sh', '-c', 'a']], [['-c', 'a']]])(
  'no script in %j',
  (command) => {
    expect(model(command).script).toBeUndefined();
  },
);

test('the script may be in the arguments, and refer to variables of the manifest', () => {
  const env = [
    { name: 'A', value: 'one' },
    { name: 'B', value: '$(A) $(C) $$(A)' },
    { name: 'S', valueFrom: {} },
  ];
  const { script } = model(['sh', '-c'], { args: ['echo $(A) $(B) $(S) $$X $(date)'], env });
  expect(script).toMatchObject({ field: 'args[0]', text: 'echo one one $(C) $(A) $(S) $X $(date)' });
});

test('no script is longer than an argument that Linux accepts', () => {
  const longest = `a ${'b'.repeat(128 * 1024 - 3)}`;
  expect(sh(longest).script?.tree.list).toHaveLength(1);
  expect(sh(`${longest}c`)).toMatchObject({ script: undefined, ending: { ends: 'unknown' } });
  expect(sh(longest.replace('b', 'é')).script).toBeUndefined();
});

test('commands, and how they run', () => {
  const script = `A=1 exec -a x env B=2 one & if two; then three || four; fi; while five; do six; done
echo $(seven) "\${X:-\`eight\`}" <<EOF
$(nine)
EOF
f() { ten; }; sh -c "eleven; bash -c 'twelve'"`;
  const commands = sh(script).commands.map((command) => {
    const flags = (['isBackground', 'isTested', 'isConditional', 'isInLoop'] as const).filter((flag) => command[flag]);
    return [command.program.name, ...flags.map((flag) => flag.slice(2))].join(' ');
  });
  expect(commands).toEqual([
    'one Background',
    'two Tested',
    'three Tested Conditional',
    'four Conditional',
    'five Tested InLoop',
    'six Conditional InLoop',
    'nine',
    'seven',
    'eight',
    'echo',
    'ten Conditional',
    'sh',
    'eleven',
    'bash',
    'twelve',
  ]);
  expect(sh(script).commands[0]).toMatchObject({
    program: { words: ['one'], launchers: ['exec', 'env'] },
    syntax: { assignments: [{ name: 'A' }] },
  });
});

test.each([
  ['sleep infinity', 'sleep infinity'],
  ['sleep 365d', 'sleep 365d'],
  ['exec tail -n+1 -F /log/a', 'tail -F'],
  ['while true; do a; sleep 5; done', 'while true'],
  ['while :; do a; done', 'while :'],
  ['while [ 1 ]; do a; done', 'while [ 1 ]'],
  ['while sleep 5; do a; done', 'while sleep 5'],
  ['until false; do a; done', 'until false'],
  ['while ! false; do a; done', 'while false'],
  ['for ((;;)); do a; done', 'for ((;;))'],
  ['a & sleep infinity', 'sleep infinity'],
  ["trap 'exit 0' TERM; sleep infinity & wait", 'sleep infinity'],
  ['a; tail -f b', 'tail -f'],
  ['a && tail -f b', 'tail -f'],
  ['tail -f a | while read x; do echo $x; done', 'tail -f'],
  ['if a; then sleep infinity; else tail -f b; fi', 'sleep infinity'],
  ['f() { while true; do a; done; }; f', 'while true'],
  ["sh -c 'sleep infinity'", 'sleep infinity'],
])('%s never ends', (script, because) => {
  expect(sh(script).ending).toEqual({ ends: 'no', because });
});

test.each([
  'echo hello',
  'sleep 5; echo a',
  'mkdir -p /a && cp b /a',
  'echo a; exit 0',
  'echo a; exec echo b',
  'for x in 1 2; do echo $x; sleep 1; done',
  'if [ -f a ]; then cat a; else echo b; fi',
  'sleep 3 & wait',
  'timeout 5 tail -f a',
  'exit 1; sleep infinity',
])('%s ends', (script) => {
  expect(sh(script).ending).toEqual({ ends: 'yes' });
});

test.each([
  'app',
  'exec app',
  'app & wait',
  'while true; do test -f /done && exit 0; sleep 1; done',
  'while true; do a && break; done',
  'while a; do b; done',
  '[ -n "$X" ] && sleep infinity; echo a',
  'a || sleep infinity',
  'a || exit 1; tail -f b',
  'tail --pid=1 -f a',
  '(sleep 5; kill 1) & tail -f a',
  'sleep $X',
  'f() { f; }; f',
  'tail -f a | grep -q b',
  'if true',
])('nobody knows whether %s ends', (script) => {
  expect(sh(script).ending).toEqual({ ends: 'unknown' });
});

test('a command without a shell ends, or does not', () => {
  expect(model(['echo', 'hello']).ending).toEqual({ ends: 'yes' });
  expect(model(['sleep', 'infinity']).ending).toEqual({ ends: 'no', because: 'sleep infinity' });
  expect(model(['server']).ending).toEqual({ ends: 'unknown' });
  expect(model([]).ending).toEqual({ ends: 'unknown' });
});

describe('runtime/script-syntax', () => {
  const found = (command: string[], more: any = {}): string[] => {
    const containers = [{ name: 'app', image: 'shop:1.0', command, ...more }];
    return check({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers } }, { version: '1.37' })
      .filter(({ rule }) => rule === 'runtime/script-syntax')
      .map(({ severity, path, what }) => `${severity} ${path}: ${what}`);
  };

  test.each([
    ['if a; then b', 'line 1 of the script: the end of the script is unexpected: "fi" must come first.'],
    ['echo a\n\nfor x in a b do c; done', 'line 3 of the script: "done" is unexpected: "do" must come first.'],
    ['echo "a', 'line 1 of the script: a " has no counterpart.'],
  ])('%j: an error', (script, what) => {
    expect(found(['sh', '-c', script])).toEqual([`error spec.containers[0].command[2]: ${what}`]);
  });

  test('after a program that may run forever, and as arguments of an image: a warning', () => {
    const what = 'line 2 of the script: "fi" is unexpected.';
    expect(found(['sh', '-c', 'app\nfi'])).toEqual([`warning spec.containers[0].command[2]: ${what}`]);
    expect(found([], { args: ['sh', '-c', 'echo a\nfi'] })).toEqual([`warning spec.containers[0].args[2]: ${what}`]);
  });

  test.each([
    [['sh', '-c', 'if a; then b; fi']],
    // one of the shells accepts it
    [['sh', '-c', 'a=(1 2)']],
    [['sh', '-c', "x=$((1 + '))"]],
    [['bash', '-c', 'function f { a; }']],
    // the shell never reads the line
    [['sh', '-c', 'exec app\nfi']],
    [['sh', '-c', 'while true; do a; done\nfi']],
    [['sh', '-c', '('.repeat(200)]],
    [['python', '-c', 'if a: (b']],
    [['sh', 'if a; then']],
  ])('%j: nothing', (command) => {
    expect(found(command)).toEqual([]);
  });

  test('bash alone decides about its scripts', () => {
    expect(found(['bash', '-c', "echo $((1 + '))"])).toHaveLength(1);
  });
});
