import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { examineFiles } from '../cli/lint/examine-files';
import { findingsOf } from '../cli/lint/report';
import { Linter } from '../rules/check/lint';

/** `lint --render` with the helm and the kubectl on the PATH. */

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'render-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const write = (files: Record<string, string>): void => {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
};
const examine = async (below: string, ...values: string[]) => {
  const files = values.map((name) => path.join(folder, name));
  const report = await examineFiles([], new Linter({ target: '1.37' }), {
    render: [path.join(folder, below)],
    values: files,
  });
  const findings = [...findingsOf(report)].map(({ file, line, object, rule }) => [
    path.relative(folder, file),
    line,
    object.name,
    rule,
  ]);
  return { problems: report.problems.map(({ message }) => message), findings };
};

const pod = (name: string, port: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: web
      image: web:1.0
      ports:
        - containerPort: ${port}
`;

const CHART = {
  'chart, "1"/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'chart, "1"/values.yaml': 'port: 80\n',
  'chart, "1"/templates/a.yaml': `${pod('{{ .Release.Name }}', '{{ .Values.port }}')}---\napiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}\n---\n${pod('second', '{{ .Values.port }}')}`,
  'chart, "1"/templates/none.yaml': '{{ if false }}\na: 1\n{{ end }}\n',
  'chart, "1"/templates/windows.yaml': pod('windows', '{{ .Values.port }}').replace(/\n/g, '\r\n'),
  'chart, "1"/templates/version.yaml': pod('v{{ .Capabilities.KubeVersion.Minor }}', '{{ .Values.port }}'),
  'chart, "1"/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
  'chart, "1"/charts/db/templates/b.yaml': pod('db', '70000'),
};

test('a chart: findings in its templates, for the values and the version', async () => {
  write({ ...CHART, 'a, "b".yaml': 'port: 70000\n' });
  expect(await examine('chart, "1"')).toEqual({
    problems: [],
    findings: [['chart, "1"/charts/db/templates/b.yaml', 12, 'db', 'api/container-port']],
  });
  const { problems, findings } = await examine('chart, "1"', 'a, "b".yaml');
  expect(problems).toEqual([]);
  expect(findings.map(([file, , name]) => `${file} ${name}`).sort()).toEqual([
    'chart, "1"/charts/db/templates/b.yaml db',
    'chart, "1"/templates/a.yaml release-name',
    'chart, "1"/templates/a.yaml second',
    'chart, "1"/templates/version.yaml v37',
    'chart, "1"/templates/windows.yaml windows',
  ]);
});

test('a chart that helm cannot render: the message of helm', async () => {
  write({ ...CHART, 'chart, "1"/templates/a.yaml': '{{ fail "no port" }}\n' });
  const { problems } = await examine('chart, "1"');
  expect(problems).toEqual([expect.stringMatching(/^helm failed: .*no port/)]);
  write({ 'chart, "1"/Chart.yaml': `${CHART['chart, "1"/Chart.yaml']}dependencies: [{name: gone, version: 1.0.0}]\n` });
  expect((await examine('chart, "1"')).problems).toEqual([expect.stringContaining('helm failed: ')]);
});

test('a kustomization: findings in its objects', async () => {
  write({
    'base, "1"/kustomization.yaml': 'namePrefix: my-\nresources: [a.yaml]\n',
    'base, "1"/a.yaml': pod('web', '70000'),
    'broken/kustomization.yaml': 'resources: [gone.yaml]\n',
  });
  expect(await examine('base, "1"')).toEqual({
    problems: [],
    findings: [['base, "1"/kustomization.yaml', 10, 'my-web', 'api/container-port']],
  });
  expect((await examine('broken')).problems).toEqual([expect.stringMatching(/^kubectl failed: .*gone\.yaml/)]);
});
