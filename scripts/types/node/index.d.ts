// What of Node this library calls. It stands in for @types/node while an app runs: that takes longer to check than all else.

declare module 'fs' {
  export function existsSync(path: string): boolean;
  export function mkdirSync(path: string, options: { recursive: true }): void;
  export function readFileSync(path: string, encoding: 'utf8'): string;
  export function renameSync(from: string, to: string): void;
  export function writeFileSync(path: string, text: string): void;
}

declare module 'path' {
  export function dirname(path: string): string;
  export function join(...parts: string[]): string;
}

declare module 'process' {
  export const stdout: { write(text: string): boolean };
}

declare const __dirname: string;
declare function require(id: string): any;
