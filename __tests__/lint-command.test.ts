import Ajv from 'ajv';
import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { canRunUnprivileged, Ended, Workplace } from './command';

const root = path.dirname(__dirname);

let place: Workplace;
beforeAll(() => (place = new Workplace()));
afterAll(() => place.clear());
beforeEach(() => {
  place.next();
  place.write({ '.cdk8s-pods.yaml': 'target: "1.27"\n' });
});

const lint = (...args: string[]): Ended => place.run('lint', ...args);
const json = (...args: string[]): any[] => JSON.parse(lint(...args, '--format', 'json').stdout);

const pod = (name = 'web', more = '') => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: web
      image: nginx:1.27
${more}`;
/** From 1.28 on, the API server warns about the clash as well. */
const CLASH = `      ports:
        - containerPort: 8080
    - name: log
      image: log:1.0
      ports:
        - containerPort: 8080
`;

/** The elements of an XML text that are not closed, or what is no XML. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  const rest = xml.replace(
    /<\?xml [^>]*\?>|<(\/?)([a-z]+)(?: [a-z]+="[^"<]*")*(\/?)>|[^<>]+/g,
    (_, closes: string, name: string, ends: string) => {
      if (name !== undefined && ends === '') {
        void (closes === '' ? open.push(name) : open[open.length - 1] === name && open.pop());
      }
      return '';
    },
  );
  return rest === '' ? open : [rest];
}

describe('files of one folder', () => {
  const service = (label: string) =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n  selector:\n    app: ${label}\n`;
  const labelled = pod().replace('  name: web\nspec', '  name: web\n  labels:\n    app: web\nspec');

  test('are checked together: a Service that selects nothing is reported at its place', () => {
    place.write({ 'all/a.yaml': labelled, 'all/b.yaml': service('wbe') });
    expect(json('all').map(({ rule, file, line }) => [rule, file, line])).toEqual([
      ['runtime/selects-nothing', 'all/b.yaml', 8],
    ]);
    place.write({ 'all/b.yaml': service('web') });
    expect(json('all')).toEqual([]);
  });

  test('do not count together with those of another', () => {
    place.write({ 'one/a.yaml': labelled, 'two/b.yaml': service('wbe') });
    expect(json('one', 'two')).toEqual([]);
  });
});

describe('the status', () => {
  test('nothing found: 0, and a line on standard error', () => {
    place.write({ 'a.yaml': pod() });
    expect(lint('a.yaml')).toEqual({ status: 0, stdout: '', stderr: '1 object in 1 file: no findings\n' });
  });

  test('something found: 1', () => {
    place.write({ 'a.yaml': pod('web', CLASH) });
    const { status, stderr } = lint('a.yaml');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '1 object in 1 file: 1 warning\n' });
  });

  test('unreadable input: 2, and the other findings are reported', () => {
    place.write({ 'a.yaml': 'a: [', 'b.yaml': pod('web', CLASH) });
    const { status, stdout, stderr } = lint('.');
    expect(status).toBe(2);
    expect(stdout).toContain('b.yaml:14:11 warning runtime/port-clash');
    expect(stderr).toContain('a.yaml:1:5: ');
    expect(stderr).toContain('1 object in 2 files: 1 warning; 1 problem with the input\n');
  });

  test('what is below the severity does not count', () => {
    place.write({ 'a.yaml': `# cdk8s-pods waive runtime/port-clash: no longer\n${pod()}` });
    expect(lint('a.yaml').status).toBe(1);
    expect(lint('a.yaml', '--severity', 'error')).toMatchObject({ status: 0, stdout: '' });
  });
});

