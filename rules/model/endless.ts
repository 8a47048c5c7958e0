import { ContainerModel } from './container-model';
import { knownProgram, untouchedImage } from './images';
import { programOf } from './program';

/** Arguments that show how a sidecar may end. */
const MAY_END = /--pid|quitquitquit|\/(?:v1\.0\/|graceful_)shutdown\b|\bexit\b|\bkill\b|\btimeout\b/;

/** Whether the arguments of a container show how it may end. */
export function mayEnd({ argv }: ContainerModel): boolean {
  return argv.words.some((word) => MAY_END.test(word));
}

/** Why a container never ends, if its fields show it: its command waits forever, or it runs a server image unchanged. */
export function endless(container: ContainerModel): string | undefined {
  const image = untouchedImage(container);
  if (image !== undefined) {
    return `${image.name} runs until it is stopped`;
  }
  const { ends, because } = container.ending;
  const daemon = ends === 'no' ? undefined : daemonOf(container);
  return ends === 'no'
    ? `its command has "${because}"`
    : daemon === undefined
      ? undefined
      : `${daemon} runs until it is stopped`;
}

/** Arguments with which such a program only prints or checks something. */
const ENDS = /^-{1,2}(?:version|help|h|V|c|mode|validate|dry-run|test)$|^(?:version|validate|check|healthcheck)$/;

/** The proxy or agent that a container runs, by its command or by that of its image. */
function daemonOf(container: ContainerModel): string | undefined {
  const { argv, script } = container;
  const { name } = programOf(argv.words);
  const isKnown = script === undefined && argv.hasProgram && knownProgram(name)?.isDaemon === true;
  // fluent-bit reads its configuration with -c, haproxy checks it
  const mayStop = argv.words.some((word) => ENDS.test(word) && !(word === '-c' && name !== 'haproxy'));
  return isKnown && !mayStop && !mayEnd(container) ? name : undefined;
}
