// Prepares a release: `npm run release -- VERSION [--dry-run]`. It moves the section "Unreleased" of CHANGELOG.md to the version, sets
// the version in package.json, builds the tarball, commits and tags. It uploads nothing: pushing the tag starts the release workflow.
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const USAGE = 'Usage: npm run release -- VERSION [--dry-run]';
const UNRELEASED = '\n## Unreleased\n';
/** The owner of the repository in package.json until the project has a home. */
const PLACEHOLDER = 'OWNER';

const root = path.dirname(__dirname);
const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');
const run = (command, ...args) => execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();

function fail(...problems) {
  console.error(problems.join('\n'));
  process.exit(1);
}

function parseArguments(args) {
  const [version, ...rest] = args.filter((arg) => arg !== '--dry-run');
  if (version === undefined || rest.length > 0) {
    fail(`The release requires one version, for example 0.2.0. ${USAGE}`);
  }
  if (!/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.test(version)) {
    fail(`${version} is not a version. A release has three numbers. Write MAJOR.MINOR.PATCH, for example 0.2.0.`);
  }
  // npm reads the option itself if the author forgets the "--" before it
  return { version, dryRun: args.includes('--dry-run') || process.env.npm_config_dry_run === 'true' };
}

const isGreater = (version, than) => version.localeCompare(than, 'en', { numeric: true }) > 0;

function* versionProblems(version, tag) {
  if (!isGreater(version, manifest.version)) {
    yield (
      `${version} is not greater than ${manifest.version}, the version of package.json. ` +
      'A version is published once. Use a greater version.'
    );
  }
  if (run('git', 'tag', '--list', tag) !== '') {
    yield `The tag ${tag} exists. A version is published once. Use a greater version, or delete the tag: git tag -d ${tag}`;
  }
}

function* treeProblems() {
  const changes = run('git', 'status', '--porcelain');
  if (changes !== '') {
    yield `The working tree has changes. The tag and the tarball must have the same files. Commit or remove:\n${changes}`;
  }
}

function* changelogProblems() {
  const [, text] = changelog.split(UNRELEASED);
  if (text === undefined) {
    yield 'CHANGELOG.md has no section "## Unreleased". It becomes the notes of the release. Add the section.';
  } else if (text.split('\n## ')[0].trim() === '') {
    yield 'The section "Unreleased" of CHANGELOG.md is empty. It becomes the notes of the release. List the changes.';
  }
}

function* repositoryProblems() {
  const { repository, bugs, homepage } = manifest;
  const page = repository.url.replace(/^git\+|\.git$/g, '');
  if (bugs.url !== `${page}/issues` || homepage !== `${page}#readme`) {
    yield (
      'The fields repository, bugs and homepage of package.json name different repositories. ' +
      `Write "${page}/issues" for bugs, and "${page}#readme" for homepage.`
    );
  }
}

function* placeholderProblems() {
  if (manifest.repository.url.includes(`/${PLACEHOLDER}/`)) {
    yield (
      `The owner of the repository is the placeholder ${PLACEHOLDER}. npm compares the field repository of package.json ` +
      `with the repository that uploads. Replace ${PLACEHOLDER} in the fields repository, bugs and homepage.`
    );
  }
}

const { version, dryRun } = parseArguments(process.argv.slice(2));
const tag = `v${version}`;
const manifest = JSON.parse(read('package.json'));
const changelog = read('CHANGELOG.md');

const placeholder = [...placeholderProblems()];
const problems = [
  ...versionProblems(version, tag),
  ...treeProblems(),
  ...changelogProblems(),
  ...repositoryProblems(),
  ...(dryRun ? [] : placeholder),
];
if (problems.length > 0) {
  fail(...problems);
}
placeholder.forEach((problem) => console.error(`Warning: ${problem}`));

const start = run('git', 'rev-parse', 'HEAD');
const changed = ['CHANGELOG.md', 'package.json', 'package-lock.json'];
/** Carries out a step, and restores the commit and the files if it fails. */
function attempt(carryOut) {
  try {
    carryOut();
  } catch (error) {
    run('git', 'reset', '--quiet', '--soft', start);
    run('git', 'checkout', start, '--', ...changed);
    fail('The step failed. The commit, CHANGELOG.md and package.json are as before.', error.stderr || error.message);
  }
}

const title = `${version} - ${new Date().toISOString().slice(0, 10)}`;
const steps = [
  [
    `CHANGELOG.md: "Unreleased" becomes "${title}"`,
    () =>
      fs.writeFileSync(path.join(root, 'CHANGELOG.md'), changelog.replace(UNRELEASED, `${UNRELEASED}\n## ${title}\n`)),
  ],
  [
    `package.json, package-lock.json: version ${manifest.version} becomes ${version}`,
    () => run('npm', 'version', version, '--no-git-tag-version'),
  ],
  [`npm pack: build ${manifest.name}-${version}.tgz`, () => run('npm', 'pack')],
  [`git: commit "Release ${version}"`, () => run('git', 'commit', '--message', `Release ${version}`, ...changed)],
  [`git: tag ${tag}`, () => run('git', 'tag', '--annotate', tag, '--message', `Release ${version}`)],
];

console.log(dryRun ? `A release of ${version} has these steps. The dry run changes nothing.` : `Release ${version}`);
for (const [text, carryOut] of steps) {
  console.log(`  ${text}`);
  if (!dryRun) {
    attempt(carryOut);
  }
}
console.log('The last step starts the upload by the release workflow: git push --follow-tags');
