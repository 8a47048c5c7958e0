import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as ts from 'typescript';
import { compilerProblems } from '../__tests__/code';
import { recognizedText } from '../__tests__/expression-text';
import { ChartFile, importCode } from '../cli/import/chart-file';
import { chartsOf } from '../cli/import/charts';
import { Expression } from '../cli/import/expression';
import { format, formatAssignment } from '../cli/import/format';
import { Layout } from '../cli/import/layout';
import { layoutOf } from '../cli/import/layout-of';
import { Notes } from '../cli/import/notes';
import { prove } from '../cli/import/prove';
import { objectsOf } from '../cli/import/read-objects';
import { Recognized } from '../cli/import/pattern-statement';
import { recognize } from '../cli/import/recognize';
import { recognizedRendering } from '../cli/import/recognized-rendering';
import { kindOf } from '../kubernetes/kinds';
import { valueAt } from '../util/plain-object';
import { Dice } from './fuzz/dice';
import { Gardener } from './fuzz/pods';
import { Grown } from './grown';
import { ORIGINALS } from './originals';
import { json, realManifest, realManifests, SHARED } from './shared';

const root = path.dirname(__dirname);

/** Fields that a cluster added, or that have the default of the API server, in the originals. */
const ADDED: readonly (readonly [string, unknown])[] = [
  ['creationTimestamp', null],
  ['protocol', 'TCP'],
  ['resources', {}],
  ['terminationMessagePath', '/dev/termination-log'],
  ['terminationMessagePolicy', 'File'],
  ['terminationGracePeriodSeconds', 30],
];

function cleaned(value: any): any {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(cleaned)
    : Object.fromEntries(
        Object.entries(value)
          .filter(
            ([key, field]) =>
              !ADDED.some(([name, one]) => name === key && JSON.stringify(one) === JSON.stringify(field)),
          )
          .map(([key, field]) => [key, cleaned(field)]),
      );
}

function layout(code: Expression): Layout {
  return layoutOf(code, { notes: Notes.NONE });
}

/** The module that creates an object, as an example in examples/real is written. */
function moduleOf({ constants, statement }: Recognized): string {
  const own = constants.map(
    ({ name, value }) => `${formatAssignment(`const ${name}: Container`, ' =', layout(value), 0)};\n`,
  );
  const code = format(layout(statement), 2, 2, 1);
  const used = [...`${own.join('')}${code}`.matchAll(/(?:\bnew|:) (\w+)|\b(LocalAddress)\./g)];
  const names = used.map(([, one, other]) => one ?? other).filter((name) => CLASS_NAMES.includes(name));
  return `import { Chart } from 'cdk8s';
${importCode([...new Set(names)], '../../index')}
${own.join('\n')}
export const imported = (chart: Chart) =>
  ${code};
`;
}

/** The length of code in characters, without comments and indentation, and in lines, without comments and blank lines. */
function lengthOf(code: string): { characters: number; lines: number } {
  const lines = code
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(?:\/\/|\/?\*)/.test(line));
  return { characters: lines.join('').length, lines: lines.length };
}

/** The object of an original, without what the examples leave out. */
function originalOf(name: string): any {
  const { file, blanks } = ORIGINALS[name];
  const [
    {
      manifest: { status, ...object },
    },
  ] = realManifest(file, blanks);
  return cleaned(object);
}

/** The classes of the examples that are written with a pattern of their own, or with more than one. */
const CLASSES: Record<string, string> = {
  'cloud-sql-job': 'AppJob AmbassadorPattern',
  'git-clone': 'InitPod',
  'good-sidecar': 'AppJob SidecarPattern',
  istio: 'AppPod InitPattern SidecarPattern',
  kiada: 'AppPod InitPattern SidecarPattern InitPattern SidecarPattern',
  linkerd: 'AppDeployment InitPattern SidecarPattern',
  'log-shipper': 'AppJob SidecarPattern',
  'node-exporter': 'AppDaemonSet SidecarPattern',
  'oauth2-proxy': 'AppDeployment SidecarPattern',
  pgbouncer: 'AppDeployment AmbassadorPattern',
  quote: 'SidecarPod',
  'random-generator': 'AdapterPod',
  'redis-exporter': 'AdapterPod',
  socat: 'AmbassadorPod',
  'startup-coordination': 'SidecarPod',
  tailscale: 'SidecarPod',
  'vault-agent': 'InitPod',
};

