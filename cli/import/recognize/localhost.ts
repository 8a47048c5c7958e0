import { ContainerView } from './pod-view';

/** An option with the host alone, and an option with the port: `--host=127.0.0.1 --port=5432`. */
const HOST_OPTION = /^-.*[=\s](?:localhost|127\.0\.0\.1)$/;
const PORT_OPTION = /^-.*port[=\s](\d{1,5})$/i;

/** The ports on which a container listens: those that it declares, and those that its arguments or its image show. */
export function listeningPorts({ model }: ContainerView): Set<number> {
  return new Set(model.listeners.filter(({ isProbed }) => isProbed !== true).map(({ port }) => port));
}

/** The ports of localhost to which a container connects, by its variables, arguments and scripts. */
export function connectedPorts(container: ContainerView): Set<number> {
  const own = listeningPorts(container);
  const addresses = container.model.localAddresses.filter(({ isOwn }) => !isOwn);
  const ports = [...addresses.map(({ port }) => port), ...portsOfOptions(container)];
  return new Set(ports.filter((port) => !own.has(port)));
}

/** Whether a container connects to another: to a port of localhost on which only the other listens. */
export function connects(from: ContainerView, to: ContainerView, all: readonly ContainerView[]): boolean {
  const listening = listeningPorts(to);
  const others = all.filter((container) => container !== to && container !== from);
  return [...connectedPorts(from)].some(
    (port) => listening.has(port) && !others.some((other) => listeningPorts(other).has(port)),
  );
}

/** Whether an argument is an option whose value is the next argument, such as `--port`. */
export function isOption(text: string | undefined): boolean {
  return text !== undefined && /^--?[a-z][^=\s]*$/i.test(text);
}

function portsOfOptions({ command, args }: ContainerView): number[] {
  const words = [...command, ...args];
  const options = words.map((word, i) => (isOption(words[i - 1]) ? `${words[i - 1]} ${word}` : word));
  const ports = options.flatMap((option) => PORT_OPTION.exec(option)?.[1] ?? []);
  return options.some((option) => HOST_OPTION.test(option)) ? ports.map(Number) : [];
}
