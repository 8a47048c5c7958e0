import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const root = path.dirname(__dirname);
const today = new Date().toISOString().slice(0, 10);

let folder: string;
const file = (name: string): string => path.join(folder, name);
const read = (name: string): string => fs.readFileSync(file(name), 'utf8');
const edit = (name: string, from: string | RegExp, to: string): void => {
  expect(read(name)).toMatch(from);
  fs.writeFileSync(file(name), read(name).replace(from, to));
};

function start(command: string, ...args: string[]) {
  // without the settings of the npm that runs these tests
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.org', GIT_COMMITTER_NAME: 'a' };
  const env = { ...Object.fromEntries(others), ...who, GIT_COMMITTER_EMAIL: 'a@example.org' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}
const git = (...args: string[]): string => start('git', ...args).stdout.trim();
const release = (...args: string[]) => start(process.execPath, file('scripts/release.js'), ...args);
const commit = (): string => git('commit', '--quiet', '--all', '--message', 'a commit');

/** The metadata of this package in a repository that builds nothing, and that has an owner. */
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
  fs.mkdirSync(file('scripts'));
  for (const name of ['.gitignore', 'CHANGELOG.md', 'package.json', 'package-lock.json', 'scripts/release.js']) {
    fs.copyFileSync(path.join(root, name), file(name));
  }
  const manifest = JSON.parse(read('package.json').replace(/github\.com\/[^/]+\//g, 'github.com/example-owner/'));
  const lock = JSON.parse(read('package-lock.json'));
  const packages = { ...lock.packages, '': { ...lock.packages[''], version: '0.1.0' } };
  const write = (name: string, content: object) => fs.writeFileSync(file(name), JSON.stringify(content, null, 2));
  write('package.json', { ...manifest, version: '0.1.0', scripts: {} });
  write('package-lock.json', { ...lock, version: '0.1.0', packages });
  fs.writeFileSync(
    file('CHANGELOG.md'),
    '# Changelog\n\n## Unreleased\n\n### Added\n\n- A pattern.\n\n## 0.1.0\n\n- All.\n',
  );
  git('init', '--quiet');
  git('add', '--all');
  commit();
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

test('a release moves the changelog, sets the version, builds the tarball, commits and tags', () => {
  const { status, stdout, stderr } = release('0.2.0');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toBe(`Release 0.2.0
  CHANGELOG.md: "Unreleased" becomes "0.2.0 - ${today}"
  package.json, package-lock.json: version 0.1.0 becomes 0.2.0
  npm pack: build cdk8s-pod-patterns-0.2.0.tgz
  git: commit "Release 0.2.0"
  git: tag v0.2.0
The last step starts the upload by the release workflow: git push --follow-tags
`);
  expect(read('CHANGELOG.md')).toBe(
    `# Changelog\n\n## Unreleased\n\n## 0.2.0 - ${today}\n\n### Added\n\n- A pattern.\n\n## 0.1.0\n\n- All.\n`,
  );
  expect(JSON.parse(read('package.json')).version).toBe('0.2.0');
  const lock = JSON.parse(read('package-lock.json'));
  expect([lock.version, lock.packages[''].version]).toEqual(['0.2.0', '0.2.0']);
  expect(read('package-lock.json')).not.toContain('"resolved"');
  expect(fs.existsSync(file('cdk8s-pod-patterns-0.2.0.tgz'))).toBe(true);
  expect(git('status', '--porcelain')).toBe('');
  // --follow-tags pushes annotated tags only
  expect(git('for-each-ref', '--format', '%(objecttype) %(refname) %(contents:subject)', 'refs/tags')).toBe(
    'tag refs/tags/v0.2.0 Release 0.2.0',
  );
  expect(git('rev-parse', 'v0.2.0^{commit}')).toBe(git('rev-parse', 'HEAD'));
  expect(git('show', '--name-only', '--format=%s')).toBe(
    'Release 0.2.0\n\nCHANGELOG.md\npackage-lock.json\npackage.json',
  );
});

test('a dry run prints the steps, and changes nothing', () => {
  const before = [git('rev-parse', 'HEAD'), fs.readdirSync(folder)];
  const { status, stdout, stderr } = release('0.2.0', '--dry-run');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('The dry run changes nothing.');
  expect(stdout).toContain('  git: tag v0.2.0\n');
  expect([git('rev-parse', 'HEAD'), fs.readdirSync(folder)]).toEqual(before);
  expect([git('status', '--porcelain'), git('tag')]).toEqual(['', '']);
});

test.each([
  ['no version', [], 'The release requires one version'],
  ['two versions', ['0.2.0', '0.3.0'], 'The release requires one version'],
  ['an unknown option', ['0.2.0', '--dryrun'], 'The release requires one version'],
  [
    'a version with a letter',
    ['v0.2.0'],
    'v0.2.0 is not a version. A release has three numbers. Write MAJOR.MINOR.PATCH',
  ],
  ['the same version', ['0.1.0'], '0.1.0 is not greater than 0.1.0'],
  ['an older version', ['0.0.12'], '0.0.12 is not greater than 0.1.0'],
])('%s is refused', (_, args, message) => {
  const { status, stdout, stderr } = release(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(message);
});

test('0.10.0 is greater than 0.9.0', () => {
  edit('package.json', '0.1.0', '0.9.0');
  commit();
  expect(release('0.10.0', '--dry-run').status).toBe(0);
});

describe('a repository that is not ready is refused, with the fix:', () => {
  const refused = () => {
    const { status, stderr } = release('0.2.0');
    expect(status).toBe(1);
    expect(git('tag', '--list', '--points-at', 'HEAD')).toBe('');
    return stderr;
  };

  test('changed files', () => {
    edit('CHANGELOG.md', 'A pattern', 'Two patterns');
    expect(refused()).toBe(
      'The working tree has changes. The tag and the tarball must have the same files. Commit or remove:\nM CHANGELOG.md\n',
    );
  });

  test('a tag that exists', () => {
    git('tag', 'v0.2.0');
    edit('CHANGELOG.md', 'A pattern', 'Two patterns');
    commit();
    expect(refused()).toMatch(/^The tag v0\.2\.0 exists\. .* git tag -d v0\.2\.0\n$/);
  });

  test('a changelog without the section', () => {
    edit('CHANGELOG.md', '## Unreleased', '## Next');
    commit();
    expect(refused()).toMatch(/^CHANGELOG\.md has no section "## Unreleased"\. .* Add the section\.\n$/);
  });

  test('a changelog with an empty section', () => {
    edit('CHANGELOG.md', /### Added\n\n- A pattern.\n/, '');
    commit();
    expect(refused()).toMatch(/^The section "Unreleased" of CHANGELOG\.md is empty\. .* List the changes\.\n$/);
  });

  test('fields that name different repositories', () => {
    edit('package.json', 'example-owner/cdk8s-pod-patterns/issues', 'other/cdk8s-pod-patterns/issues');
    commit();
    expect(refused()).toContain('Write "https://github.com/example-owner/cdk8s-pod-patterns/issues" for bugs');
  });

  test('the placeholder for the owner, which a dry run accepts with a warning', () => {
    edit('package.json', /example-owner/g, 'OWNER');
    commit();
    expect(refused()).toMatch(/^The owner of the repository is the placeholder OWNER\. .* Replace OWNER in the fields/);
    expect(release('0.2.0', '--dry-run')).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^Warning: The owner of the repository is the placeholder/),
    });
  });

  test('several problems at once', () => {
    git('tag', 'v0.2.0');
    edit('CHANGELOG.md', '## Unreleased', '## Next');
    expect(release('0.2.0').stderr).toMatch(/tag v0\.2\.0 exists[^]*working tree has changes[^]*has no section/);
  });
});

test.each([
  ['the build', () => edit('package.json', '"scripts": {}', '"scripts": { "prepack": "exit 3" }')],
  ['the commit', () => fs.writeFileSync(file('.git/hooks/pre-commit'), '#!/bin/sh\nexit 3\n', { mode: 0o755 })],
  ['the tag', () => fs.writeFileSync(file('.git/hooks/reference-transaction'), TAG_HOOK, { mode: 0o755 })],
])('if %s fails, the repository is as before', (_, breakIt) => {
  breakIt();
  commit();
  const before = git('rev-parse', 'HEAD');
  const { status, stderr } = release('0.2.0');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^The step failed\. The commit, CHANGELOG\.md and package\.json are as before\.\n./);
  expect([git('rev-parse', 'HEAD'), git('status', '--porcelain'), git('tag')]).toEqual([before, '', '']);
});

const TAG_HOOK = '#!/bin/sh\n! grep -q refs/tags/\n';
