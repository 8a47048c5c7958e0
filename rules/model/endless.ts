import { PlacedContainer } from './pod';
import { commandLine } from './command-line';
import { officialName, untouchedImage } from './images';

/** What ends by itself, may be ended from within, or goes on in the background. */
const MAY_END = /--pid|quitquitquit|\bexit\b|\bbreak\b|\bkill\b|\btimeout\b|(^|[^&>])&([^&]|$)/;

const FOREVER =
  /\btail\s+(-n\s*\S+\s+|-c\s*\S+\s+)?-[a-zA-Z]*[fF]\b|\bsleep\s+inf(inity)?\b|\bwhile\s+(true|:)\s*;?\s*do\b/;

/** Whether a container's command says how it may end. */
export function mayEnd({ value }: PlacedContainer): boolean {
  return MAY_END.test(commandLine(value));
}

/** Why a container never ends, where that can be told: a command that waits for ever, or a server that is left as it comes. */
export function endless(container: PlacedContainer): string | undefined {
  const { value } = container;
  if (untouchedImage(value) !== undefined) {
    return `${officialName(value.image)} serves until it is stopped`;
  }
  const forever = FOREVER.exec(commandLine(value))?.[0];
  return forever === undefined || mayEnd(container) ? undefined : `its command has "${forever}"`;
}
