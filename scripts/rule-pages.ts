/**
 * Writes a page for each rule, docs/rules/GROUP/NAME.md, from the rule itself, and from what a cluster printed for a manifest in which the
 * rule reports something (e2e/answers, which `npm run answers` writes). With --check it only reports the pages that are out of date.
 */
import * as fs from 'fs';
import * as path from 'path';
import { Answer, recorded } from '../e2e/answers';
import { pageOf } from '../rules/check/page';
import { RULES } from '../rules/check/registry';

const root = path.dirname(__dirname);
const folder = path.join(root, 'docs', 'rules');
const answers = { ...recorded('api'), ...recorded('runtime') };

const OUTCOMES: Record<Answer['outcome'], string> = {
  refused: 'The cluster refused it:',
  warned: 'The cluster accepted it with a warning:',
  forgotten: 'The cluster accepted it without a warning, and dropped this:',
  broken: 'The cluster accepted it. Its state, events and logs then show:',
};

/** The part of a page that shows what a cluster printed. */
function seenOnCluster({ manifest, version, level, serverSide, by, outcome, words }: Answer): string {
  const where = level === undefined ? '' : `, in a namespace that enforces the Pod Security level \`${level}\``;
  const how = by ? `, by \`${by}\`` : serverSide ? ', by a server-side apply' : '';
  const fence = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
  return `
## Seen on a cluster

This manifest was applied to Kubernetes ${version}${where}${how}:

${fence('yaml', manifest)}

${OUTCOMES[outcome]}

${fence('text', words.map((line) => line.replace(/ {2,}/g, ' ').trim()).join('\n'))}
`;
}

const sorted = [...RULES].sort((a, b) => (a.id < b.id ? -1 : 1));
const pages = new Map(
  sorted.map((rule) => [`${rule.id}.md`, pageOf(rule) + (answers[rule.id] ? seenOnCluster(answers[rule.id]) : '')]),
);
const rows = sorted.map(({ id, severity, summary }) => `- [${id}](${id}.md) (${severity}): ${summary}`);
pages.set('README.md', `# The rules\n\nGenerated from the rules by \`npm run pages\`.\n\n${rows.join('\n')}\n`);

const written = fs.existsSync(folder)
  ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  : [];
const stale = [...pages].filter(
  ([name, text]) => !written.includes(name) || fs.readFileSync(path.join(folder, name), 'utf8') !== text,
);
const orphans = written.filter((name) => !pages.has(name));
if (!process.argv.includes('--check')) {
  for (const [name, text] of stale) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  orphans.forEach((name) => fs.rmSync(path.join(folder, name)));
} else if (stale.length + orphans.length > 0) {
  const names = [...stale.map(([name]) => name), ...orphans];
  console.error(`Pages of rules are out of date. Run npm run pages.\n  ${names.join('\n  ')}`);
  process.exitCode = 1;
}