describe('what is read', () => {
  const names = (...paths: string[]) => {
    const { stdout } = lint(...paths, '--format', 'junit');
    return [...stdout.matchAll(/<testsuite name="([^"]*)"/g)].map(([, name]) => name);
  };

  test('files, folders and globs, each file once', () => {
    place.write({
      'a.yaml': pod(),
      'b/c.yml': pod(),
      'b/d/e.json': '{"apiVersion":"v1","kind":"Service"}',
      'b/f.txt': 'x',
    });
    expect(names('a.yaml', 'b', './a.yaml')).toEqual(['a.yaml', 'b/c.yml', 'b/d/e.json']);
    expect(names('**/*.yml')).toEqual(['b/c.yml']);
    expect(names('b/*')).toEqual(['b/c.yml']);
    expect(names('{a,x}.y?ml', 'b/**/[c-e].{json,yml}')).toEqual(['a.yaml', 'b/c.yml', 'b/d/e.json']);
  });

  test.each<[string[], string[]]>([
    [['{dev/**/c,a}.yaml'], ['a.yaml', 'dev/c.yaml', 'dev/x/y/c.yaml']],
    [['{**/c,a}.yaml'], ['a.yaml', 'c.yaml', 'dev/c.yaml', 'dev/x/y/c.yaml']],
    [['{dev/**,prod}/c.yaml'], ['dev/c.yaml', 'dev/x/y/c.yaml']],
    [['{a,dev/{c,x/b}}.yaml'], ['a.yaml', 'dev/c.yaml', 'dev/x/b.yaml']],
    [['{dev/x,a.yaml}'], ['a.yaml', 'dev/x/b.yaml', 'dev/x/y/c.yaml']],
    [
      ['./dev/*.yaml', 'dev/../{a,z}.yaml'],
      ['dev/c.yaml', 'a.yaml'],
    ],
    [['dev/**'], ['dev/c.yaml', 'dev/x/b.yaml', 'dev/x/y/c.yaml']],
    [['**/[!a-b].yaml'], ['c.yaml', 'dev/c.yaml', 'dev/x/y/c.yaml']],
    [
      ['@(a|c).yaml', '!(a|c).yaml'],
      ['a.yaml', 'c.yaml', '[z].yaml', 'p{q}.yaml'],
    ],
    [
      ['{1..3}.yaml', '[z].yaml', 'p{q}.yaml', 'a.yaml'],
      ['[z].yaml', 'p{q}.yaml', 'a.yaml'],
    ],
    [['**/.h/*.yaml'], ['.h/h.yaml', 'dev/.h/h.yaml']],
    [
      ['*/.h/.s.yaml', '.h/*'],
      ['dev/.h/.s.yaml', '.h/h.yaml'],
    ],
    [['{.h,dev/.h}/*.yaml'], ['.h/h.yaml', 'dev/.h/h.yaml']],
    [['node_modules/*/*.yaml'], ['node_modules/m/n.yaml']],
    [['dev', '!dev/x'], ['dev/c.yaml']],
    [['{a,c}.yaml', '!c.yaml'], ['a.yaml']],
    [
      ['**/*.yaml', '!**/{x,h}/**', '!?.yaml'],
      ['[z].yaml', 'dev/c.yaml', 'p{q}.yaml'],
    ],
    [
      ['.', '!**/c.yaml', 'dev/c.yaml'],
      ['[z].yaml', 'a.yaml', 'dev/x/b.yaml', 'p{q}.yaml', 'dev/c.yaml'],
    ],
  ])('the globs %j', (globs, found) => {
    const all = [
      'a',
      'c',
      '[z]',
      'p{q}',
      'dev/c',
      'dev/x/b',
      'dev/x/y/c',
      '.h/h',
      'dev/.h/h',
      'dev/.h/.s',
      'node_modules/m/n',
    ];
    place.write(Object.fromEntries(all.map((name) => [`${name}.yaml`, pod()])));
    const missing = globs.includes('{1..3}.yaml');
    const { stdout, stderr, status } = lint(...globs, '--format', 'junit');
    expect([...stdout.matchAll(/<testsuite name="([^"]*yaml)"/g)].map(([, name]) => name)).toEqual(found);
    expect({ status, stderr }).toMatchObject({ status: missing ? 2 : 0 });
    expect(stderr.includes('{1..3}.yaml: no YAML or JSON file found.')).toBe(missing);
  });

  test('hidden folders, and what npm installed, are left out', () => {
    place.write({ 'a.yaml': pod(), '.git/b.yaml': 'a: [', 'node_modules/c/d.yaml': 'a: [' });
    expect(names('.')).toEqual(['a.yaml']);
  });

  test('standard input', () => {
    const run = spawnSync(process.execPath, [place.main, 'lint', '-'], {
      input: pod('web', CLASH),
      encoding: 'utf8',
      env: place.env,
    });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('-:14:11 warning runtime/port-clash');
  });

  test('a pipe that nothing comes from is no clean bill', () => {
    const run = spawnSync(process.execPath, [place.main, 'lint', '-'], { input: '', encoding: 'utf8', env: place.env });
    expect(run).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('standard input: it is empty.\n'),
    });
  });

  test('without an argument, the folder of the manifests of the app', () => {
    place.write({ 'cdk8s.yaml': 'output: out\n', 'out/a.yaml': pod('web', CLASH) });
    expect(lint().stdout).toContain('out/a.yaml:14:11');
    fs.rmSync(path.join(place.folder, 'out'), { recursive: true });
    expect(lint()).toMatchObject({
      status: 2,
      stderr: 'There is no folder out. Synthesize first, or name the files to check.\n',
    });
  });

  test('documents, Lists and anchors; objects of other kinds are passed over', () => {
    place.write({
      'a.yaml': `${pod()}---\napiVersion: example.com/v1\nkind: Thing\nspec: {containers: 5}\n---
apiVersion: v1
kind: List
items:
  - &pod
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec: {containers: [{name: a, image: b, ports: [{containerPort: 70000}]}]}
  - {<<: *pod, metadata: {name: B}}
`,
    });
    expect(json('a.yaml').map(({ object, path: at, line }) => [object.name, at, line])).toEqual([
      ['a', 'spec.containers[0].ports[0].containerPort', 21],
      ['B', 'spec.containers[0].ports[0].containerPort', 21],
      ['B', 'metadata.name', 22],
    ]);
  });

  test('in a folder, what is not meant for Kubernetes is passed over', () => {
    place.write({ 'a.yaml': pod(), 'package.json': '{"name": "a"}', 'empty.yaml': '# nothing\n' });
    expect(lint('.')).toMatchObject({ status: 0, stderr: '1 object in 1 file: no findings\n' });
    expect(lint('package.json')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        'package.json:1:1: this is not a Kubernetes object: it has no apiVersion and no kind.\n',
      ),
    });
  });
});

