import { listOf, PlacedContainer } from '../pod';

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
        const port = env.findIndex((other) => other?.name === own && /^\d{1,5}$/.test(other.value));
        if (port >= 0) {
          const said = `${name} and ${own} are "${text}" and "${env[port].value}"`;
          found.push({ port: Number(env[port].value), field: `env[${port}].value`, text: said });
        }
      }
    }
  }
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
