// What TypeScript does for the runner: it translates files, and checks the types of an app.
const path = require('path');
const ts = require('./typescript');

const root = path.dirname(__dirname);

/** @throws when there are some: with their text, and no more to be told */
function refuse(diagnostics) {
  if (diagnostics.length > 0) {
    const host = {
      getCurrentDirectory: () => process.cwd(),
      getCanonicalFileName: (name) => name,
      getNewLine: () => '\n',
    };
    const text = ts.formatDiagnostics(ts.sortAndDeduplicateDiagnostics(diagnostics), host);
    throw Object.assign(new Error(text), { isDiagnosis: true });
  }
}

let settings;
/** What tsconfig.json says, but for which files it is about. */
function readSettings() {
  const at = path.join(root, 'tsconfig.json');
  const { config, error } = ts.readConfigFile(at, ts.sys.readFile);
  refuse(error === undefined ? [] : [error]);
  const { options, errors } = ts.parseJsonConfigFileContent({ ...config, files: [at] }, ts.sys, root, undefined, at);
  refuse(errors);
  return options;
}

/** A file as JavaScript. */
function translate(file, text) {
  const { outputText, diagnostics } = ts.transpileModule(text, {
    fileName: file,
    compilerOptions: { ...(settings ??= readSettings()), noEmit: false, inlineSourceMap: true },
    reportDiagnostics: true,
  });
  refuse(diagnostics);
  return outputText;
}

/** What a file of the library declares, without comments; all of the file if TypeScript cannot tell that from it alone. */
function declarationsOf(file, text) {
  const { outputText, diagnostics } = ts.transpileDeclaration(text, {
    fileName: file,
    compilerOptions: { ...(settings ??= readSettings()), isolatedDeclarations: true, removeComments: true },
    reportDiagnostics: true,
  });
  return diagnostics.length === 0 ? outputText : text;
}

const PLUS = /^import type \{ (.+) \} from 'cdk8s-plus-27';$/gm;

/** In the place of each type that is imported of cdk8s-plus, one that fits nothing and that nothing fits. */
const opaque = (_, names) =>
  names
    .split(', ')
    .map((name) => `declare class ${name.split(' as ').pop()} { private readonly opaque: never; }`)
    .join(' ');

/** What the types of Node or of cdk8s-plus have to be there for, as far as the text of an app's file tells. */
function needsOf(text) {
  const { importedFiles, referencedFiles, typeReferenceDirectives } = ts.preProcessFile(text, true, true);
  const names = importedFiles.map(({ fileName }) => fileName).filter((name) => !/^(\.|(cdk8s|constructs)$)/.test(name));
  const others =
    names.some((name) => name !== 'cdk8s-plus-27') || referencedFiles.length + typeReferenceDirectives.length > 0;
  const expected = /@ts-expect-error/.test(text);
  return {
    node: others || expected || /\b(process|console|__dirname)\b/.test(text),
    plus: others || expected || names.length > 0,
  };
}

/**
 * Checks the types of an app's files, and returns the files that were read for it. `textOf` tells the texts of these files, and what
 * those of the library declare; all others are read as they are.
 *
 * Most apps name nothing of Node and of cdk8s-plus, whose types take longer to read than all else: they come in for an app that needs
 * them, and for one with which something seems to be wrong.
 */
function check(files, textOf) {
  const problemsWith = ({ node, plus }) => {
    const options = { ...(settings ??= readSettings()), types: node ? ['node'] : [] };
    const host = ts.createCompilerHost(options);
    const read = new Set();
    host.readFile = (file) => {
      const text = textOf(file) ?? ts.sys.readFile(file);
      if (text !== undefined) {
        read.add(file);
      }
      return plus ? text : text?.replace(PLUS, opaque);
    };
    // comments are for editors
    host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
    const program = ts.createProgram(files, options, host);
    const problems = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
    return { problems, read: [...read] };
  };
  const needs = files.map((file) => needsOf(textOf(file)));
  const [node, plus] = [needs.some((one) => one.node), needs.some((one) => one.plus)];
  const guess = problemsWith({ node, plus });
  const { problems, read } =
    guess.problems.length === 0 || (node && plus) ? guess : problemsWith({ node: true, plus: true });
  refuse(problems);
  return read;
}

module.exports = { check, declarationsOf, refuse, translate };
