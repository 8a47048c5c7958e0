// What of Node this library calls. It stands in for @types/node while an app runs: that takes longer to check than all else.

declare module 'fs' {
  interface Stats {
    isFile(): boolean;
    isDirectory(): boolean;
    isSymbolicLink(): boolean;
    readonly dev: number;
  }
  interface Dirent {
    readonly name: string;
    isFile(): boolean;
    isDirectory(): boolean;
    isSymbolicLink(): boolean;
  }
  export function existsSync(path: string): boolean;
  export function linkSync(existing: string, path: string): void;
  export function lstatSync(path: string, options: { throwIfNoEntry: false }): Stats | undefined;
  export function mkdirSync(path: string, options?: { recursive: true }): void;
  export function readFileSync(path: string, encoding: 'utf8'): string;
  export function readdirSync(path: string): string[];
  export function readdirSync(path: string, options: { withFileTypes: true }): Dirent[];
  export function realpathSync(path: string): string;
  export function renameSync(from: string, to: string): void;
  export function rmSync(path: string, options?: { recursive?: boolean; force?: boolean }): void;
  export function rmdirSync(path: string): void;
  export function writeFileSync(path: string, text: string): void;
}

declare module 'os' {
  export function tmpdir(): string;
}

declare module 'path' {
  export const sep: string;
  export function basename(path: string): string;
  export function dirname(path: string): string;
  export function join(...parts: string[]): string;
  export function relative(from: string, to: string): string;
  export function resolve(...parts: string[]): string;
}

declare module 'process' {
  interface Stream {
    readonly isTTY?: boolean;
    write(text: string): boolean;
  }
  export const env: Record<string, string | undefined>;
  export const pid: number;
  export const stderr: Stream;
  export const stdout: Stream;
  export function cwd(): string;
  export function kill(pid: number, signal: 0): boolean;
}

declare const __dirname: string;
declare function require(id: string): any;
