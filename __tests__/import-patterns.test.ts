import * as path from 'path';
import { chartsOf } from '../cli/import/charts';
import { importManifests } from '../cli/import';
import { objectsOf } from '../cli/import/read-objects';
import { blocks } from './code';
import { proofOf, unformatted } from './imported';

const YAML = `# The shop.
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    # clones the pages
    - name: clone
      image: git:1
      volumeMounts:
        - name: pages # for nginx
          mountPath: /out
    # the pool
    - name: pool
      image: pgbouncer:1
      restartPolicy: Always # it is a sidecar
      ports:
        - containerPort: 6432
  containers:
    - name: shop
      image: shop:1
      env:
        # the pool
        - name: DB
          value: postgres://127.0.0.1:6432/shop
        # the rest
        - name: LEVEL
          value: info
      volumeMounts:
        - name: pages
          mountPath: /html
          readOnly: true
  volumes:
    # empty at first
    - name: pages
      emptyDir: {}
`;

function chartOf(patterns?: { version: string }, yaml = YAML) {
  const { objects } = objectsOf(yaml, 'shop.yaml');
  const [chart] = chartsOf([{ name: 'shop.yaml', objects }], { library: 'cdk8s-pod-patterns', stem: 'shop', patterns });
  return chart;
}

test('an imported pod has patterns, and keeps its comments', () => {
  const chart = chartOf({ version: '1.35' });
  expect(chart.text).toMatchSnapshot();
  expect(proofOf(chart)).toMatchObject({ objects: 1, equal: 1, unequal: [], errors: undefined });
});

test('a long container in a list of patterns is a constant, and keeps its comments', () => {
  const yaml = YAML.replace(
    'image: pgbouncer:1\n',
    (line) => `${line}      args: ['--verbose', '--upstream=db.example.com:5432']\n`,
  );
  const chart = chartOf({ version: '1.35' }, yaml);
  expect(chart.text).toMatchSnapshot();
  expect(proofOf(chart)).toMatchObject({ objects: 1, equal: 1, unequal: [], errors: undefined });
  expect(unformatted({ 'shop.ts': chart.text })).toEqual([]);
});

test('the code is formatted, also with a long address', () => {
  const version = '1.35';
  const long = YAML.replace('/shop\n', `/${'shop'.repeat(25)}\n`);
  const charts = [chartOf({ version }), chartOf({ version }, long)];
  expect(charts[1].text).toContain(').overIPv4(),');
  expect(unformatted(Object.fromEntries(charts.map(({ text }, i) => [`${i}.ts`, text])))).toEqual([]);
});

test('docs/import-patterns.md shows the code for its manifest', () => {
  const [yaml] = blocks('docs/import-patterns.md', 'yaml');
  const [code] = blocks('docs/import-patterns.md', 'ts');
  const { text } = chartOf({ version: '1.35' }, yaml);
  expect(text.replace(/^ {4}/gm, '')).toContain(code);
});

test('without patterns, the same pod is plain', () => {
  expect(chartOf().text).not.toContain('Pattern');
});

test('an unknown style is an error', async () => {
  const file = path.join(__dirname, '..', 'dist', 'kubia-manual.k8s.yaml');
  await expect(importManifests({ style: 'pattern', check: true }, [file])).rejects.toThrow(
    '--style pattern is unknown. Use --style plain or --style patterns.',
  );
});
