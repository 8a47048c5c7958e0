import { Container, EnvVar, ExecAction } from '../../kubernetes/decoded';
import { ContainerImage, imageStart } from './container-image';

/** The words that a container starts: its command and arguments, and those of its image where it has none. */
export interface Argv {
  readonly words: readonly string[];
  /** Whether the first word is the program. Otherwise, it is an argument of the unknown program of the image. */
  readonly hasProgram: boolean;
  /** Whether the manifest or a registry names the program. The table of images can be wrong. */
  readonly isCertain: boolean;
  /** The field of a word: `command[0]`, or `image` if the image has the word. */
  fieldOf(index: number): string;
}

/** The field where the words of a container begin. */
export function commandField({ command = [] }: Container): 'command' | 'args' {
  return command.length > 0 ? 'command' : 'args';
}

/** The words of a probe or a hook: the kubelet replaces no variables there. */
export function argvOfExec({ command: words = [] }: ExecAction): Argv {
  return { words, hasProgram: true, isCertain: true, fieldOf: (index) => `exec.command[${index}]` };
}

/** Longer values stay references: variables that refer to variables can have values of any length. */
const LONGEST = 4096;

/** The number of characters that references can add. Linux limits the variables and arguments of a program to 2 MiB. */
const ROOM = 2 * 1024 * 1024;

export function argvOf({ command = [], args = [], env = [] }: Container, image?: ContainerImage): Argv {
  const all = command.concat(args);
  const references = all.some((word) => word.includes('$')) ? new References(env) : undefined;
  const words = references === undefined ? all : all.map((word) => references.replaced(word));
  if (command.length > 0) {
    const fieldOf = (index: number): string =>
      index < command.length ? `command[${index}]` : `args[${index - command.length}]`;
    return { words, hasProgram: true, isCertain: true, fieldOf };
  }
  const start = image === undefined ? undefined : imageStart(image);
  // the kubelet replaces no references in the words of the image
  const ofImage =
    start === undefined ? [] : args.length > 0 ? start.entrypoint : [...start.entrypoint, ...start.command];
  const before = ofImage.length;
  return {
    words: [...ofImage, ...words],
    hasProgram: start !== undefined,
    isCertain: start !== undefined && image?.isCertain === true,
    fieldOf: (index) => (index < before ? 'image' : `args[${index - before}]`),
  };
}

/** Replaces `$(NAME)` by the value of a variable, if the manifest has the value, and `$$` by `$`. */
class References {
  private readonly values = new Map<string, string>();
  private room = ROOM;

  public constructor(env: readonly EnvVar[]) {
    for (const { name = '', value, valueFrom } of env) {
      if (valueFrom !== undefined) {
        this.values.delete(name);
      } else {
        this.values.set(name, this.replaced(value ?? ''));
      }
    }
  }

  public replaced(text: string): string {
    if (!text.includes('$')) {
      return text;
    }
    // behind the last bracket, no reference ends: a search for its end from each `$(` would be quadratic
    const end = text.lastIndexOf(')') + 1;
    const references = text.slice(0, end).replace(/\$\$|\$\(([^)]*)\)/g, (whole, name?: string) => {
      const value = name === undefined ? '$' : this.values.get(name);
      if (value === undefined || value.length > LONGEST || value.length > this.room) {
        return whole;
      }
      this.room -= value.length;
      return value;
    });
    return references + text.slice(end).replace(/\$\$/g, () => '$');
  }
}