test('the originals of the examples in examples/real have the patterns of the examples', () => {
  const classes = Object.keys(ORIGINALS).map((name) => {
    const recognized = recognize(originalOf(name));
    const text = recognized === undefined ? '' : recognizedText(recognized);
    return [name, [...text.matchAll(/\bnew (\w+)\(/g)].map(([, one]) => one).join(' ')];
  });
  expect(Object.fromEntries(classes)).toEqual(CLASSES);
});

test('at least 14 of them are at most 1.2 times as long as the examples, which a person wrote', () => {
  const rows = Object.keys(ORIGINALS).map((name) => {
    const recognized = recognize(originalOf(name))!;
    const own = lengthOf(moduleOf(recognized));
    const byHand = lengthOf(fs.readFileSync(path.join(root, 'examples', 'real', `${name}.ts`), 'utf8'));
    return { name, ratio: own.characters / byHand.characters, lines: own.lines / byHand.lines };
  });
  const report = rows.map(({ name, ratio, lines }) => `${ratio.toFixed(2)} (lines: ${lines.toFixed(2)}) ${name}`);
  process.stdout.write(`${report.sort().join('\n')}\n`);
  expect(rows.filter(({ ratio }) => ratio <= 1.2).length).toBeGreaterThanOrEqual(14);
  expect(rows.filter(({ lines }) => lines <= 1.2).length).toBeGreaterThanOrEqual(14);
  expect(Math.max(...rows.map(({ ratio }) => ratio))).toBeLessThan(1.25);
});

const KINDS = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

test('of 10,000 random objects, those that have patterns come back equal', () => {
  const dice = new Dice(20);
  const gardeners = KINDS.map((kind) => new Gardener(realManifests(), '1.37', dice, kind));
  const grown = new Grown(20);
  const statements: string[] = [];
  for (let i = 0; i < 10_000; i++) {
    const object = i % 2 === 0 ? grown.next() : gardeners[i % 3 === 0 ? (i / 3) % KINDS.length : 0].object();
    const before = json(object);
    const result = recognize(object, '1.37');
    if (result !== undefined) {
      statements.push(recognizedText(result));
      const { manifest, findings } = recognizedRendering(result.constants, result.statement, '1.37');
      expect(findings).toEqual([]);
      expect(manifest).toEqual(object);
    }
    expect(json(object)).toBe(before);
  }
  process.stdout.write(`${statements.length} of 10,000 random objects have patterns\n`);
  expect(statements.length).toBeGreaterThan(500);
  expect(problemsOf(statements)).toEqual([]);
});

/** Real manifests with several containers that have no pattern. */
const WITHOUT = {
  'csi-nfs-node.yaml: DaemonSet csi-nfs-node':
    'its containers share the folder of a node, and nothing shows which one is the app',
  'csql-workload-identity.yaml: Deployment <YOUR-DEPLOYMENT-NAME>': 'its container has no image',
  'gke-prometheus-to-sd.yaml: Deployment custom-metric-prometheus-sd':
    'an exporter is first, so the app may be the other container',
  'istio-local-ext-authz.yaml: Deployment httpbin': 'two apps: nothing connects its containers',
  'openshift-oauth-proxy-sidecar.yaml: Deployment proxy': 'a proxy is first, and the app is the other container',
};

test('real manifests with several containers have patterns, which compile, unless nothing shows which container helps which', () => {
  const results = realManifests()
    .filter(({ manifest }) => kindOf(manifest) !== undefined)
    .map(({ name, manifest }) => {
      const { containers, initContainers = [] } = valueAt<any>(manifest, [...kindOf(manifest)!.template, 'spec']);
      const text = recognize(cleaned({ ...manifest, status: undefined }));
      return {
        name,
        isAlone: containers.length + initContainers.length === 1,
        statement: text && recognizedText(text),
      };
    });
  expect(results.filter(({ isAlone, statement }) => isAlone && statement !== undefined)).toEqual([]);
  const several = results.filter(({ isAlone }) => !isAlone);
  expect(several.filter(({ statement }) => statement === undefined).map(({ name }) => name)).toEqual(
    Object.keys(WITHOUT),
  );
  expect(problemsOf(several.flatMap(({ statement }) => statement ?? []))).toEqual([]);
});

test('import --style patterns proves that all objects of the real manifests are equal, and keeps each comment', () => {
  const folder = path.join(SHARED, 'cases', 'manifests');
  const files = fs.readdirSync(folder).map((name) => {
    const { objects } = objectsOf(fs.readFileSync(path.join(folder, name), 'utf8'), name);
    return { name, objects };
  });
  const library = 'cdk8s-pod-patterns';
  const plain = chartsOf(files, { library });
  const patterns = chartsOf(files, { library, patterns: { version: '1.35' } });
  const { objects, equal, unequal } = prove(ts, patterns, path.join(os.tmpdir(), 'app'), library);
  expect(unequal).toEqual([]);
  expect(equal).toBe(objects);
  expect(objects).toBeGreaterThan(70);
  const commentsOf = ({ text }: ChartFile) => [...text.matchAll(/\/\/ .*$/gm)].map(([comment]) => comment).sort();
  expect(patterns.map(commentsOf)).toEqual(plain.map(commentsOf));
  expect(patterns.filter(({ text }, i) => text !== plain[i].text).length).toBeGreaterThan(35);
});

/** What the compiler finds in statements. */
function problemsOf(statements: readonly string[]): string[] {
  const text = `
    import { Chart } from 'cdk8s';
    import { ${CLASS_NAMES.join(', ')} } from 'cdk8s-pod-patterns';
    export const used = [${CLASS_NAMES.filter((name) => name !== 'Container').join(', ')}];
    export type Used = Container;
    declare const chart: Chart;
    ${statements.map((statement) => `{ ${statement}; }`).join('\n')}`;
  return compilerProblems({ recognized: text });
}

const CLASS_NAMES = [
  ...[
    'AdapterPattern',
    'AdapterPod',
    'AmbassadorPattern',
    'AmbassadorPod',
    'AppCronJob',
    'AppDaemonSet',
    'AppDeployment',
    'AppJob',
  ],
  ...[
    'AppPod',
    'AppStatefulSet',
    'InitPattern',
    'InitPod',
    'LocalAddress',
    'SidecarPattern',
    'SidecarPod',
    'Container',
  ],
];
