import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import type * as TypeScript from 'typescript';
import { packageFolder } from '../../util/package';

/** The compiler that an app uses. */
export type Compiler = typeof TypeScript;

/** Whether this is the compiled package. If not, the library is its source. */
const isCompiled = __filename.endsWith('.js');

/** The packages that imported code uses. */
const LIBRARY = 'cdk8s-pod-patterns';
const PACKAGES = [LIBRARY, 'cdk8s', 'constructs'];

/** The exports of this package. */
export function loadLibrary(): unknown {
  const file = path.join(packageFolder(), ...(isCompiled ? ['lib', 'index.js'] : ['index.ts']));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a path that only this function knows
  return require(file);
}

/**
 * The compiler of the app in a folder; otherwise the one of the working folder, or of this package.
 * @throws if there is none
 */
export function loadCompiler(folder: string): Compiler {
  for (const from of [folder, process.cwd(), packageFolder()]) {
    const load = createRequire(path.join(path.resolve(from), 'import.js'));
    let file: string;
    try {
      file = load.resolve('typescript');
    } catch {
      continue;
    }
    const compiler = load(file) as Compiler;
    if (typeof compiler.createProgram !== 'function') {
      throw new Error(`import requires TypeScript 5: ${file} has no API. Run \`npm install --save-dev typescript@5\`.`);
    }
    return compiler;
  }
  throw new Error('import compiles its code, and finds no TypeScript. Run `npm install --save-dev typescript@5`.');
}

/** Files of code before they are written, by their paths. */
export type CodeFiles = ReadonlyMap<string, string>;

/** What the compiler says about a file. */
export interface Diagnostic {
  readonly file: string;
  /** The offset in the file. */
  readonly start: number;
  readonly message: string;
}

/** Compiled files. */
export interface Compiled {
  readonly diagnostics: readonly Diagnostic[];
  /** JavaScript by the path of the TypeScript. */
  readonly code: ReadonlyMap<string, string>;
}

/**
 * Compiles files under `--strict`, as a part of the app around them. They are not written.
 * @param names the names that no file declares
 * @param modules other files of the app, whose code is compiled as well
 */
export function compile(
  ts: Compiler,
  files: CodeFiles,
  names: readonly string[],
  modules: ReadonlySet<string> = new Set(),
): Compiled {
  const options: TypeScript.CompilerOptions = {
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2020,
    lib: ['lib.es2020.d.ts'],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    types: [],
    noEmitOnError: false,
  };
  const host = ts.createCompilerHost(options);
  const [first] = files.keys();
  const declarations = path.join(path.dirname(first), '.placeholders.d.ts');
  const virtual = new Map([
    ...files,
    [declarations, names.map((name) => `declare const ${name}: any;\n`).join('')] as const,
  ]);
  const [exists, read] = [host.fileExists.bind(host), host.readFile.bind(host)];
  host.fileExists = (file) => virtual.has(path.normalize(file)) || exists(file);
  host.readFile = (file) => virtual.get(path.normalize(file)) ?? read(file);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseForTypeErrors;
  const resolve = packagesOf(ts, options, host, first);
  host.resolveModuleNameLiterals = (literals, containing, redirected, all) =>
    literals.map(({ text }) => ({
      resolvedModule:
        (files.has(path.normalize(containing)) || modules.has(path.normalize(containing))
          ? resolve(text)
          : undefined) ?? ts.resolveModuleName(text, containing, all, host, undefined, redirected).resolvedModule,
    }));
  const program = ts.createProgram([...virtual.keys(), ...modules], options, host);
  const sources = [...files.keys()].map((file) => program.getSourceFile(file)!);
  const diagnostics = sources.flatMap((source) =>
    [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start = 0, messageText }): Diagnostic => ({
        file: source.fileName,
        start,
        message: ts.flattenDiagnosticMessageText(messageText, ' '),
      }),
    ),
  );
  const code = new Map<string, string>();
  for (const source of [...sources, ...[...modules].map((file) => program.getSourceFile(file)!)]) {
    program.emit(source, (_file, text) => code.set(path.normalize(source.fileName), text));
  }
  return { diagnostics, code };
}

/** How to resolve the packages: those of the app if it has all, otherwise those of this command. */
function packagesOf(
  ts: Compiler,
  options: TypeScript.CompilerOptions,
  host: TypeScript.ModuleResolutionHost,
  from: string,
): (name: string) => TypeScript.ResolvedModuleFull | undefined {
  const isOfApp = PACKAGES.every((name) => ts.resolveModuleName(name, from, options, host).resolvedModule);
  if (isOfApp) {
    return () => undefined;
  }
  const cache = new Map<string, TypeScript.ResolvedModuleFull | undefined>();
  return (name) => {
    if (!PACKAGES.includes(name)) {
      return undefined;
    }
    if (!cache.has(name)) {
      cache.set(name, name === LIBRARY ? ownTypes(ts) : resolveOwn(ts, name, options, host));
    }
    return cache.get(name);
  };
}

function ownTypes(ts: Compiler): TypeScript.ResolvedModuleFull {
  const types = path.join(packageFolder(), 'lib', 'index.d.ts');
  const file = isCompiled && fs.existsSync(types) ? types : path.join(packageFolder(), 'index.ts');
  return { resolvedFileName: file, extension: file.endsWith('.d.ts') ? ts.Extension.Dts : ts.Extension.Ts };
}

function resolveOwn(
  ts: Compiler,
  name: string,
  options: TypeScript.CompilerOptions,
  host: TypeScript.ModuleResolutionHost,
): TypeScript.ResolvedModuleFull | undefined {
  return ts.resolveModuleName(name, path.join(packageFolder(), 'index.ts'), options, host).resolvedModule;
}
