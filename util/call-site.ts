import * as fs from 'fs';
import { SourceMap } from 'module';
import * as path from 'path';
import * as process from 'process';
import { fileURLToPath } from 'url';

/** A position in a file. Both numbers start at 1. */
interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The first place in a stack trace that is not in an npm package or in Node: `main.ts:12:3`, relative to the working folder. */
export function callSite(stack: string): string | undefined {
  for (const frame of stack.split('\n')) {
    const [, name, line, column] =
      /^\s*at (?:.* \()?((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]).*):(\d+):(\d+)\)?$/.exec(frame) ?? [];
    if (name !== undefined && !/[\\/]node_modules[\\/]|<anonymous>/.test(name)) {
      const file = name.startsWith('file:') ? fileURLToPath(name) : name;
      return format(original({ file, line: Number(line), column: Number(column) }));
    }
  }
  return undefined;
}

function format({ file, line, column }: Position): string {
  const relative = path.relative(process.cwd(), file);
  return `${relative.startsWith('..') ? file : relative}:${line}:${column}`;
}

/** The position in the source of a compiled file with a source map. Node maps stack traces only with `--enable-source-maps`. */
function original(compiled: Position): Position {
  try {
    const [, url] = /^\/\/# sourceMappingURL=(\S+)\s*$/m.exec(fs.readFileSync(compiled.file, 'utf8')) ?? [];
    if (url === undefined) {
      return compiled;
    }
    const folder = path.dirname(compiled.file);
    const [, data] = /^data:[^,]*;base64,(.*)$/.exec(url) ?? [];
    const json =
      data === undefined
        ? fs.readFileSync(path.resolve(folder, decodeURIComponent(url)), 'utf8')
        : Buffer.from(data, 'base64').toString();
    const entry = new SourceMap(JSON.parse(json)).findEntry(compiled.line - 1, compiled.column - 1);
    if (!('originalSource' in entry)) {
      return compiled;
    }
    const { originalSource: source, originalLine, originalColumn } = entry;
    const file = source.startsWith('file:') ? fileURLToPath(source) : path.resolve(folder, source);
    return { file, line: originalLine + 1, column: originalColumn + 1 };
  } catch {
    // without a readable map, the position in the compiled file is the best one
    return compiled;
  }
}
