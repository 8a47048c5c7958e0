import { ApiObject, App, Chart, Testing } from 'cdk8s';
import * as path from 'path';
import * as ts from 'typescript';
import { AppPod, Container, Patterns, PodApp, SidecarPattern, Waiver } from '../index';
import { lint } from '../rules/check/lint';
import { RULES } from '../rules/check/registry';
import { Workplace } from './command';
import { expectSafe, HOSTILE } from './hostile';

/** The messages of a synth: the ids of rules, the places in the user's code, and equal findings. */

let stderr: jest.SpyInstance;
beforeEach(() => (stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true)));
afterEach(() => stderr.mockRestore());
const printed = (): string => stderr.mock.calls.map(([text]) => text).join('');

const WEB: Container = { name: 'web', image: 'nginx:1.27' };
const WARNS = { 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' };
const chartIn = (app: App): Chart => new Chart(app, 'shop');
const errorOf = (run: () => unknown): Error => {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('There is no error.');
};

describe('each message names its rule', () => {
  const IDS = new Set(RULES.map(({ id }) => id));
  const ruleOf = (message: string) => /\(([\w/-]+)\)$/m.exec(message)?.[1];

  test('errors of our objects, of other objects, of several objects, and of patterns', () => {
    const app = new PodApp({ quiet: true });
    const chart = chartIn(app);
    new AppPod(chart, 'ours', { app: { name: 'No', image: '' } });
    new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'a' }] } });
    new ApiObject(chart, 'list', { apiVersion: 'v1', kind: 'List', items: [1] } as never);
    ['a', 'b'].forEach((id) => new AppPod(chart, id, { metadata: { name: 'same' }, app: WEB }));
    const sidecar = new SidecarPattern({ sidecars: [WEB] });
    new AppPod(chart, 'pattern', { app: WEB, patterns: [sidecar, sidecar] });
    const { message } = errorOf(() => app.synthYaml());
    const errors = message.split('\n').filter((line) => /^ {2}\[/.test(line));
    expect(errors.length).toBeGreaterThan(6);
    errors.forEach((error) => expect(IDS).toContain(ruleOf(error)));
  });

  test('warnings, under PodApp and under the App of cdk8s', () => {
    for (const app of [new PodApp(), Testing.app()]) {
      stderr.mockClear();
      const chart = chartIn(app);
      Waiver.add(chart, 'runtime/port-clash', 'it is unused');
      new AppPod(chart, 'old', { metadata: { annotations: WARNS }, app: WEB });
      app.synthYaml();
      const warnings = printed().match(/^warning: .*$/gm)!;
      warnings.forEach((warning) => expect(IDS).toContain(ruleOf(warning)));
    }
  });
});

describe('a waiver of a rule that does not exist', () => {
  test('in the code is an error with the nearest id', () => {
    const web = new AppPod(chartIn(Testing.app()), 'web', { app: WEB });
    expect(() => Waiver.add(web, 'runtime/port-clsh', 'why')).toThrow(
      '[shop/web] there is no rule "runtime/port-clsh", so it cannot be waived. Did you mean "runtime/port-clash"?',
    );
    expect(() => Waiver.add(web, 'port-clash', 'why')).toThrow('Did you mean "runtime/port-clash"?');
    expect(() => Waiver.add(web, 'x', 'why')).toThrow('docs/rules/README.md lists all rules.');
  });

  test('in an annotation is a warning of synth and of lint, once', () => {
    const annotations = {
      'waive.cdk8s-pods/runtime.port-clsh': 'why',
      'waive.cdk8s-pods/advice.resource': '',
      'waive.cdk8s-pods/pod-security.privilegd': 'why',
    };
    const texts = [
      'there is no rule "runtime/port-clsh". The waiver ignores nothing. Did you mean "runtime/port-clash"? (unused-waiver)',
      'there is no rule "advice/resource". The waiver ignores nothing. Did you mean "advice/resources"? (unused-waiver)',
      'there is no rule "pod-security/privilegd". The waiver ignores nothing. Did you mean "pod-security/privileged"? (unused-waiver)',
    ];
    const app = new PodApp();
    const pod = new AppPod(chartIn(app), 'web', { metadata: { annotations }, app: WEB });
    app.synthYaml();
    texts.forEach((text) => expect(printed().split(text)).toHaveLength(2));
    const found = lint([pod.toJson()]).map(({ rule, what, why, fix }) => `${what} ${why} ${fix} (${rule})`);
    expect(found).toEqual(texts);
  });

  test('in the options of lint is an error', () => {
    expect(() => lint([], { waive: ['runtime/port-clsh'] })).toThrow('Did you mean "runtime/port-clash"?');
  });
});

