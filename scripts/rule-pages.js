// Writes a page for each rule, docs/rules/GROUP/NAME.md, from the comment above it, and from what a cluster has said of a manifest in
// which the rule finds something (e2e/answers, which `npm run answers` writes): `node scripts/rule-pages.js`. With --check it only
// says whether they are up to date. A rule is any text such as 'api/labels'; its comment is that of the declaration that it stands in,
// or of the file's export.
const fs = require('fs');
const path = require('path');
const ts = require('typescript');

const root = path.dirname(__dirname);
const folder = path.join(root, 'docs', 'rules');
const ID = /^((api|api-warning|runtime|advice)\/[a-z0-9-]+|dropped-field|unused-waiver|waiver-without-reason)$/;
/** Where a text is the name of a rule, and not a value that fields can have. */
const NAMES = [ts.isPropertyAssignment, ts.isVariableDeclaration, ts.isCallExpression];

const sources = ['rules', path.join('cli', 'lint')].flatMap((floor) =>
  fs
    .readdirSync(path.join(root, floor), { recursive: true })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => path.join(floor, name)),
);

/** The comment of a declaration as Markdown: its words, and what it points to. */
function textOf(node) {
  const [doc] = node?.jsDoc?.slice(-1) ?? [];
  const words = ts.getTextOfJSDocComment(doc?.comment) ?? '';
  if (words === '') {
    return undefined;
  }
  const links = (doc.tags ?? [])
    .filter(({ tagName }) => tagName.text === 'see')
    .map((tag) => /https?:\S+/.exec(tag.getText())?.[0])
    .filter(Boolean);
  return [words, ...links.map((link) => `See <${link}>.`)].join('\n\n');
}

/** The rules that a file finds things by, with their pages. */
function rulesOf(file) {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.ES2020,
    true,
  );
  const exported = source.statements.find(
    (node) =>
      node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) &&
      textOf(node) &&
      !ts.isInterfaceDeclaration(node),
  );
  const rules = new Map();
  const add = (id, node) => {
    let at = node;
    while (at !== undefined && textOf(at) === undefined) {
      at = at.parent;
    }
    const text = textOf(at) ?? textOf(exported);
    if (text === undefined) {
      throw new Error(`${file}: nothing is said of ${id}. Write a comment above it.`);
    }
    if (!rules.has(id)) {
      rules.set(id, text);
    }
  };
  const visit = (node) => {
    if (ts.isStringLiteral(node) && ID.test(node.text) && NAMES.some((is) => is(node.parent))) {
      add(node.text, node);
    }
    if (file.includes('pod-security') && ts.isPropertyAssignment(node) && node.name.getText() === 'id') {
      add(`pod-security/${node.initializer.text}`, node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return rules;
}

const answers = Object.assign(
  {},
  ...['api', 'runtime'].map((name) =>
    JSON.parse(fs.readFileSync(path.join(root, 'e2e', 'answers', `${name}.json`), 'utf8')),
  ),
);

/** What came of a manifest, as the end of a sentence. */
const OUTCOMES = {
  refused: 'It was refused:',
  warned: 'It was taken, with a warning:',
  forgotten: 'It was taken without a word, and this is not in what was stored:',
  broken: 'It was taken. This is from its state, events and logs:',
};

/** The part of a page that shows what a cluster has said; nothing of what no cluster says anything of, such as advice. */
function seen(id) {
  const answer = answers[id];
  if (answer === undefined) {
    return '';
  }
  const { manifest, version, level, serverSide, by, outcome, words } = answer;
  const where = level === undefined ? '' : `, in a namespace that enforces the Pod Security level \`${level}\``;
  const how = by ? `, by \`${by}\`` : serverSide ? ', by a server-side apply' : '';
  const fence = (language, text) => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
  return `
## Seen on a cluster

Kubernetes ${version} was given this${where}${how}:

${fence('yaml', manifest)}

${OUTCOMES[outcome]}

${fence('text', words.map((line) => line.replace(/ {2,}/g, ' ').trim()).join('\n'))}
`;
}

const pages = new Map();
for (const file of sources) {
  for (const [id, text] of rulesOf(file)) {
    if (!pages.has(id)) {
      pages.set(id, `# ${id}\n\n${text}\n${seen(id)}`);
    }
  }
}
const index = [...pages]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(
    ([id, text]) =>
      `- [${id}](${id}.md): ${text
        .split('\n\n')[1]
        .replace(/\s+/g, ' ')
        .replace(/(?<=\.) .*$/, '')}`,
  );
pages.set(
  'README',
  `# The rules\n\nWritten from the comments above them by \`npm run pages\`.\n\n${index.join('\n')}\n`,
);

const wanted = new Map([...pages].map(([id, text]) => [path.join(folder, `${id}.md`), text]));
const there = fs.existsSync(folder)
  ? fs
      .readdirSync(folder, { recursive: true })
      .map((name) => path.join(folder, name))
      .filter((name) => name.endsWith('.md'))
  : [];
const wrong = [
  ...[...wanted]
    .filter(([file, text]) => !there.includes(file) || fs.readFileSync(file, 'utf8') !== text)
    .map(([file]) => file),
  ...there.filter((file) => !wanted.has(file)),
];
if (process.argv.includes('--check')) {
  if (wrong.length > 0) {
    console.error(
      `The pages of the rules are not up to date: run npm run pages.\n  ${wrong.map((file) => path.relative(root, file)).join('\n  ')}`,
    );
    process.exitCode = 1;
  }
} else {
  for (const file of wrong) {
    if (wanted.has(file)) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, wanted.get(file));
    } else {
      fs.rmSync(file);
    }
  }
}
