import { ContainerModel } from './container-model';
import { officialName, untouchedImage } from './images';

/** A command that ends by itself, that another command may end, or that continues in the background. */
const MAY_END = /--pid|quitquitquit|\bexit\b|\bbreak\b|\bkill\b|\btimeout\b|(^|[^&>])&([^&]|$)/;

const FOREVER =
  /\btail\s+(-n\s*\S+\s+|-c\s*\S+\s+)?-[a-zA-Z]*[fF]\b|\bsleep\s+inf(inity)?\b|\bwhile\s+(true|:)\s*;?\s*do\b/;

/** Whether the command line of a container shows how it may end. */
export function mayEnd({ commandLine }: ContainerModel): boolean {
  return MAY_END.test(commandLine);
}

/** Why a container never ends, if its fields show it: its command waits forever, or it runs a server image unchanged. */
export function endless(container: ContainerModel): string | undefined {
  if (untouchedImage(container.value) !== undefined) {
    return `${officialName(container.value.image)} runs until it is stopped`;
  }
  const forever = FOREVER.exec(container.commandLine)?.[0];
  return forever === undefined || mayEnd(container) ? undefined : `its command has "${forever}"`;
}
