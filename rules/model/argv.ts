import { Container, EnvVar, ExecAction } from '../../kubernetes/decoded';

/** The words of the command and the arguments of a container, as the kubelet passes them to the program. */
export interface Argv {
  readonly words: readonly string[];
  /** Whether the first word is the program. Otherwise, it is an argument of the program of the image. */
  readonly hasProgram: boolean;
  /** The field of a word: `command[0]`. */
  fieldOf(index: number): string;
}

/** The field where the words of a container begin. */
export function commandField({ command = [] }: Container): 'command' | 'args' {
  return command.length > 0 ? 'command' : 'args';
}

/** The words of a probe or a hook: the kubelet replaces no variables there. */
export function argvOfExec({ command: words = [] }: ExecAction): Argv {
  return { words, hasProgram: true, fieldOf: (index) => `exec.command[${index}]` };
}

/** Longer values stay references: variables that refer to variables can have values of any length. */
const LONGEST = 4096;

/** The number of characters that references can add. Linux limits the variables and arguments of a program to 2 MiB. */
const ROOM = 2 * 1024 * 1024;

export function argvOf({ command = [], args = [], env = [] }: Container): Argv {
  const all = command.concat(args);
  const references = all.some((word) => word.includes('$')) ? new References(env) : undefined;
  return {
    words: references === undefined ? all : all.map((word) => references.replaced(word)),
    hasProgram: command.length > 0,
    fieldOf: (index) => (index < command.length ? `command[${index}]` : `args[${index - command.length}]`),
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
