import { check } from '../rules/check/check';
import { examine } from '../rules/check/examine';
import { Linter } from '../rules/check/lint';

const linter = new Linter({ target: '1.37' });
const examined = (text: string) => {
  const { problems, objects } = examine(text, 'a.yaml', linter);
  return [
    ...problems.map(({ line, message }) => `${line}: ${message}`),
    ...objects.flatMap(({ findings }) => findings),
  ];
};
const HINT = 'is a placeholder. Replace the placeholders of this file, and check the result.';

const deployment = (name: string, replicas: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: '${name.replace(/^'|'$/g, '')}' } }
  template:
    metadata: { labels: { app: '${name.replace(/^'|'$/g, '')}' } }
    spec:
      serviceAccountName: ${name}
      containers: [{ name: web, image: 'nginx:1.27' }]
`;

test.each([
  '<YOUR-NAME>',
  '${NAME}',
  "'{{ name }}'",
  '$(NAME)',
  "'@@NAME@@'",
  "'@NAME@'",
  '__NAME__',
  "'%NAME%'",
  "'{NAME}'",
  '$NAME',
])('a file with the placeholder %s has one hint', (written) => {
  const name = written.replace(/'/g, '');
  expect(examined(deployment(written, written))).toEqual([`4: ${name} ${HINT}`]);
  expect(examined(`${deployment(written, '1')}---\n${deployment(written, '1')}`)).toEqual([`4: ${name} ${HINT}`]);
});

test('a template that is not YAML has one hint, for all its documents', () => {
  const helm = 'a: {{ .Values.a }}\n---\nb: {{ .Values.b }}\n';
  expect(examined(helm)).toEqual([
    expect.stringMatching(/^1: .* It looks like a Helm template\. Check the output of `helm template` instead\.$/),
  ]);
  expect(examined('name: {{ name }}\n---\nimage: {{ image }}\n')).toEqual([
    expect.stringMatching(
      /^1: .* It looks like a template\. Check the output of the program that renders it instead\.$/,
    ),
  ]);
});

test('an image with a placeholder is an error, and a hint for the file: a cluster accepts the file as it is', () => {
  const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: a, image: '\${REGISTRY}/a' }, { name: b, image: '\${REGISTRY}/b' }] }
`;
  expect(examined(pod)).toEqual([
    `4: \${REGISTRY} ${HINT}`,
    expect.objectContaining({ rule: 'runtime/image-reference', path: 'spec.containers[0].image' }),
    expect.objectContaining({ rule: 'runtime/image-reference', path: 'spec.containers[1].image' }),
  ]);
  const spec = { containers: [{ name: 'a', image: '${REGISTRY}/a' }] };
  const findings = check({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }, { version: '1.37' });
  expect(findings).toMatchObject([{ rule: 'runtime/image-reference', severity: 'error' }]);
});

test('other findings of the file are reported', () => {
  const all = examined(`${deployment('<NAME>', '-1')}---\n${deployment('web', '-1')}`);
  expect(all[0]).toBe(`4: <NAME> ${HINT}`);
  expect(all.slice(1)).toEqual([
    expect.objectContaining({ rule: 'api/workload', line: 6 }),
    expect.objectContaining({ rule: 'api/workload', line: 19 }),
  ]);
});

test('placeholders without a finding have no hint, and variables are not placeholders', () => {
  const pod = (command: string, value: string): string => `apiVersion: v1
kind: Pod
metadata: { name: web, annotations: { note: '<b>\${x}</b>' } }
spec:
  containers:
    - name: web
      image: 'nginx:1.27'
      command: [sh, -c, '${command}']
      env: [{ name: B, value: b }, { name: A, value: '${value}' }]
`;
  expect(examined(pod('while true; do echo ${A} <file; done', '$(B)'))).toEqual([]);
  const waiting = `${pod('exec web', '')}  initContainers:
    - { name: i, image: 'i:1', command: [sh, -c, 'until nc -z localhost 5432; do echo \${A}; done'] }
    - { name: db, image: 'db:1', ports: [{ containerPort: 5432 }] }
`;
  expect(examined(waiting)).toEqual([expect.objectContaining({ rule: 'runtime/init-needs-sidecar' })]);
});
