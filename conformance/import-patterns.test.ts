import * as fs from 'fs';
import * as path from 'path';
import * as estree from 'prettier/plugins/estree';
import * as typescript from 'prettier/plugins/typescript';
import * as prettier from 'prettier/standalone';
import { expressionText } from '../__tests__/expression-text';
import { recognize } from '../cli/import/recognize';
import { recognizedRendering } from '../cli/import/recognized-rendering';
import { Dice } from './fuzz/dice';
import { Gardener } from './fuzz/pods';
import { ORIGINALS } from './originals';
import { json, realManifest, realManifests } from './shared';

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

/** The module that creates an object, as an example in examples/real is written. */
async function moduleOf(statement: string): Promise<string> {
  const classes = [
    ...new Set([...statement.matchAll(/\bnew (\w+)\(|\b(LocalAddress)\./g)].map(([, one, other]) => one ?? other)),
  ];
  const text = `
    import { Chart } from 'cdk8s';
    import { ${classes.sort().join(', ')} } from '../../index';

    export const imported = (chart: Chart) => ${statement};`;
  return format(text);
}

async function format(text: string): Promise<string> {
  const options = JSON.parse(fs.readFileSync(path.join(root, '.prettierrc.json'), 'utf8'));
  return prettier.format(text, { ...options, parser: 'typescript', plugins: [typescript, estree] });
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
    const text = recognized === undefined ? '' : expressionText(recognized.statement);
    return [name, [...text.matchAll(/\bnew (\w+)\(/g)].map(([, one]) => one).join(' ')];
  });
  expect(Object.fromEntries(classes)).toEqual(CLASSES);
});

test('at least 14 of them are at most 1.2 times as long as the examples, which a person wrote', async () => {
  const rows = await Promise.all(
    Object.keys(ORIGINALS).map(async (name) => {
      const { statement } = recognize(originalOf(name))!;
      const own = lengthOf(await moduleOf(expressionText(statement)));
      const byHand = lengthOf(await format(fs.readFileSync(path.join(root, 'examples', 'real', `${name}.ts`), 'utf8')));
      return { name, ratio: own.characters / byHand.characters, lines: own.lines / byHand.lines };
    }),
  );
  const report = rows.map(({ name, ratio, lines }) => `${ratio.toFixed(2)} (lines: ${lines.toFixed(2)}) ${name}`);
  process.stdout.write(`${report.sort().join('\n')}\n`);
  expect(rows.filter(({ ratio }) => ratio <= 1.2).length).toBeGreaterThanOrEqual(14);
  expect(Math.max(...rows.map(({ ratio }) => ratio))).toBeLessThan(1.25);
});

const KINDS = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

test('of 10,000 random objects, those that have patterns come back equal', () => {
  const dice = new Dice(20);
  const gardeners = KINDS.map((kind) => new Gardener(realManifests(), '1.37', dice, kind));
  let recognized = 0;
  for (let i = 0; i < 10_000; i++) {
    const object = gardeners[i % 3 === 0 ? (i / 3) % KINDS.length : 0].object();
    const before = json(object);
    const result = recognize(object, '1.37');
    if (result !== undefined) {
      recognized++;
      const { manifest, findings } = recognizedRendering(result.statement, '1.37');
      expect(findings).toEqual([]);
      expect(manifest).toEqual(object);
    }
    expect(json(object)).toBe(before);
  }
  process.stdout.write(`${recognized} of 10,000 random objects have patterns\n`);
  expect(recognized).toBeGreaterThan(500);
});
