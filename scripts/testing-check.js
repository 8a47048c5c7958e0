// Proves that the test kit works in other apps, under node:test, jest and vitest: `node scripts/testing-check.js`.
//
// It packs the package, and installs it into a new app. It needs the npm registry.
const fs = require('fs');
const path = require('path');
const { mustRun, pack, QUIET, run, scratchFolder } = require('./pack');

const { name: library, devDependencies } = require('../package.json');
const RUNNERS = { vitest: '4.1.12', jest: devDependencies.jest };

const CHART = `
  const chart = new Chart(Testing.app(), 'web');
  new SidecarPod(chart, 'web', {
    metadata: { name: 'web' },
    app: { name: 'web', image: 'nginx:1.29', ports: [{ name: 'http', containerPort: 80 }] },
    sidecars: [{ name: 'logs', image: 'busybox:1.37', command: ['tail', '-F', '/logs'] }],
  });
`;

/** The test of all runners; `same` and `throws` are the assertions of the runner. */
const BODY = `
  ${CHART}
  const manifests = Manifests.of(chart);
  manifests.hasNoFindings();
  const image = new Capture();
  manifests.hasResource('Pod', { spec: { initContainers: Match.arrayWith([Match.objectLike({ name: 'logs', image })]) } });
  same(image.asString(), 'busybox:1.37');
  manifests.resourceCountIs('Pod', 1);
  same(manifests.getContainer('logs').role, 'native sidecar');
  same(manifests.getPod('web').getContainer('web').getPort('http').containerPort, 80);
  same(manifests.findResource('Service', 'web'), undefined);
  throws(() => manifests.getContainer('log'), /Did you mean "logs"\\?/);
  throws(() => manifests.hasResource('Pod', { spec: { hostNetwork: true } }), /spec\\.hostNetwork: expected true, found nothing/);
  new ApiObject(chart, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { prots: [] } });
  Manifests.of(chart).hasFinding('api/unknown-field', 'spec.prots');
`;

/** The same statement in each of the two module systems. */
const imports = (from, names) => `import { ${names} } from '${from}';\n`;
const requires = (from, names) => `const { ${names} } = require('${from}');\n`;
const kit = (load) =>
  load('cdk8s', 'ApiObject, Chart, Testing') +
  load(library, 'SidecarPod') +
  load(`${library}/testing`, 'Capture, Manifests, Match, yamlSerializer');

const EXPECT = `const same = (a, b) => expect(a).toBe(b);\nconst throws = (f, text) => expect(f).toThrow(text);\n`;
const SNAPSHOT = `
expect.addSnapshotSerializer(yamlSerializer);
test('the snapshot', () => {
  ${CHART}
  expect(Manifests.of(chart)).toMatchSnapshot();
});
`;

/** The tests of each runner, and its command. */
const TESTS = {
  'node:test': {
    file: 'node.test.mjs',
    text:
      kit(imports) +
      `import test from 'node:test';\nimport assert from 'node:assert/strict';\n` +
      `const same = assert.equal;\nconst throws = assert.throws;\n` +
      `test('the kit', () => {${BODY}});\n` +
      `test('the YAML', () => {${CHART}\n  same(yamlSerializer.serialize(chart) + '\\n', Manifests.of(chart).toYaml());\n});\n`,
    command: [process.execPath, '--test', 'node.test.mjs'],
  },
  jest: {
    file: 'jest.test.js',
    text: `${kit(requires)}${EXPECT}test('the kit', () => {${BODY}});\n${SNAPSHOT}`,
    command: ['npx', 'jest', '--ci=false', 'jest.test.js'],
    snapshot: '__snapshots__/jest.test.js.snap',
  },
  vitest: {
    file: 'vitest.test.mjs',
    text: `${kit(imports)}${imports('vitest', 'expect, test')}${EXPECT}test('the kit', () => {${BODY}});\n${SNAPSHOT}`,
    command: ['npx', 'vitest', 'run', 'vitest.test.mjs', '--update'],
    snapshot: '__snapshots__/vitest.test.mjs.snap',
  },
};

/** TypeScript of a user, without the types of a runner. */
const TYPED = `
import { Chart, Testing } from 'cdk8s';
import { Capture, FoundContainer, Manifests, Match, Matcher, MatchResult, yamlSerializer } from '${library}/testing';

const manifests: Manifests = Manifests.of(new Chart(Testing.app(), 'web'));
export const replicas: number | null | undefined = manifests.findResource('Deployment', 'web')?.spec.replicas;
export const port: number = manifests.getResource('Service', 'web').spec.ports[0].port;
export const sidecars: FoundContainer[] = manifests.containers().filter(({ role }) => role === 'native sidecar');
export const text: string = yamlSerializer.serialize(manifests) + new Capture(Match.anyValue()).asString();
export class Even extends Matcher {
  public readonly name = 'Even';
  public override test(actual: unknown): MatchResult {
    return Number(actual) % 2 === 0 ? new MatchResult() : new MatchResult().fail('expected an even number');
  }
}
`;

const folder = scratchFolder('testing-check');
const tarball = pack(folder);
const app = path.join(folder, 'app');
fs.mkdirSync(app);
fs.writeFileSync(path.join(app, 'package.json'), '{ "private": true }\n');
fs.writeFileSync(path.join(app, 'typed.ts'), TYPED);
const pinned = ['cdk8s', 'constructs', 'typescript', '@types/node'].map((name) => `${name}@${devDependencies[name]}`);
const runners = Object.entries(RUNNERS).map(([name, version]) => `${name}@${version}`);
mustRun(app, 'npm', 'install', ...QUIET, '--no-package-lock', '--omit=optional', tarball, ...pinned);
for (const options of ['--module node16', '--module esnext --moduleResolution bundler', '--module commonjs']) {
  mustRun(app, 'npx', 'tsc', '--noEmit', '--strict', '--target', 'es2022', ...options.split(' '), 'typed.ts');
}
console.log('The types work without those of a test runner.');
// vitest requires its optional dependencies
mustRun(app, 'npm', 'install', ...QUIET, '--no-package-lock', ...runners);

let problems = 0;
const snapshots = [];
for (const [runner, { file, text, command, snapshot }] of Object.entries(TESTS)) {
  fs.writeFileSync(path.join(app, file), text);
  const { ok, text: output } = run(app, ...command);
  if (!ok) {
    problems += 1;
    console.error(`PROBLEM  The kit fails under ${runner}.\n${output}`);
    continue;
  }
  if (snapshot !== undefined) {
    const [, yaml] = /= `\n([\s\S]*?)\n`;/.exec(fs.readFileSync(path.join(app, snapshot), 'utf8')) ?? [];
    snapshots.push(yaml);
  }
  console.log(`The kit works under ${runner}.`);
}
if (snapshots.some((yaml) => yaml !== snapshots[0] || !yaml?.startsWith('apiVersion: v1\nkind: Pod\n'))) {
  problems += 1;
  console.error(`PROBLEM  The snapshots are not YAML, or not equal.\n${snapshots.join('\n')}`);
}
process.exitCode = problems === 0 ? 0 : 1;
