import { listOf, PlacedContainer } from './pod';

/** An address on localhost that a container is told. */
export interface LocalPort {
  readonly port: number;
  /** Where it is said: a field of the container. */
  readonly field: string;
  /** What is said there, as messages tell it. */
  readonly text: string;
}

const ADDRESS = /(?:^|[^\w.-])(?:localhost|127\.0\.0\.1|\[::1\]):(\d{1,5})(?!\d)/g;

/** Variables that say where the container listens itself. */
const OWN = /LISTEN|BIND|ADMIN|HEALTH|METRIC|SERVE|EXPOSE/i;

/** The local ports that a container's variables speak of, but for those that say where it listens itself. */
export function localPorts({ value }: PlacedContainer): LocalPort[] {
  const found: LocalPort[] = [];
  const env = listOf(value.env);
  let numbers: Map<any, number> | undefined;
  for (let i = 0; i < env.length; i++) {
    const { name, value: text } = env[i] ?? {};
    if (typeof text !== 'string' || typeof name !== 'string' || OWN.test(name)) {
      continue;
    }
    if (text.includes('localhost') || text.includes('127.0.0.1') || text.includes('[::1]')) {
      for (const [, port] of text.matchAll(ADDRESS)) {
        found.push({ port: Number(port), field: `env[${i}].value`, text: `${name} is "${text}"` });
      }
      if ((text === 'localhost' || text === '127.0.0.1') && name.endsWith('HOST')) {
        const own = name.replace(/HOST$/, 'PORT');
        numbers ??= numbersOf(env);
        const port = numbers.get(own);
        if (port !== undefined) {
          const said = `${name} and ${own} are "${text}" and "${env[port].value}"`;
          found.push({ port: Number(env[port].value), field: `env[${port}].value`, text: said });
        }
      }
    }
  }
  return found;
}

/** Where the variables stand whose values are numbers of ports: of several of one name, the first. */
function numbersOf(env: readonly any[]): Map<any, number> {
  const found = new Map<any, number>();
  env.forEach((variable, i) => {
    if (/^\d{1,5}$/.test(variable?.value) && !found.has(variable.name)) {
      found.set(variable.name, i);
    }
  });
  return found;
}

/** The local ports that a container's command line speaks of. */
export function localPortsOfCommand({ value }: PlacedContainer): LocalPort[] {
  const found: LocalPort[] = [];
  for (const list of ['command', 'args']) {
    listOf(value[list]).forEach((word, i) => {
      // where it is to listen is said by an option
      if (typeof word === 'string' && !/listen|bind|https?-address|--?[\w-]*endpoint/i.test(word)) {
        for (const [said, port] of word.matchAll(ADDRESS)) {
          found.push({
            port: Number(port),
            field: `${list}[${i}]`,
            text: `it speaks of ${said.replace(/^[^l1[]/, '')}`,
          });
        }
      }
    });
  }
  return found;
}
