import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { PodValidation } from '../validation';
import { Workplace } from './command';

const root = path.dirname(__dirname);

let place: Workplace;
beforeAll(() => (place = new Workplace()));
afterAll(() => place.clear());
beforeEach(() => place.next());

/** An app that has nothing of ours. */
const APP = `const { ApiObject, App, Chart } = require('cdk8s');
const app = new App();
const chart = new Chart(app, 'shop');
const container = (name) => ({ name, image: 'nginx:1.27' });
new ApiObject(chart, 'web', {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: { containers: [container('a'), container(process.env.SECOND)].slice(0, process.env.SECOND ? 2 : 1) },
});
app.synth();
`;
const SETTINGS = `language: javascript
app: node main.js
validations:
  - package: ./node_modules/cdk8s-pod-patterns/lib/validation.js
    version: 0.1.0
    class: PodValidation
    properties:
      target: "1.37"
`;

function synth(env: NodeJS.ProcessEnv, more = '') {
  place.install();
  place.write({ 'main.js': APP, 'cdk8s.yaml': `${SETTINGS}${more}` });
  const cdk8s = path.join(root, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');
  return spawnSync(process.execPath, [cdk8s, 'synth'], {
    cwd: place.folder,
    env: { ...place.env, CDK8S_CHECK_UPGRADE: 'false', ...env },
    encoding: 'utf8',
  });
}

describe('in the stock project of cdk8s', () => {
  test('an error fails the synth, with the construct, the file, the place and the fix', () => {
    const { status, stdout, stderr } = synth({ SECOND: 'b' });
    expect(stderr).toContain('Validation failed');
    expect(status).toBe(2);
    for (const words of [
      'runtime/port-clash (1 occurrences)',
      'Construct Path: shop/web',
      'Manifest Path: dist/shop.k8s.yaml',
      '> spec.containers[1].image (line 9, column 14)',
      'Recommendation: 80/TCP, on which the image nginx listens, is already bound by container "a".',
      'How to fix: Give container "b" another port.',
    ]) {
      expect(stdout).toContain(words);
    }
  });

  test('a sound app passes', () => {
    const { status, stdout } = synth({});
    expect(stdout).toContain('Validations ended succesfully');
    expect(status).toBe(0);
    // of the command itself: the guide says so
    expect(fs.existsSync(path.join(place.folder, 'dist', 'construct-metadata.json'))).toBe(true);
  });

  test('the settings are heard', () => {
    const waived =
      '      waive: [{ rule: runtime/port-clash, reason: they take turns }]\n      podSecurity: restricted\n';
    const { status, stdout } = synth({ SECOND: 'b' }, waived);
    expect(stdout).toContain('pod-security/run-as-non-root');
    expect(stdout).not.toContain('runtime/port-clash');
    expect(status).toBe(2);
  });

  test('the settings of .cdk8s-pods.yaml apply, below those of cdk8s.yaml', () => {
    const waive = 'waive:\n  - { rule: runtime/port-clash, reason: they take turns }\n';
    place.write({ '.cdk8s-pods.yaml': `target: "1.27"\npodSecurity: restricted\n${waive}` });
    const { stdout } = synth({ SECOND: 'b' }, '      podSecurity: privileged\n');
    expect(stdout).toContain('Validations ended succesfully');
  });
});

test('settings that are none are refused', () => {
  expect(() => new PodValidation({ podSecurty: 'restricted' } as any)).toThrow(
    'PodValidation: unknown field "podSecurty". Did you mean "podSecurity"?',
  );
});

test('a warning is listed, and fails nothing; what cannot be read fails', async () => {
  const run = async (text: string) => {
    place.write({ 'a.yaml': text });
    const rules: string[] = [];
    let submitted = '';
    await new PodValidation().validate({
      manifests: [path.join(place.folder, 'a.yaml'), path.join(place.folder, 'construct-metadata.json')],
      report: {
        addViolation: ({ ruleName }) => rules.push(ruleName),
        submit: (status) => (submitted = status),
      },
    });
    return [submitted, ...rules];
  };
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}]}\n';
  expect(await run(pod)).toEqual(['success']);
  expect(await run(`# cdk8s-pods waive api/labels: old\n${pod}`)).toEqual(['success', 'unused-waiver (warning)']);
  expect(await run('a: [')).toEqual(['failure', 'unreadable']);
});

test('the objects of all files are checked together', async () => {
  const labels = '{pod-security.kubernetes.io/enforce: baseline}';
  place.write({
    'namespace.yaml': `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: ${labels}}\n`,
    'pod.yaml':
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\n' +
      'spec: {hostNetwork: true, containers: [{name: a, image: b}]}\n',
  });
  const violations: any[] = [];
  await new PodValidation().validate({
    manifests: ['namespace.yaml', 'pod.yaml'].map((name) => path.join(place.folder, name)),
    report: { addViolation: (one) => violations.push(one), submit: (status) => violations.push(status) },
  });
  expect(violations).toEqual([expect.objectContaining({ ruleName: 'pod-security/host-namespaces' }), 'failure']);
  expect(violations[0].violatingResources[0].locations).toEqual(['spec.hostNetwork (line 4, column 21)']);
});
