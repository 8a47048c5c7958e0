// Prints what a file of examples/gitops runs, as a script: `node e2e/steps.js FILE NAME`. NAME is a job in a workflow of GitHub or a
// pipeline of GitLab, or `init` or `generate` in a plugin of Argo CD.
const fs = require('fs');
const { parse } = require('yaml');

const [file, name] = process.argv.slice(2);
const content = parse(fs.readFileSync(file, 'utf8'));
const quoted = (word) => `'${word.replace(/'/g, `'\\''`)}'`;

function steps() {
  if (content.kind === 'ConfigManagementPlugin') {
    const { command, args = [] } = content.spec[name];
    return [[...command, ...args].map(quoted).join(' ')];
  }
  const job = (content.jobs ?? content)[name];
  return job.steps?.flatMap(({ run }) => run ?? []) ?? [...(content.default?.before_script ?? []), ...job.script];
}
console.log(steps().join('\n'));
