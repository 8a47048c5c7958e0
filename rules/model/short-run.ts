import { ContainerModel } from './container-model';
import { endingOf } from './ending';
import { isInteractive } from './images';
import { RunCommand } from './script';

/** How a container shows that it ends by itself after a short time. */
export interface ShortRun {
  /** The field that shows it. */
  readonly field: 'command' | 'args' | 'image';
  /** How a message explains it. */
  readonly reason: string;
  /** Whether the command shows it. The name of an image is a guess. */
  readonly isCertain: boolean;
}

/** How a container ends by itself after a short time, if its fields show that it does. */
export function shortRunOf(container: ContainerModel): ShortRun | undefined {
  const { command = [], args = [], ports = [], stdin, tty, image: name } = container.value;
  if (container.imageAnswer === undefined && command.length + args.length === 0 && ports.length > 0) {
    // with ports, it can be another image of that name
    return undefined;
  }
  const { argv, imageInfo: { kind, isCertain = false } = {} } = container;
  if (command.length > 0 || args.length > 0) {
    const field = command.length > 0 ? 'command' : 'args';
    return argv.hasProgram && isShort(container) ? { field, reason: 'its command ends', isCertain: true } : undefined;
  }
  // with a terminal or an open input, a shell waits
  const needsCommand = isCertain
    ? isInteractive(argv.words) || isShort(container)
    : (kind === 'base' || kind === 'tool') && ports.length === 0;
  return needsCommand && stdin !== true && tty !== true
    ? { field: 'image', reason: `without a command, the image "${name}" ends at once`, isCertain }
    : undefined;
}

/** A container that sleeps for a minute or longer is there for tests. */
const SHORT_SLEEP = /^(?:[0-9]|[1-5][0-9])(?:\.\d+)?s?$/;

/** Files that may have no end. */
const ENDLESS_FILE = /^\/(?:dev|proc)\/(?!null$)|fifo|pipe/;

/** Whether the words of a container run for a short time. */
function isShort({ ending: { ends }, script, commands, value: { stdin, tty } }: ContainerModel): boolean {
  return ends === 'yes' && stdin !== true && tty !== true && script?.text.trim() !== '' && commands.every(endsSoon);
}

/** Whether a command ends soon, also one whose output is an argument of another: `echo $(run)`. */
function endsSoon({ program: { name, words } }: RunCommand): boolean {
  return (
    (name !== 'sleep' || words.slice(1).every((word) => SHORT_SLEEP.test(word ?? ''))) &&
    !words.some((word) => ENDLESS_FILE.test(word ?? '')) &&
    endingOf({ words: words.map(String), hasProgram: true }, undefined).ends === 'yes'
  );
}
