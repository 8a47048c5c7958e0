import * as path from 'path';
import * as ts from 'typescript';
import { kindOf } from '../kubernetes/kinds';
import { SCHEMA } from '../kubernetes/schema';
import { check } from '../rules/check/check';
import { valueAt, withValueAt } from '../util/plain-object';
import { podcheck, realManifests, refused } from './shared';

const nulls = (struct: string, ...others: string[]): [string, unknown][] =>
  Object.entries(SCHEMA[struct])
    .filter(([field, [, , until]]) => until === undefined && !others.includes(field))
    .map(([field, [type]]) => [field, type.startsWith('map') ? { cpu: null } : null]);

const container = { name: 'web', image: 'web:1' };
const pod = (metadata: object, spec: object, containerFields: object): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', ...metadata },
  spec: { containers: [{ ...container, ...containerFields }], ...spec },
});

test('the API server and the rules accept null in every optional field of a pod', () => {
  const pods = [
    ...nulls('ObjectMeta', 'name').map(([field, value]) => pod({ [field]: value }, {}, {})),
    ...nulls('PodSpec', 'containers').map(([field, value]) => pod({}, { [field]: value }, {})),
    ...nulls('Container', 'name', 'image').map(([field, value]) => pod({}, {}, { [field]: value })),
    ...nulls('Volume', 'name').map(([field, value]) => pod({}, { volumes: [{ name: 'v', [field]: value }] }, {})),
    pod({}, {}, { args: [null], command: ['a', null] }),
    pod({}, {}, { resources: { limits: { cpu: null }, requests: { memory: null } } }),
    pod({}, {}, { livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'a', value: null }] } } }),
    pod({}, { securityContext: { sysctls: [{ name: 'kernel.shm_rmid_forced', value: null }] } }, {}),
  ];
  // the server knows no resource with the name "a"
  expect(podcheck('1.37', pods).filter(refused)).toEqual([]);
  for (const one of pods) {
    expect(check(one, { version: '1.37' }).filter(({ rule }) => rule.startsWith('api/'))).toEqual([]);
  }
});

/** The construct of each kind. */
const CONSTRUCTS: Record<string, string> = {
  Pod: 'AppPod',
  Deployment: 'AppDeployment',
  StatefulSet: 'AppStatefulSet',
  DaemonSet: 'AppDaemonSet',
  Job: 'AppJob',
  CronJob: 'AppCronJob',
};

test('every real manifest whose containers have images compiles as props', () => {
  const cases = realManifests().filter(({ manifest }) => kindOf(manifest) !== undefined);
  const statements = cases.flatMap(({ manifest }) => {
    const { template } = kindOf(manifest)!;
    const [app, ...containers] = valueAt<any>(manifest, [...template, 'spec']).containers;
    const { metadata, spec } = withValueAt(manifest, [...template, 'spec', 'containers'], containers);
    const hasImages = [app, ...containers].every(({ image }) => image !== undefined);
    const props = JSON.stringify({ ...spec, metadata, app });
    return hasImages ? [`new library.${CONSTRUCTS[manifest.kind]}(chart, 'object', ${props});`] : [];
  });
  expect(statements.length).toBeGreaterThan(50);
  const name = path.join(__dirname, 'props-of-real-manifests.ts');
  const text = `import { Chart } from 'cdk8s';\nimport * as library from '../index';\ndeclare const chart: Chart;\n${statements.join('\n')}`;
  const module = ts.ModuleKind.CommonJS;
  const options = { module, strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (file, target, ...rest) =>
    file === name ? ts.createSourceFile(file, text, target) : getSourceFile(file, target, ...rest);
  host.fileExists = (file) => file === name || fileExists(file);
  const program = ts.createProgram([name], options, host);
  const errors = program.getSemanticDiagnostics(program.getSourceFile(name));
  expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([]);
}, 120_000);
