import { listOf } from '../../kubernetes/kinds';

const LOCAL = String.raw`(?:localhost|127(?:\.\d+){3}|\[?::1\]?)`;

/**
 * The ports of localhost that a container speaks of: `localhost:8080` or `localhost 8080` in its command, arguments or variables, also by
 * way of variables; or a variable that is just a port, beside one that is just `localhost`.
 */
export function localPorts({ env, command, args }: any): Set<number> {
  const values = new Map<string, string>();
  for (const { name, value } of listOf(env)) {
    values.set(name, expand(value, values, /\$\((\w+)\)/g));
  }
  const variables = [...values.values()];
  const words = [...listOf(command), ...listOf(args)].map((word) =>
    expand(word, values, /\$(?:(\w+)|\{(\w+)\}|\((\w+)\))/g),
  );
  const ports = new Set<number>();
  for (const text of [...variables, words.join(' ')]) {
    for (const [, port] of text.matchAll(new RegExp(String.raw`(?<![\w.-])${LOCAL}[:\s](\d+)(?!\d)`, 'g'))) {
      ports.add(Number(port));
    }
  }
  if (variables.some((text) => new RegExp(`^${LOCAL}$`).test(text))) {
    variables.filter((text) => /^\d+$/.test(text)).forEach((port) => ports.add(Number(port)));
  }
  return ports;
}

/** A text with the values of variables that are known in their place. */
function expand(text: any, values: ReadonlyMap<string, string>, reference: RegExp): string {
  return String(text ?? '').replace(reference, (whole, ...names) => values.get(names.find(Boolean)) ?? whole);
}