describe('equal messages are one', () => {
  const MANY = 1000;
  const make = (app: App, props: (i: number) => ConstructorParameters<typeof AppPod>[2]): void => {
    const chart = chartIn(app);
    for (let i = 0; i < MANY; i++) {
      new AppPod(chart, `pod-${i}`, props(i));
    }
  };

  test('errors, also if they differ in the name of the object', () => {
    const app = new PodApp();
    make(app, (i) => ({ metadata: { name: `No${i}` }, app: WEB }));
    const lines = errorOf(() => app.synthYaml()).message.split('\n');
    expect(lines).toEqual([
      'Validation failed with the following errors:',
      expect.stringMatching(/^ {2}\[shop\/pod-0\] metadata\.name: "No0" .*\(api\/object-name\)$/),
      expect.stringMatching(/^ {4}at __tests__\/messages\.test\.ts:\d+:7$/),
      '    and 999 more objects, such as [shop/pod-1], [shop/pod-2], [shop/pod-3]',
    ]);
  });

  test('warnings', () => {
    const app = new PodApp();
    make(app, () => ({ metadata: { annotations: WARNS }, app: WEB }));
    app.synthYaml();
    app.synthYaml();
    expect(printed().trim().split('\n')).toEqual([
      expect.stringMatching(/^warning: \[shop\/pod-0\] .*\)$/),
      expect.stringMatching(/^ {2}at __tests__\/messages\.test\.ts:\d+:7$/),
      '  and 999 more objects, such as [shop/pod-1], [shop/pod-2], [shop/pod-3]',
    ]);
  });

  test('warnings under the App of cdk8s: the first at once, the others after the synth', async () => {
    const app = Testing.app();
    make(app, () => ({ metadata: { annotations: WARNS }, app: WEB }));
    app.synthYaml();
    expect(printed().match(/^warning: /gm)).toHaveLength(1);
    await new Promise(process.nextTick);
    expect(printed().match(/^warning: /gm)).toHaveLength(2);
    expect(printed()).toContain('and 998 more objects');
  });

  test('but not messages that differ, and no report of lint loses one', () => {
    const app = new PodApp();
    const chart = chartIn(app);
    const pods = ['a', 'b'].map((id) => new AppPod(chart, id, { app: { name: id, image: '' } }));
    expect(errorOf(() => app.synthYaml()).message.match(/has no image/g)).toHaveLength(2);
    expect(lint(pods.map((pod) => pod.toJson()))).toHaveLength(2);
  });

  test('a message with other places names them', () => {
    const app = new PodApp();
    const chart = chartIn(app);
    new AppPod(chart, 'a', { app: { name: 'web', image: '' } });
    new AppPod(chart, 'b', { app: { name: 'web', image: '' } });
    expect(errorOf(() => app.synthYaml()).message).toMatch(
      /\n {4}at __tests__\/messages\.test\.ts:(\d+):5\n {4}and 1 more object: \[shop\/b\] at __tests__\/messages\.test\.ts:\d+:5$/,
    );
  });
});

