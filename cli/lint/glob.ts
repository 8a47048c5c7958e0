import { expand } from 'brace-expansion';
import * as path from 'path';
import { makeRe, scan } from 'picomatch';

/** A pattern without braces: a folder, and what must match below it. */
export class Glob {
  /** The patterns that braces stand for: `{a,b/**}.yaml` are two. Each of them can start in another folder. */
  public static allOf(text: string): Glob[] {
    return expand(slashed(text)).map((pattern) => new Glob(pattern));
  }

  public static isGlob(text: string): boolean {
    const { isGlob, isBrace } = scan(slashed(text));
    return isGlob || isBrace;
  }

  /** The folder that contains all matches; the whole path if the pattern is a plain path. */
  public readonly folder: string;
  /** The pattern below the folder; empty for a plain path. */
  private readonly pattern: string;

  private constructor(text: string) {
    const { base, glob } = scan(text);
    this.folder = base === '' ? '.' : base;
    this.pattern = glob;
  }

  public isPath(): boolean {
    return this.pattern === '';
  }

  /** A function that tests paths below the folder. */
  public matcher(): (file: string) => boolean {
    const expression = makeRe(this.pattern, { posix: true });
    return (file) => expression.test(file);
  }

  /** Whether no match can be in a folder. Hidden folders and npm packages match only by their names. */
  public skipsFolder(folder: string): boolean {
    const parts = folder.split('/');
    const name = parts[parts.length - 1];
    const isTooDeep = !this.pattern.includes('**') && parts.length >= this.pattern.split('/').length;
    const isUnnamed = name.startsWith('.') ? !/(^|\/)\.[^/]/.test(this.pattern) : name === 'node_modules';
    return isTooDeep || (isUnnamed && !this.pattern.includes(name));
  }

  /** A function that tests paths from the working folder: whether they match, or are in a folder that matches. */
  public excluder(): (file: string) => boolean {
    const patterns = this.isPath() ? ['**'] : [this.pattern, `${this.pattern}/**`];
    const expressions = patterns.map((pattern) => makeRe(pattern, { posix: true, dot: true }));
    return (file) => {
      const below = slashed(path.relative(this.folder, file));
      return (
        (below === '' && this.isPath()) ||
        (!/^\.\.(\/|$)/.test(below) && expressions.some((expression) => expression.test(below)))
      );
    };
  }
}

/** Windows separates the parts of a path by `\`; elsewhere, `\` in a pattern means that the next character is itself. */
function slashed(text: string): string {
  return text.split(path.sep).join('/');
}