describe('what is asked for', () => {
  test('the version of the cluster', () => {
    place.write({ 'a.yaml': `${pod()}  initContainers: [{name: a, image: b, restartPolicy: Always}]\n` });
    expect(lint('a.yaml').status).toBe(1);
    expect(lint('a.yaml', '--target', '1.37').status).toBe(0);
    place.write({ '.cdk8s-pods.yaml': 'severity: error\n' });
    expect(lint('a.yaml').status).toBe(0);
    expect(lint('a.yaml', '--target', '1.27').status).toBe(1);
  });

  test('a Pod Security level', () => {
    place.write({ 'a.yaml': `${pod()}  hostNetwork: true\n` });
    expect(lint('a.yaml', '--pod-security', 'privileged').status).toBe(0);
    expect(json('a.yaml', '--pod-security', 'baseline:v1.30')).toMatchObject([
      { rule: 'pod-security/host-namespaces', line: 9 },
    ]);
  });

  test('rules that are left out, which have to be rules, and to find something', () => {
    place.write({ 'a.yaml': pod('web', CLASH) });
    expect(lint('a.yaml', '--waive', 'runtime/port-clash', '-w', 'api/labels')).toEqual({
      status: 0,
      stdout: '',
      stderr: 'warning: the waiver of api/labels ignores no finding. Remove it.\n1 object in 1 file: no findings\n',
    });
    expect(lint('a.yaml', '-w', 'port-clash').stderr).toBe(
      'There is no rule "port-clash". Did you mean "runtime/port-clash"?\n',
    );
  });

  test('the page of a rule', () => {
    const page = fs.readFileSync(path.join(root, 'docs', 'rules', 'runtime', 'port-clash.md'), 'utf8');
    expect(lint('--explain', 'runtime/port-clash')).toEqual({ status: 0, stdout: page, stderr: '' });
    expect(lint('--explain', 'runtime/portclash').stderr).toBe(
      'There is no rule "runtime/portclash". Did you mean "runtime/port-clash"?\n',
    );
  });

  test.each([
    'api/labels',
    'api-warning/ip',
    'dropped-field',
    'dropped-volume',
    'pod-security/host-namespaces',
    'runtime/name-clash',
    'advice/naked-pod',
    'unreadable',
    'unused-waiver',
  ])('the page of %s, whichever part of the package reports it', (id) => {
    const { status, stdout } = lint('--explain', id);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^# ${id}\\n\\n\\S`));
  });

  test('settings, which the command line overrules', () => {
    place.write({
      'a.yaml': pod('web', CLASH),
      '.cdk8s-pods.yaml':
        'target: "1.37"\npodSecurity: restricted\nwaive:\n  - rule: runtime/port-clash\n    reason: they take turns\n' +
        '  - rule: api-warning/duplicate-port\n    reason: they take turns\n',
    });
    expect(json('a.yaml').every(({ rule }) => rule.startsWith('pod-security/'))).toBe(true);
    expect(lint('a.yaml', '--pod-security', 'privileged').status).toBe(0);
    place.write({
      'other.yaml': 'severty: error\n',
      'third.yaml': 'target: 1.30\n',
      'fourth.yaml': 'waive: [{rule: api/labels}]\n',
      'fifth.yaml': 'target: "1.26"\n',
      'sixth.yaml': 'severity: error\ntarget: [\n',
      'empty.yaml': '',
    });
    expect(lint('a.yaml', '-c', 'other.yaml').stderr).toBe(
      'other.yaml: unknown field "severty". Did you mean "severity"?\n',
    );
    expect(lint('a.yaml', '-c', 'third.yaml').stderr).toBe(
      "third.yaml: unknown Kubernetes version 1.3. A version is a string: as a number, 1.30 is 1.3. Write '1.30'.\n",
    );
    expect(lint('a.yaml', '-c', 'fourth.yaml').stderr).toContain('a list of rules with reasons');
    expect(lint('a.yaml', '-c', 'fifth.yaml').stderr).toMatch(
      /^fifth\.yaml: unknown Kubernetes version "1\.26"\. Use one of/,
    );
    expect(lint('a.yaml', '-c', 'sixth.yaml').stderr).toMatch(/^sixth\.yaml:3:1: Flow sequence [^\n]*\n$/);
    expect(lint('a.yaml', '-c', 'empty.yaml').status).toBe(1);
    expect(lint('a.yaml', '-c', 'none.yaml')).toMatchObject({ status: 2, stderr: 'There is no file none.yaml.\n' });
  });

  test('help on one screen, the version, and flags that are nearly right', () => {
    const { status, stdout } = lint('--help');
    expect(status).toBe(0);
    expect(stdout.split('\n').length).toBeLessThanOrEqual(24);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toContain('--pod-security');
    expect(lint('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(lint('--serverity', 'error')).toMatchObject({
      status: 2,
      stderr: 'lint has no option --serverity. Did you mean --severity?\n',
    });
  });
});

