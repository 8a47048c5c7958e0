import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import * as library from '../index';
import { Workplace } from './command';

const guide = fs.readFileSync(path.join(path.dirname(__dirname), 'docs', 'lint.md'), 'utf8');
const blocks = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({ language, text }));

let place: Workplace;
beforeAll(() => {
  place = new Workplace();
  place.next();
  const files = blocks.filter(({ language, text }) => language === 'yaml' && /^# \S+\.yaml\n/.test(text));
  place.write(Object.fromEntries(files.map(({ text }) => [/^# (\S+)/.exec(text)![1], text])));
});
afterAll(() => place.clear());

/** Commands of the guide, and their output in the guide. */
const runs = blocks.flatMap(({ language, text }, i): [string, string][] =>
  language === 'sh' && blocks[i + 1]?.language === 'text' ? [[text.trim(), blocks[i + 1].text]] : [],
);

test('the guide has commands', () => expect(runs.length).toBeGreaterThan(6));

test.each(runs)('%s prints the output in the guide', (command, printed) => {
  const args = command.replace(/^npx cdk8s-pods /, '').split(' ');
  const { stdout, stderr } = place.run(...args);
  expect(`${stdout}${stderr}`).toBe(printed);
});

test('the TypeScript of the guide prints the output in the guide', () => {
  const i = blocks.findIndex(({ language }) => language === 'ts');
  const { outputText } = ts.transpileModule(blocks[i].text, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const lines: string[] = [];
  const run = new Function('require', 'exports', 'console', outputText);
  run(() => library, {}, { log: (line: string) => lines.push(`${line}\n`) });
  expect(lines.join('')).toBe(blocks[i + 1].text);
});

test('the validation accepts the settings of the guide', () => {
  const { validations } = JSON.parse(
    spawnSync(
      process.execPath,
      ['-p', "JSON.stringify(require('yaml').parse(fs.readFileSync('cdk8s.yaml', 'utf8')))"],
      {
        cwd: place.folder,
        encoding: 'utf8',
      },
    ).stdout,
  );
  const [{ package: file, class: name, properties, version }] = validations;
  place.install();
  const manifest = JSON.parse(fs.readFileSync(path.join(path.dirname(__dirname), 'package.json'), 'utf8'));
  expect(version).toBe(manifest.version);
  const code = `new (require('${file}').${name})(${JSON.stringify(properties)})`;
  expect(spawnSync(process.execPath, ['-e', code], { cwd: place.folder, encoding: 'utf8' }).stderr).toBe('');
});
