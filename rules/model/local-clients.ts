import { constantText } from '../../manifest/shell/tree';
import type { ContainerModel } from './container-model';
import { Program } from './program';
import { RunCommand } from './script';

/** A command of a container that connects to a port on localhost. */
export interface LocalClient {
  readonly port: number;
  /** The command, for a message. */
  readonly text: string;
}

/** Programs that connect to a server: its port, if no option has another, and the options for the host and the port. */
const POSTGRES = { port: 5432, host: '-h --host', option: '-p --port' };
const MYSQL = { port: 3306, host: '-h --host', option: '-P --port' };
const REDIS = { port: 6379, host: '-h', option: '-p' };
const MONGO = { port: 27017, host: '--host', option: '--port' };
const CLIENTS: ReadonlyMap<string, typeof POSTGRES> = new Map([
  ['pg_isready', POSTGRES],
  ['psql', POSTGRES],
  ['mysql', MYSQL],
  ['mysqladmin', MYSQL],
  ['mariadb', MYSQL],
  ['mariadb-admin', MYSQL],
  ['redis-cli', REDIS],
  ['valkey-cli', REDIS],
  ['mongo', MONGO],
  ['mongosh', MONGO],
]);

const LOCAL = /^(?:localhost|127(?:\.\d+){3}|::1)$/;
const DEVICE = /^\/dev\/tcp\/(?:localhost|127(?:\.\d+){3})\/(\d{1,5})$/;

/** The commands of a container that connect to localhost by options, or by `/dev/tcp`. */
export function localClientsOf({ commands }: ContainerModel): LocalClient[] {
  return commands.flatMap((command) => [...byOptions(command), ...byDevice(command)]);
}

function byOptions({ program: { name, words } }: RunCommand): LocalClient[] {
  const client = CLIENTS.get(name);
  const port = client === undefined ? undefined : Number(valueOf(words, client.option) ?? client.port);
  const isLocal = client !== undefined && LOCAL.test(valueOf(words, client.host) ?? '');
  return isLocal && port !== undefined ? [{ port, text: words.map((word) => word ?? '…').join(' ') }] : [];
}

/** The host to which a program connects by an option: `web` of `pg_isready -h web`. */
export function hostByOption({ name, words }: Program): string | undefined {
  const client = CLIENTS.get(name);
  return client === undefined ? undefined : valueOf(words, client.host);
}

/** The value of an option: `-h localhost`, `-hlocalhost`, `--host=localhost`. */
function valueOf(words: RunCommand['program']['words'], options: string): string | undefined {
  for (const option of options.split(' ')) {
    const index = words.findIndex((word) => word?.startsWith(option));
    const word = words[index];
    if (word !== undefined) {
      return word === option ? words[index + 1] : word.slice(option.length).replace(/^=/, '');
    }
  }
  return undefined;
}

function byDevice({ syntax }: RunCommand): LocalClient[] {
  return (syntax?.redirections ?? []).flatMap(({ target }) => {
    const [text, port] = DEVICE.exec(constantText(target) ?? '') ?? [];
    return text === undefined ? [] : [{ port: Number(port), text }];
  });
}

/** Whether a script waits in a loop, without an end, until a port of localhost answers. */
export function waitsFor({ script, commands }: ContainerModel, port: number): boolean {
  const isWait =
    /\b(?:until|while)\b/.test(script?.text ?? '') && !/\b(?:break|exit|timeout|return)\b/.test(script?.text ?? '');
  return isWait && commands.some((command) => command.isInLoop && command.isTested && connects(command, port));
}

function connects(command: RunCommand, port: number): boolean {
  const { words } = command.program;
  return (
    [...byOptions(command), ...byDevice(command)].some((client) => client.port === port) ||
    (words.some((word) => /localhost|127\.|::1/.test(word ?? '')) && words.some((word) => word?.includes(`${port}`)))
  );
}
