import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parse } from 'yaml';
import { VERSIONS } from '../kubernetes/schema';

const root = path.dirname(__dirname);
const run = (args: string[], cwd = root) => spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
const runner = path.join(root, 'scripts', 'run.js');

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'repository-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const yamlFiles = (from: string): Record<string, string> =>
  Object.fromEntries(fs.readdirSync(from).map((name) => [name, fs.readFileSync(path.join(from, name), 'utf8')]));

test('dist/ is what main.ts writes', () => {
  const { status, stderr } = run([runner, path.join(root, 'main.ts')], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(yamlFiles(path.join(root, 'dist'))).toEqual(yamlFiles(path.join(folder, 'dist')));
});

test('the namespace comes before the pod that lives in it', () => {
  const files = fs.readdirSync(path.join(root, 'dist')).sort();
  expect(files.indexOf('custom-namespace.k8s.yaml')).toBeLessThan(files.indexOf('kubia-manual.k8s.yaml'));
});

test('the generated files are what the generator writes', () => {
  const generator = ['-r', 'ts-node/register/transpile-only', path.join(root, 'kubernetes', 'generate.ts'), '--check'];
  expect(run(generator)).toMatchObject({ status: 0, stderr: '' });
});

describe('an app that goes wrong', () => {
  /** Runs a changed main.ts in a folder that has a dist/ already. */
  const broken = (from: string, to: string) => {
    const text = fs
      .readFileSync(path.join(root, 'main.ts'), 'utf8')
      .replace("'./index'", `'${path.join(root, 'index')}'`);
    expect(text).toContain(from);
    fs.writeFileSync(path.join(folder, 'main.ts'), text.replace(from, to));
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    fs.mkdirSync(path.join(folder, 'dist'));
    fs.writeFileSync(path.join(folder, 'dist', 'kubia-manual.k8s.yaml'), 'as it was');
    const { status, stdout, stderr } = run([runner, 'main.ts'], folder);
    expect(yamlFiles(path.join(folder, 'dist'))).toEqual({ 'kubia-manual.k8s.yaml': 'as it was' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    return stderr;
  };

  test("by a type error: the compiler's message and the place, and dist/ as it was", () => {
    expect(broken("protocol: 'TCP'", "protocol: 'TPC'")).toMatch(
      /^main\.ts\(\d+,\d+\): error TS2322: Type '"TPC"' is not assignable to type '"TCP" \| "UDP" \| "SCTP" \| null \| undefined'\.\n$/,
    );
  });

  test('by an exception: its message and the place, and dist/ as it was', () => {
    expect(broken('const app = new PodApp();', "const app = new PodApp();\nthrow new Error('out of pods');")).toMatch(
      /^out of pods\n {2}at main\.ts:\d+:\d+\n$/,
    );
  });

  test('by a pod that cannot be right: all that is wrong, and dist/ as it was', () => {
    expect(broken('containerPort: 9100', 'containerPort: 0')).toMatch(
      /^Validation failed with the following errors:\n {2}\[counter-with-adapter\/counter\] spec\.initContainers\[0\]\.ports\[0\].* \(api\/container-port\)\n {4}at main\.ts:\d+:\d+\n$/,
    );
  });
});

describe('the repository on GitHub', () => {
  const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
  const { name, repository, scripts } = JSON.parse(read('package.json'));
  const filesIn = (name: string): string[] =>
    fs.readdirSync(path.join(root, name)).map((file) => path.join(name, file));

  describe.each(filesIn('.github/workflows'))('%s', (file) => {
    const { permissions, jobs } = parse(read(file));
    const steps: { uses?: string; run?: string }[] = Object.values<any>(jobs).flatMap((job) => job.steps);
    const commands = steps.flatMap(({ run }) => run?.split('\n') ?? []);

    test('can only read, unless a job requests more', () => {
      expect(permissions).toEqual({ contents: 'read' });
    });

    test('pins each action to a major version', () => {
      expect(steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !/^actions\/[a-z-]+@v\d+$/.test(uses))).toEqual(
        [],
      );
    });

    test('runs scripts that exist', () => {
      const named = commands.flatMap((command) => /^npm (?:run )?(?!ci|pack|publish)([\w-]+)/.exec(command)?.[1] ?? []);
      expect(named.filter((script) => !(script in scripts))).toEqual([]);
      const paths = commands.flatMap((command) => /^(?:node )?([\w.-]+\/[\w./-]+)/.exec(command)?.[1] ?? []);
      expect(paths.filter((name) => !fs.existsSync(path.join(root, name)))).toEqual([]);
      expect(named.length + paths.length).toBeGreaterThan(0);
    });
  });

  test.each(filesIn('.github/ISSUE_TEMPLATE'))('%s is a form with unique ids', (file) => {
    const { name, description, body } = parse(read(file));
    expect([name, description]).toEqual([expect.any(String), expect.any(String)]);
    const ids = body.map((field: { id: string }) => field.id);
    expect(new Set(ids).size).toBe(body.length);
    expect(body.filter((field: any) => !/^(input|textarea)$/.test(field.type) || !field.attributes.label)).toEqual([]);
  });

  test.each(['SECURITY.md', 'SUPPORT.md', 'CODE_OF_CONDUCT.md'])('every file that %s links to exists', (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link);
    expect(links.filter((link) => !fs.existsSync(path.join(root, link)))).toEqual([]);
  });

  test('only package.json names its owner', () => {
    const [, owner] = /github\.com\/([^/]+)\//.exec(repository.url)!;
    const grep = ['grep', '--name-only', '--fixed-strings', '-e', `github.com/${owner}/`, '-e', `${owner}/${name}`];
    expect(spawnSync('git', grep, { cwd: root, encoding: 'utf8' }).stdout).toBe('package.json\n');
  });

  test('SUPPORT.md lists the versions of package.json, of the workflow, and of the schema', () => {
    const rows = Object.fromEntries(
      [...read('SUPPORT.md').matchAll(/^\| (\S+) +\| (.*?) +\|$/gm)].map(([, ...row]) => row),
    );
    const { peerDependencies, peerDependenciesMeta, engines } = JSON.parse(read('package.json'));
    for (const [peer, range] of Object.entries<string>(peerDependencies)) {
      const [, lowest, major] = /^\^((\d+)\.\d+\.\d+)$/.exec(range)!;
      const optional = peerDependenciesMeta[peer]?.optional === true ? '; optional' : '';
      expect(`${peer}: ${rows[peer]}`).toBe(
        `${peer}: ${lowest.replace(/\.0$/, '')} or newer, below ${Number(major) + 1}${optional}`,
      );
    }
    const { node } = parse(read('.github/workflows/test.yml')).jobs.test.strategy.matrix;
    expect(rows.Node).toBe(node.join(', ').replace(', latest', ' and newer'));
    expect(engines.node).toBe(`>=${node[0]}`);
    expect(rows.Kubernetes).toMatch(`${VERSIONS[0]} to ${VERSIONS[VERSIONS.length - 1]}, `);
  });
});
