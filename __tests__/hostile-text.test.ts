import * as yaml from 'yaml';
import { PodValidation } from '../validation';
import { Ended, Workplace } from './command';
import { expectSafe, HOSTILE } from './hostile';

/** Every output of the command and of the validation plugin, for hostile names and values in every place. */

let workplace: Workplace;
beforeAll(() => {
  workplace = new Workplace();
  workplace.next();
  workplace.write({
    ...files('before', '1'),
    ...files('after', '2'),
    'cdk8s.yaml': 'app: node app.js\noutput: before\n',
    'app.js': "require('fs').cpSync('after', process.env.CDK8S_OUTDIR, { recursive: true });\n",
    'unreadable/a.yaml': `a: [\n# ${HOSTILE['an ANSI escape']}\n`,
  });
});
afterAll(() => workplace.clear());

/** A manifest for each hostile text. The file has the text in its name, too. */
function files(folder: string, tag: string): Record<string, string> {
  const entries = Object.values(HOSTILE).flatMap((text, i): [string, string][] => {
    const name = text.replace(/\//g, '');
    const objects = [pod(text, tag), customObject(text, tag), service(text)];
    const values = objects.map((object) => yaml.stringify(object)).join('---\n');
    const block = `---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: block-${i} }\ndata:\n  tag: "${tag}"\n  text: |\n    ${text.replace(/\n|\r/g, '\n    ')}\n`;
    return [
      [`${folder}/${name}.yaml`, values],
      [`${folder}/block-${i}.yaml`, block],
      [`${folder}/${tag}-${name}.json`, JSON.stringify(customObject(`${tag}-${text}`, tag))],
    ];
  });
  return Object.fromEntries(entries);
}

function pod(text: string, tag: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: text, namespace: text, labels: { [text]: tag + text }, annotations: { [text]: tag } },
    spec: {
      [text]: tag,
      nodeSelector: { [text]: tag },
      containers: [
        {
          name: text,
          image: `nginx:${tag}${text}`,
          command: [`${tag} ${text}`],
          env: [{ name: text, value: tag }],
          ports: [{ name: text, containerPort: 80, protocol: text }],
          volumeMounts: [{ name: text, mountPath: `/${text}` }],
        },
        { name: `b${tag}${text}`, image: text, ports: [{ containerPort: 80 }] },
      ],
      volumes: [{ name: text, configMap: { name: text } }],
    },
  };
}

function customObject(text: string, tag: string): object {
  return {
    apiVersion: `example.com/v1${text.replace(/\//g, '')}`,
    kind: `Kind${text}`,
    metadata: { generateName: text },
    spec: { [text]: tag },
    data: { long: `${text} ${tag}\n`.repeat(20) },
  };
}

function service(text: string): object {
  const ports = [{ name: text, port: 80, targetPort: text }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: `s${text}` }, spec: { selector: { a: text }, ports } };
}

describe.each<[string, () => Ended]>([
  ['lint --format text', () => workplace.run('lint', 'before', 'unreadable', '--severity', 'advice')],
  ['lint --format json', () => workplace.run('lint', 'before', 'unreadable', '--severity', 'advice', '-f', 'json')],
  ['lint --format junit', () => workplace.run('lint', 'before', 'unreadable', '--severity', 'advice', '-f', 'junit')],
  ['lint --format sarif', () => workplace.run('lint', 'before', 'unreadable', '--severity', 'advice', '-f', 'sarif')],
  ['lint --format tap', () => workplace.run('lint', 'before', 'unreadable', '--severity', 'advice', '-f', 'tap')],
  ['lint --format jsonl', () => workplace.run('lint', 'before', 'unreadable', '--severity', 'advice', '-f', 'jsonl')],
  ['lint --verbose --strict', () => workplace.run('lint', 'before', 'unreadable', '--verbose', '--strict')],
  ['lint --pod-security', () => workplace.run('lint', 'before', '--pod-security', 'restricted')],
  ['diff --format text', () => workplace.run('diff', 'before', 'after')],
  ['diff --format text --verbose', () => workplace.run('diff', 'before', 'after', '--verbose')],
  ['diff --format json', () => workplace.run('diff', 'before', 'after', '-f', 'json')],
  ['diff --format markdown', () => workplace.run('diff', 'before', 'after', '-f', 'markdown')],
  ['diff --format markdown --verbose', () => workplace.run('diff', 'before', 'after', '-f', 'markdown', '-v')],
  ['diagram', () => workplace.run('diagram', 'before')],
  ['check', () => workplace.run('check')],
])('%s', (_, run) => {
  test('is safe', () => {
    const { stdout, stderr, status } = run();
    expect(stdout.length).toBeGreaterThan(1000);
    expect(status).not.toBeNull();
    expectSafe(stdout);
    expectSafe(stderr);
  }, 60_000);
});