describe('waivers in comments', () => {
  const rules = (text: string) => {
    place.write({ 'a.yaml': text });
    return json('a.yaml').map(({ rule, line }) => `${line} ${rule}`);
  };
  const two = (comment: string, at: string) => pod('web', CLASH).replace(at, (line) => `${comment}${line}`);

  test('before an object: for all of it', () => {
    expect(rules(`# cdk8s-pods waive runtime/port-clash: they take turns\n${pod('web', CLASH)}`)).toEqual([]);
    expect(rules(`# cdk8s-pods waive runtime/port-clash: they take turns\n---\n${pod('web', CLASH)}`)).toEqual([]);
  });

  test('before a field or an item, or behind it: for what is in it', () => {
    expect(rules(two('    # cdk8s-pods waive runtime/port-clash: they take turns\n', '    - name: log'))).toEqual([]);
    expect(
      rules(pod('web', CLASH).replace('log:1.0\n      ports:', '$& # cdk8s-pods waive runtime/port-clash: they do')),
    ).toEqual([]);
    expect(rules(two('    # cdk8s-pods waive runtime/port-clash: they take turns\n', '    - name: web'))).toEqual([
      '7 unused-waiver',
      '15 runtime/port-clash',
    ]);
  });

  test('without a reason, or unused: reported with its line', () => {
    expect(rules(`# cdk8s-pods waive runtime/port-clash\n${pod('web', CLASH)}`)).toEqual([
      '1 waiver-without-reason',
      '15 runtime/port-clash',
    ]);
    expect(rules(`${pod()}# cdk8s-pods waive api/labels: old\n`)).toEqual(['9 unused-waiver']);
  });

  test.each([
    ['waive runtime/port-clash they take turns', 'waive runtime/port-clash: they take turns'],
    [' waive: runtime/port-clash: they take turns', 'waive runtime/port-clash: they take turns'],
    [': waive runtime/port-clash they do', 'waive runtime/port-clash: they do'],
    ['-ignore runtime/port-clash', 'waive runtime/port-clash: why it does not matter here'],
    [' disable runtime/port-clash - they do', 'waive runtime/port-clash: - they do'],
    [' waives', 'waive RULE: why it does not matter here'],
  ])('in another form: reported, with the right one: %s', (written, right) => {
    place.write({ 'a.yaml': `# cdk8s-pods${written[0] === 'w' ? ' ' : ''}${written}\n${pod('web', CLASH)}` });
    const found = json('a.yaml');
    expect(found.map(({ rule }) => rule)).toEqual(['waiver-without-reason', 'runtime/port-clash']);
    expect(found[0]).toMatchObject({
      line: 1,
      message: 'the comment does not have the form of a waiver.',
      why: 'It ignores no finding.',
      fix: `Write "# cdk8s-pods ${right}".`,
    });
  });

  test.each([' checks this file', ' ignores this file', '/waive/api/labels', ' skips pods without a name'])(
    'prose is no waiver: %s',
    (text) => expect(rules(`# cdk8s-pods${text}\n${pod()}`)).toEqual([]),
  );

  test('of a rule that only synth reports: not reported as unused', () => {
    const annotation = (rule: string) =>
      pod().replace('name: web\n', `$&  annotations: {waive.cdk8s-pods/${rule}: old}\n`);
    expect(rules(annotation('runtime.name-clash'))).toEqual([]);
    expect(rules(annotation('runtime.duplicate-object'))).toEqual([]);
    expect(rules(`# cdk8s-pods waive runtime/mount-clash: old\n${pod()}`)).toEqual([]);
    expect(rules(annotation('runtime.port-clash'))).toEqual(['5 unused-waiver']);
    expect(rules(annotation('runtime.name-clash').replace(': old}', ': ""}'))).toEqual(['5 waiver-without-reason']);
    expect(lint('a.yaml', '--waive', 'runtime/name-clash').stderr).toContain(
      'the waiver of runtime/name-clash ignores no finding',
    );
  });

  test('in a List: for the item that contains it', () => {
    const item = (name: string) =>
      `  - apiVersion: v1\n    kind: Pod\n    # cdk8s-pods waive api/container-port: old\n    spec: {containers: [{name: a, image: b, ports: [{containerPort: 70000}]}]}\n    metadata: {name: ${name}}\n`;
    expect(rules(`apiVersion: v1\nkind: List\nitems:\n${item('a')}${item('b')}`)).toEqual([]);
  });

  test('a text that looks like one is none', () => {
    expect(rules(`${pod()}      args: ["# cdk8s-pods waive api/labels: x"]\n`)).toEqual([]);
  });
});

