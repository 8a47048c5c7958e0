// Transpiles files, and checks the types of an app.
const path = require('path');
const ts = require('./typescript');

const root = path.dirname(__dirname);

/** @throws if there are diagnostics; the message is their text */
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
/** The compiler options of tsconfig.json. */
function readSettings() {
  const at = path.join(root, 'tsconfig.json');
  const { config, error } = ts.readConfigFile(at, ts.sys.readFile);
  refuse(error === undefined ? [] : [error]);
  const { options, errors } = ts.parseJsonConfigFileContent({ ...config, files: [at] }, ts.sys, root, undefined, at);
  refuse(errors);
  return options;
}

/** A file as JavaScript. */
function transpile(file, text) {
  const { outputText, diagnostics } = ts.transpileModule(text, {
    fileName: file,
    compilerOptions: { ...(settings ??= readSettings()), noEmit: false, inlineSourceMap: true },
    reportDiagnostics: true,
  });
  refuse(diagnostics);
  return outputText;
}

/** The declarations of a file of the library, without comments; the whole file if TypeScript needs other files for them. */
function declarationsOf(file, text) {
  const { outputText, diagnostics } = ts.transpileDeclaration(text, {
    fileName: file,
    compilerOptions: { ...(settings ??= readSettings()), isolatedDeclarations: true, removeComments: true },
    reportDiagnostics: true,
  });
  return diagnostics.length === 0 ? outputText : text;
}

const PLUS = /^import type \{ (.+) \} from 'cdk8s-plus-27';$/gm;

/** Replaces types that are imported from cdk8s-plus by classes that no other type is assignable to. */
const opaque = (_, names) =>
  names
    .split(', ')
    .map((name) => `declare class ${name.split(' as ').pop()} { private readonly opaque: never; }`)
    .join(' ');

/** Whether a file of an app seems to need the types of Node and of cdk8s-plus. */
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
 * Checks the types of an app's files, and returns the files that it read. `textOf` returns the texts of the app's files and the
 * declarations of the library's files; undefined for other files.
 *
 * The types of Node and of cdk8s-plus take longest to read, and most apps do not use them. They are read only for an app that seems to
 * need them, and for an app that has errors without them.
 */
function checkTypes(files, textOf) {
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

module.exports = { checkTypes, declarationsOf, refuse, transpile };