test('JSON and XML are valid', () => {
  JSON.parse(workplace.run('lint', 'before', '-f', 'json').stdout);
  JSON.parse(workplace.run('lint', 'before', '-f', 'sarif').stdout);
  const lines = workplace.run('lint', 'before', '-f', 'jsonl').stdout.trimEnd().split('\n');
  expect(JSON.parse(lines.pop()!)).toHaveProperty('summary');
  lines.forEach((line) => expect(Object.keys(JSON.parse(line)).join()).toMatch(/fingerprint|^problem$/));
  const { stdout } = workplace.run('lint', 'before', '-f', 'junit');
  expect(stdout).not.toMatch(/&(?!(amp|lt|gt|quot|#9);)|<(?![/?a-z])/);
});

test('TAP is valid: each name is in its line, and each block is YAML', () => {
  const { stdout } = workplace.run('lint', 'before', 'unreadable', '-f', 'tap');
  const [version, plan, ...lines] = stdout.trimEnd().split('\n');
  expect(version).toBe('TAP version 14');
  let [tests, block] = [0, ''];
  for (const line of lines) {
    if (line.startsWith('  ')) {
      block += `${line}\n`;
      if (line === '  ...') {
        expect(yaml.parseDocument(block.replace(/^ {2}(---|\.\.\.)\n/gm, ''))).toMatchObject({
          errors: [],
          warnings: [],
        });
        block = '';
      }
    } else if (!line.startsWith('# without a known schema: ')) {
      expect(line).toMatch(new RegExp(`^(not )?ok ${++tests} - (?:[^#\\\\]|\\\\[#\\\\])*$`));
    }
  }
  expect(plan).toBe(`1..${tests}`);
  expect(tests).toBeGreaterThan(50);
});

test('a SARIF message contains no link', () => {
  const { runs } = JSON.parse(workplace.run('lint', 'before', '-f', 'sarif').stdout);
  const texts = runs[0].results.map(({ message }: { message: { text: string } }) => message.text).join('\n');
  expect(texts).toContain('[link\\](');
  expect(texts).not.toMatch(/[^\\]\]\(/);
});

describe('in Markdown, names and values are only in code', () => {
  test.each([
    ['diff', ['diff', 'before', 'after', '-f', 'markdown', '-v']],
    ['diagram', ['diagram', 'before']],
  ])('%s', (_, args) => {
    const { stdout } = workplace.run(...args);
    const prose = stdout.replace(/^ *(`{3,})\w*\n[^]*?^ *\1$/gm, '').replace(/(?<!`)(`+)(?!`).*?[^`]\1(?!`)/g, '');
    expect(prose).not.toMatch(/web|hidden|forged|heading|bold|<img|http/);
  });
});

describe('a message about an argument is one safe line', () => {
  const commands = ['lint', 'diff', 'diagram', 'check'];
  const table = Object.entries(HOSTILE).map(([title, text], i) => ({ title, text, command: commands[i % 4] }));
  test.each(table)('$title', ({ text, command }) => {
    const runs = [
      [text],
      [command, `--${text}`],
      [command, text, text, text],
      [command, '--format', text],
      ['lint', '--explain', text],
      ['lint', '--waive', text],
      ['lint', '--target', text],
      ['lint', '--config', text],
      ['lint', '--severity', text],
    ];
    const outputs = runs.slice(0, 4 + (text.length % 6)).map((args) => workplace.run(...args));
    for (const { stdout, stderr, status } of outputs) {
      expect(status).toBe(2);
      expectSafe(stdout);
      expectSafe(stderr);
      expect(stderr.trimEnd()).not.toContain('\n::');
    }
  });
});

test('the report of the validation plugin is safe', async () => {
  const violations: unknown[] = [];
  const report = { addViolation: (one: unknown) => violations.push(one), submit: () => undefined };
  const names = Object.keys(files('before', '1')).map((name) => `${workplace.folder}/${name}`);
  await new PodValidation({ severity: 'advice' }).validate({ manifests: [...names, 'missing\x1b[8m'], report });
  expect(violations.length).toBeGreaterThan(100);
  for (const text of JSON.stringify(violations).match(/"(\\.|[^"\\])*"/g)!) {
    expectSafe(JSON.parse(text));
  }
});