describe('an error leads to the line that creates the object', () => {
  let workplace: Workplace;
  beforeAll(() => {
    workplace = new Workplace();
    workplace.next();
    workplace.install();
    const { outputText, sourceMapText = '' } = ts.transpileModule(APP, {
      fileName: 'main.ts',
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020, sourceMap: true },
    });
    const data = `data:application/json;base64,${Buffer.from(sourceMapText).toString('base64')}`;
    workplace.write({
      'tsconfig.json': '{ "compilerOptions": { "module": "CommonJS", "target": "ES2020" } }',
      'main.ts': APP,
      'main.mjs': APP.replace(': Chart', ''),
      'build/main.js': outputText,
      'build/main.js.map': sourceMapText.replace('"main.ts"', '"../main.ts"'),
      'inline.js': outputText.replace('main.js.map', data),
      'lost/main.js': outputText,
      'plain.js': outputText.replace(/\/\/# sourceMappingURL.*/, ''),
      'node_modules/kit/index.js': KIT,
    });
  });
  afterAll(() => workplace.clear());

  const APP = `import { Chart } from 'cdk8s';
import { AppPod, PodApp } from 'cdk8s-pod-patterns';
import { web } from 'kit';

class Mine extends AppPod {}

function make(chart: Chart) {
  new AppPod(chart, 'direct', { app: { name: 'direct' } });
  new Mine(chart, 'derived', { app: { name: 'derived' } });
  web(chart, 'package');
}

const app = new PodApp();
make(new Chart(app, 'shop'));
app.synth();
`;
  const KIT = `const { AppPod } = require('cdk8s-pod-patterns');
exports.web = (chart, id) => new AppPod(chart, id, { app: { name: 'web', image: '' } });
`;

  test.each([
    ['ts-node', `-r ${require.resolve('ts-node/register/transpile-only')} main.ts`, 'main.ts', 8],
    ['scripts/run.js', `${path.join(__dirname, '../scripts/run.js')} main.ts`, 'main.ts', 8],
    ['node with source maps', '--enable-source-maps build/main.js', 'main.ts', 8],
    ['node with a source map in a file', 'build/main.js', 'main.ts', 8],
    ['node with a source map in the code', 'inline.js', 'main.ts', 8],
    ['node with a missing source map', 'lost/main.js', 'lost/main.js', 9],
    ['node without source maps', 'plain.js', 'plain.js', 9],
    ['node with ECMAScript modules', 'main.mjs', 'main.mjs', 8],
  ])('under %s', (_, args, file, line) => {
    const output = workplace.shell(`TS_NODE_TRANSPILE_ONLY=true ${process.execPath} ${args} 2>&1`);
    const places = [...output.matchAll(/^ {2}\[shop\/(\w+)\].*\n {4}at (\S+):(\d+):\d+$/gm)];
    expect(places.map(([, ...place]) => place)).toEqual([
      ['direct', file, `${line}`],
      ['derived', file, `${line + 1}`],
      ['package', file, `${line + 2}`],
    ]);
  });

  test('or attaches a pattern to an object of another library', () => {
    const app = new PodApp();
    const other = new ApiObject(chartIn(app), 'other', { apiVersion: 'v1', kind: 'Pod', spec: { containers: [WEB] } });
    Patterns.attach(other, new SidecarPattern({ sidecars: [WEB] }));
    expect(errorOf(() => app.synthYaml()).message).toMatch(/\n {4}at __tests__\/messages\.test\.ts:\d+:14$/);
  });

  test('in the stack trace, for editors and test runners', () => {
    const app = new PodApp();
    new AppPod(chartIn(app), 'web', { app: { name: 'web', image: '' } });
    const [, first] = /\n\s+at .*?([^/]+:\d+):\d+\)?\n/.exec(
      errorOf(() => app.synthYaml()).stack!.replace(/^.*\(api\/.*\n.*\n/m, '\n'),
    )!;
    expect(first).toMatch(/^messages\.test\.ts:/);
  });

  test('under the App of cdk8s, too', () => {
    const app = Testing.app();
    new AppPod(chartIn(app), 'web', { app: { name: 'web', image: '' } });
    expect(errorOf(() => app.synthYaml()).message).toMatch(/\n {4}at __tests__\/messages\.test\.ts:\d+:5$/);
  });
});

describe('hostile texts in a synth', () => {
  test.each(Object.entries(HOSTILE))('%s', (_, text) => {
    for (const make of [() => new PodApp(), () => Testing.app()]) {
      stderr.mockClear();
      const app = make();
      const chart = chartIn(app);
      const annotations = { ...WARNS, [text]: text, [`waive.cdk8s-pods/${text}`]: text };
      new AppPod(chart, app instanceof PodApp ? text : 'web', {
        metadata: { name: 'web', annotations, labels: { [text]: text } },
        nodeSelector: { [text]: text },
        app: { name: text, image: text, env: [{ name: text }], ports: [{ name: text, containerPort: 0 }] },
        patterns: [new SidecarPattern({ sidecars: [{ name: text, image: text }], startsBefore: [`${text}x`] })],
      });
      expectSafe(errorOf(() => app.synthYaml()).message);
      expectSafe(printed());
      const web = new AppPod(chart, `${text}b`, { app: WEB });
      for (const wrong of [
        () => Waiver.add(web, text, 'why'),
        () => web.portNumber(text),
        () => new AppPod(chart, `${text}c`, { app: WEB, podSecurity: text as never }),
      ]) {
        const { message } = errorOf(wrong);
        expectSafe(message);
        expect(message).not.toContain('\n');
      }
    }
  });
});