describe('reports', () => {
  beforeEach(() => place.write({ 'a.yaml': pod('web', CLASH) }));

  test('text: the line of YAML, a caret, what, why, fix; without color if the output is not a terminal', () => {
    expect(lint('a.yaml').stdout).toBe(`a.yaml:14:11 warning runtime/port-clash
  14 |         - containerPort: 8080
     |           ^^^^^^^^^^^^^
  Pod web, spec.containers[1].ports[0]: 8080/TCP is already bound by container "web".
  Containers of a pod share one network namespace, so only one of them can listen on a port. Give container "log" another port.

`);
  });

  test('the key of an unknown field is marked, not its value', () => {
    place.write({ 'b.yaml': pod('web', '      imagePullPolicyy: Never\n') });
    expect(lint('b.yaml').stdout.split('\n').slice(0, 3)).toEqual([
      'b.yaml:9:7 error api/unknown-field',
      '  9 |       imagePullPolicyy: Never',
      '    |       ^^^^^^^^^^^^^^^^',
    ]);
  });

  test('in color on a terminal, unless NO_COLOR is set', () => {
    const onTerminal = (env: NodeJS.ProcessEnv) =>
      spawnSync('script', ['-qec', `${process.execPath} ${place.main} lint a.yaml`, '/dev/null'], {
        cwd: place.folder,
        env: { ...place.env, TERM: 'xterm', ...env },
        encoding: 'utf8',
      });
    const { stdout, error } = onTerminal({});
    if (error === undefined) {
      expect(stdout).toContain('\x1b[1;33mwarning\x1b[0m');
      expect(onTerminal({ NO_COLOR: '1' }).stdout).not.toContain('\x1b[');
    }
  });

  test('json: all fields', () => {
    expect(json('a.yaml')).toEqual([
      {
        rule: 'runtime/port-clash',
        severity: 'warning',
        object: { apiVersion: 'v1', kind: 'Pod', name: 'web' },
        path: 'spec.containers[1].ports[0]',
        file: 'a.yaml',
        line: 14,
        column: 11,
        message: '8080/TCP is already bound by container "web".',
        why: expect.any(String),
        fix: 'Give container "log" another port.',
        fingerprint: expect.any(String),
      },
    ]);
  });

  test('JSON lines: a line for each finding and problem, and the numbers', () => {
    place.write({ 'b.yaml': '- a\n', 'c.yaml': 'apiVersion: a.example/v1\nkind: Thing\n' });
    const lines = lint('.', '-f', 'jsonl')
      .stdout.trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      json('a.yaml')[0],
      { problem: { file: 'b.yaml', line: 1, column: 1, message: 'this is a list, not a Kubernetes object.' } },
      {
        summary: {
          ...{ files: 3, objects: 2, problems: 1, error: 0, warning: 1, advice: 0 },
          kinds: [
            { apiVersion: 'v1', kind: 'Pod', objects: 1, schema: true },
            { apiVersion: 'a.example/v1', kind: 'Thing', objects: 1, schema: false },
          ],
        },
      },
    ]);
  });

  test('TAP: a test for each finding, each object without findings, and each problem', () => {
    place.write({ 'b.yaml': `${pod('ok')}---\n- a\n` });
    expect(lint('.', '-f', 'tap').stdout).toBe(`TAP version 14
1..3
not ok 1 - a.yaml: Pod web: runtime/port-clash at spec.containers[1].ports[0]
  ---
  rule: "runtime/port-clash"
  severity: "warning"
  object: {"apiVersion":"v1","kind":"Pod","name":"web"}
  path: "spec.containers[1].ports[0]"
  file: "a.yaml"
  line: 14
  column: 11
  message: "8080/TCP is already bound by container \\"web\\"."
  why: "Containers of a pod share one network namespace, so only one of them can listen on a port."
  fix: "Give container \\"log\\" another port."
  fingerprint: "${json('a.yaml')[0].fingerprint}"
  ...
ok 2 - b.yaml: Pod ok
not ok 3 - b.yaml: is readable
  ---
  file: "b.yaml"
  line: 10
  column: 1
  message: "this is a list, not a Kubernetes object."
  ...
`);
    expect(lint('nothing', '-f', 'tap').stdout).toMatch(/^TAP version 14\n1\.\.1\nnot ok 1 - nothing: is readable\n/);
  });

  test('several at once, to files and to standard output', () => {
    const { stdout, status } = lint(
      'a.yaml',
      '-f',
      'sarif=out/a.sarif',
      '-f',
      'junit=a.xml',
      '-f',
      'json',
      '-f',
      'text=a.txt',
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toHaveLength(1);
    expect(place.read('.')).toMatchObject({
      'out/a.sarif': expect.stringContaining('"2.1.0"'),
      'a.xml': expect.stringContaining('<testsuites'),
      'a.txt': expect.stringContaining('a.yaml:14:11 warning'),
    });
    expect(lint('a.yaml', '-f', 'json', '-f', 'text').stderr).toBe(
      'Two reports cannot both go to standard output. Write one to another file: --format FORMAT=FILE.\n',
    );
    expect(lint('a.yaml', '-f', 'html').stderr).toBe(
      '"html" is not a format. Use text, json, jsonl, sarif, junit, tap, with or without =FILE.\n',
    );
  });

  test('a report that cannot be written is an error of one line', () => {
    place.write({ 'folder/x': '' });
    const said = (file: string): Ended => lint('a.yaml', '-f', `json=${file}`);
    expect(said('folder')).toMatchObject({
      stderr: 'folder cannot be written: it is a folder. Name a file, or move the folder away.\n',
      status: 2,
    });
    expect(said('a.yaml/x/y').stderr).toBe(
      'a.yaml/x/y cannot be written: a part of the path is a file. Name a folder, or move the file away.\n',
    );
    if (process.platform === 'linux') {
      expect(said('/proc/none/x').stderr).toBe('/proc/none/x cannot be written: no such file or folder.\n');
      expect(said('/dev/full').stderr).toBe(
        '/dev/full cannot be written: the disk is full. Free some space and run again.\n',
      );
      const full = place.shell(`'${process.execPath}' '${place.main}' lint a.yaml 2>&1 >/dev/full || echo $?`);
      expect(full).toMatch(/^1 object in 1 file: 1 warning\nstandard output cannot be written: ENOSPC: [^\n]+\n2\n$/);
    }
  });

  describe('SARIF', () => {
    const schema = JSON.parse(fs.readFileSync(path.join(__dirname, 'fixtures', 'sarif-schema-2.1.0.json'), 'utf8'));
    const { $schema: _, id, ...draft } = schema;
    const ajv = new Ajv({
      strict: false,
      formats: { uri: /^[a-z][a-z0-9+.-]*:\S+$/, 'uri-reference': /^\S*$/, 'date-time': true },
    });
    const isValid = ajv.compile({ ...draft, $id: id });
    const sarif = (...args: string[]) => JSON.parse(lint(...args, '--format', 'sarif').stdout);

    test.each<[string, Record<string, string>]>([
      ['nothing found', { 'a.yaml': pod() }],
      ['findings', { 'b c.yaml': pod('web', CLASH), 'a.yaml': pod('É') }],
      ['what could not be read', { 'a.yaml': 'a: [', 'b.yaml': '- a' }],
    ])('%s: as its schema has it', (__, files) => {
      place.write(files);
      expect([isValid(sarif('.', '--pod-security', 'restricted')), isValid.errors]).toEqual([true, null]);
    });

    test('the place is right, so that code hosts mark it', () => {
      place.write({ 'b c.yaml': pod('web', CLASH) });
      const [result] = sarif('b c.yaml').runs[0].results;
      expect(result).toMatchObject({
        ruleId: 'runtime/port-clash',
        level: 'warning',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'b%20c.yaml' },
              region: { startLine: 14, startColumn: 11, endLine: 14, endColumn: 24 },
            },
          },
        ],
      });
      const [line] = place.read('.')['b c.yaml'].split('\n').slice(13);
      expect(line.slice(10, 23)).toBe('containerPort');
    });

    test('the rules are described', () => {
      const { rules } = sarif('a.yaml').runs[0].tool.driver;
      expect(rules).toMatchObject([
        {
          id: 'runtime/port-clash',
          shortDescription: { text: 'Only one container of a pod should listen on a port.' },
        },
      ]);
    });
  });

  test('JUnit: XML that can be read, whatever the manifest holds', () => {
    place.write({ 'a.yaml': pod('"<&\\u0001>"', CLASH), 'b.yaml': pod(), 'c.yaml': '- a' });
    const { stdout } = lint('.', '-f', 'junit');
    expect(stdout).toContain('<testsuite name="b.yaml" tests="1" failures="0" errors="0">');
    expect(stdout).toContain('<error message="c.yaml:1:1: this is a list, not a Kubernetes object."/>');
    expect(stdout).toContain('&lt;&amp;');
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    expect(unclosed(stdout)).toEqual([]);
  });

  test('what a manifest holds does not write over the terminal', () => {
    place.write({ 'a.yaml': pod('"\\e[2J\\u202e"') });
    expect(lint('a.yaml').stdout).not.toMatch(/[\u001b\u202e]/);
  });

  test('of a long line, what is around the finding is shown', () => {
    const labels = Array.from({ length: 2000 }, (_, i) => `l${i}: v`).join(', ');
    place.write({
      'a.yaml': `{apiVersion: v1, kind: Pod, metadata: {labels: {${labels}}, name: Web}, spec: {containers: [{name: a, image: b}]}}`,
    });
    const { stdout } = lint('a.yaml');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThan(250);
    expect(stdout).toContain('name: Web');
  });
});

describe('bad input: an error with the place, no stack, and the other files as well', () => {
  const bad: [string, Record<string, string | Buffer>, string | RegExp][] = [
    ['broken YAML', { 'a.yaml': 'a: b\nc: [\n' }, /^a\.yaml:3:1: /m],
    [
      'a binary file',
      { 'a.yaml': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 0xff]) },
      'a.yaml: it is not a text file.\n',
    ],
    [
      'UTF-16',
      { 'a.yaml': Buffer.from(`\ufeff${pod()}`, 'utf16le') },
      'a.yaml: it is UTF-16 text, which kubectl cannot read. Save it as UTF-8.\n',
    ],
    ['a list', { 'a.yaml': '- a\n' }, 'a.yaml:1:1: this is a list, not a Kubernetes object.\n'],
    ['a number', { 'a.yaml': `${pod()}---\n5\n` }, 'a.yaml:10:1: this is a number, not a Kubernetes object.\n'],
    [
      'an item that is no object',
      { 'a.yaml': 'apiVersion: v1\nkind: List\nitems:\n  - 5\n' },
      'a.yaml:4:5: this is a number, not a Kubernetes object.\n',
    ],
    [
      'a list whose items are none',
      { 'a.yaml': 'apiVersion: v1\nkind: List\nitems: 5\n' },
      'a.yaml:3:8: the "items" of a List must be a list, and are 5.\n',
    ],
    [
      'a list without items',
      { 'a.yaml': 'apiVersion: v1\nkind: PodList\nitems:\n' },
      'a.yaml:3:1: the "items" of a PodList must be a list, and are missing.\n',
    ],
    [
      'a list within a list',
      { 'a.yaml': 'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: List, items: []}\n' },
      'a.yaml:4:5: this is a List, and a list cannot contain lists.\n',
    ],
    [
      'UTF-32',
      { 'a.yaml': Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]) },
      'a.yaml: it is UTF-32 text, which kubectl cannot read. Save it as UTF-8.\n',
    ],
    [
      'a Helm template',
      { 'a.yaml': '{{- if .Values.pod }}\napiVersion: v1\n{{- end }}\n' },
      /^a\.yaml:1:3: .* It looks like a Helm template\. Check the output of `helm template` instead\.$/m,
    ],
    ['a cycle', { 'a.yaml': 'a: &a [*a]\n' }, 'a.yaml:1:8: the alias "*a" is inside the value that it refers to'],
    [
      'an alias bomb',
      {
        'a.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((c, i) => `${c}: &${c} [${`*${'abcdefghi'[i]},`.repeat(9)}]\n`).join('')}`,
      },
      /^a\.yaml:6:\d+: the aliases expand to more/m,
    ],
    ['tabs', { 'a.yaml': 'a:\n\tb: c\n' }, 'a.yaml:2:1: Tabs are not allowed as indentation.\n'],
    ['deep nesting', { 'a.yaml': '['.repeat(100_000) }, /^a\.yaml:1:\d+: more than 250 nested levels/m],
    [
      'deep nesting that is closed',
      { 'a.yaml': `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}` },
      /^a\.yaml:1:\d+: more than 250 nested levels/m,
    ],
    ['a folder without YAML', { 'a.yaml/b.txt': '' }, 'a.yaml: no YAML or JSON file found.\n'],
    [
      'a document that is too large',
      { 'a.yaml': `a: "${'x'.repeat(5e6)}"\n` },
      'a.yaml:1:1: the document is larger than 4 MB',
    ],
  ];
  test.each(bad)('%s', (_, files, message) => {
    place.write({ ...files, 'other.yaml': pod('web', CLASH) });
    const { status, stdout, stderr } = lint('a.yaml', 'other.yaml');
    expect(stderr).toEqual(
      typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    );
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toContain('other.yaml:14:11 warning runtime/port-clash');
    expect(status).toBe(2);
  });

  test('a file that is not there, or a glob that nothing meets', () => {
    place.write({ 'other.yaml': pod() });
    expect(lint('gone.yaml', 'other.yaml')).toMatchObject({
      status: 2,
      stderr: 'gone.yaml: no such file or folder.\n1 object in 1 file: no findings; 1 problem with the input\n',
    });
    expect(lint('x/*.yaml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('x/*.yaml: no YAML'),
    });
    expect(lint('*.yml')).toMatchObject({ status: 2, stderr: expect.stringContaining('*.yml: no YAML') });
  });

  test('a file that vanishes while others are read', () => {
    place.write({ 'a.yaml': pod(), 'b.yaml': pod('web', CLASH), 'c.yaml': pod() });
    const vanish = `const fs = require('fs');
const { readFileSync } = fs;
fs.readFileSync = (file, ...rest) => {
  if (file === 'c.yaml') fs.rmSync('c.yaml', { force: true });
  return readFileSync(file, ...rest);
};`;
    place.write({ 'vanish.js': vanish });
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', './vanish.js', place.main, 'lint', '.'], {
      cwd: place.folder,
      env: place.env,
      encoding: 'utf8',
    });
    expect(stderr).toContain('c.yaml: no such file or folder.\n');
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toContain('b.yaml:14:11 warning runtime/port-clash');
    expect(status).toBe(2);
  });

  describe('a bad entry of a folder is reported by its own path, and does not hide the others:', () => {
    const BROKEN = 'the link leads to a missing file. Remove the link.';
    const ODD = 'it is not a file, but a pipe, a socket or a device. Move it away.';
    const CYCLE = 'its symbolic links form a cycle. Remove one of them.';
    const link = (target: string) => (at: string) => fs.symlinkSync(target, at);
    const bad: [string, string, (at: string) => unknown, string][] = [
      ['a link to itself', 'b.yaml', link('b.yaml'), CYCLE],
      ['a link to itself with another name', 'loop', link('loop'), CYCLE],
      ['a link to a missing file', 'b.yaml', link('nowhere.yaml'), BROKEN],
      ['a pipe', 'b.yaml', (at) => spawnSync('mkfifo', [at]), ODD],
    ];

    test.each(bad)('%s (%s)', (_, name, make, message) => {
      place.write({ 'a/a.yaml': pod('web', CLASH), 'a/c/d.yaml': pod('web', CLASH) });
      make(path.join(place.folder, 'a', name));
      for (const given of ['a', 'a/**', '**/*{.yaml,loop}', 'a/{a,b,loop,c/d}{.yaml,}', '{a,b}/*']) {
        const { status, stdout, stderr } = lint(given);
        expect(stderr).toContain(`a/${name}: ${message}\n`);
        expect(stdout).toContain('a/a.yaml:14:11 warning runtime/port-clash');
        expect(stdout.includes('a/c/d.yaml:14:11 warning runtime/port-clash')).toBe(given !== '{a,b}/*');
        expect(status).toBe(2);
      }
      const { status, stderr } = place.run('diagram', 'a');
      expect({ status, stderr }).toEqual({ status: 2, stderr: `a/${name}: ${message}\n` });
      for (const command of [
        ['diff', 'a', 'a'],
        ['check', '--app', 'true', '--output', 'a'],
      ]) {
        expect(place.run(...command)).toMatchObject({ status: 2, stderr: `a/${name}: ${message}\n` });
      }
    });

    (canRunUnprivileged() ? test : test.skip)('a folder that cannot be read', () => {
      place.write({ 'a/a.yaml': pod('web', CLASH), 'a/secret/b.yaml': pod(), 'a/z.yaml': pod() });
      fs.chmodSync(path.join(place.folder, 'a', 'secret'), 0);
      const message = 'a/secret: permission denied. Check the owner and the mode of the file and of its folder.\n';
      const { status, stdout, stderr } = place.runUnprivileged('lint', 'a');
      expect(stderr).toBe(`${message}2 objects in 2 files: 1 warning; 1 problem with the input\n`);
      expect(stdout).toContain('a/a.yaml:14:11 warning runtime/port-clash');
      expect(status).toBe(2);
      expect(place.runUnprivileged('diff', 'a', 'a')).toMatchObject({ status: 2, stderr: message });
      expect(place.runUnprivileged('lint', 'a/*.yaml')).toMatchObject({ status: 1 });
      fs.chmodSync(path.join(place.folder, 'a', 'secret'), 0o700);
    });

    test('other files and links are no manifests, so they are ignored', () => {
      place.write({ 'a/a.yaml': pod() });
      fs.symlinkSync('nowhere', path.join(place.folder, 'a', 'README'));
      fs.symlinkSync('.', path.join(place.folder, 'a', 'c'));
      spawnSync('mkfifo', [path.join(place.folder, 'a', 'pipe')]);
      expect(lint('a').status).toBe(0);
    });

    test('an argument that is a link to itself', () => {
      fs.symlinkSync('loop', path.join(place.folder, 'loop'));
      expect(lint('loop')).toMatchObject({ status: 2, stderr: expect.stringContaining(`loop: ${CYCLE}`) });
      expect(place.run('diff', 'loop', 'loop')).toMatchObject({ status: 2, stderr: `loop: ${CYCLE}\n` });
    });
  });

  test('what is odd, but can be read: a finding, or nothing', () => {
    place.write({
      'twice.yaml': pod('web', '      image: nginx:1.28\n'),
      'windows.yaml': pod('Web').replace(/\n/g, '\r\n'),
      'mark.yaml': `\ufeff${pod('Web')}`,
      'proto.yaml': pod('web', '      __proto__: {a: 1}\n'),
      'names.yaml': pod().replace('name: web\n', 'name: web\n  labels: {constructor: a, toString: b, valueOf: c}\n'),
    });
    const found = json('.').map(({ file, rule, line, column }) => `${file}:${line}:${column} ${rule}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'twice.yaml:9:7 api/duplicate-field',
        'windows.yaml:4:9 api/object-name',
        'mark.yaml:4:9 api/object-name',
      ]),
    );
    expect(found.filter((one) => one.startsWith('names.yaml'))).toEqual([]);
  });

  const lines = (count: number, line: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => line(i)).join('');
  test.each<[string, string]>([
    ['unknown fields', pod() + lines(10_000, (i) => `k${i}: 1\n`)],
    ['variables of a wrong type', `${pod()}      env:\n${lines(10_000, (i) => `      - {name: E${i}, value: 5}\n`)}`],
    ['wrong containers', pod() + lines(10_000, (i) => `    - {name: W${i}, image: x}\n`)],
    ['comments that waive nothing', pod() + lines(20_000, () => '# cdk8s-pods waive api/labels: old\n')],
    [
      'annotations that waive nothing',
      pod().replace('\nspec', `\n  annotations:\n${lines(10_000, (i) => `    waive.cdk8s-pods/api.a${i}: old\n`)}spec`),
    ],
    ['keys that are there twice', pod() + lines(10_000, () => 'k: 1\n')],
  ])('reports all of thousands of %s, in linear time', (_, text) => {
    place.write({ 'a.yaml': text });
    lint('a.yaml', '-f', 'json=found.json');
    expect(JSON.parse(place.read('.')['found.json']).length).toBeGreaterThanOrEqual(9_999);
  });

  test('numbers that no double holds: findings', () => {
    const ports = ['99999999999999999999999999', '1e400', '9007199254740993', '1:20'];
    place.write({
      'a.yaml': `${pod()}      ports: [${ports.map((port) => `{containerPort: ${port}}`).join(', ')}]\n`,
    });
    const found = json('a.yaml').map(({ path: at, message }) => `${at} ${message}`);
    for (const i of ports.keys()) {
      expect(found).toContainEqual(
        expect.stringMatching(`^spec.containers.0..ports.${i}.\\.containerPort .* is not a`),
      );
    }
  });

  test('a number that JSON lacks: the place, and the fix', () => {
    place.write({ 'a.yaml': `${pod()}      ports: [{containerPort: .nan}]\n` });
    expect(place.run('lint', 'a.yaml').stderr).toMatch(
      /^a\.yaml:\d+:\d+: \.nan is not a number of JSON\. If it is a text, write it in quotes: "\.nan"\.$/m,
    );
  });

  test('an endless device', () => {
    if (fs.existsSync('/dev/zero')) {
      expect(lint('/dev/zero')).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('/dev/zero: it is larger than'),
      });
    }
  });

  test('stops after 250,000 findings, and reports that', () => {
    const twice = (name: string) =>
      `${pod(name)}---\n`.replace('spec:', `  annotations:\n${'    a: b\n'.repeat(126_000)}spec:`);
    place.write({ 'a.yaml': twice('a') + twice('b') + pod('c'), 'b.yaml': pod('d', CLASH) });
    const { stderr, status } = lint('.', '-f', 'text=a.txt');
    const printed = place.read('.')['a.txt'];
    expect(printed.match(/ error api\/duplicate-field$/gm)).toHaveLength(251_998);
    expect(printed).not.toContain('runtime/port-clash');
    expect(stderr).toBe(
      'a.yaml:252021:1: not checked, because 251998 findings and problems come before it.\n' +
        'b.yaml:1:1: not checked, because 251999 findings and problems come before it.\n' +
        '2 objects in 2 files: 251998 errors; 2 problems with the input\n',
    );
    expect(status).toBe(2);
  }, 120_000);

  test('5 MB of pods, and 50 MB in one document, in bounded memory', () => {
    const text = `${pod('web', CLASH)}---\n`;
    place.write({ 'a.yaml': text.repeat(Math.ceil(50e6 / text.length / 10)), 'b.yaml': `a: "${'x'.repeat(50e6)}"` });
    const run = spawnSync(
      process.execPath,
      ['--max-old-space-size=512', place.main, 'lint', '.', '-f', 'junit=a.xml'],
      {
        cwd: place.folder,
        env: place.env,
        encoding: 'utf8',
      },
    );
    expect(run.stderr).toContain('b.yaml:1:1: the document is larger than 4 MB');
    expect(run.status).toBe(2);
  }, 120_000);
});
