import { Command, List, LoopCommand, Pipeline, SimpleCommand, constantText } from '../../manifest/shell/tree';
import type { ContainerModel } from './container-model';
import { hostByOption } from './local-clients';
import { Program, programOf } from './program';

/** A host for which a container waits without an end. */
export interface AwaitedHost {
  readonly host: string;
  /** The command that connects to it, for a message. */
  readonly text: string;
}

const MAY_END = /\b(?:break|exit|timeout|return|kill|exec)\b/;
const DEVICE = /^\/dev\/tcp\/([\w.-]+)\/\d{1,5}$/;
const URL = /^[a-z][a-z0-9+]*:\/\/(?:[^/@\s]*@)?([\w.-]+)(?:[:/?].*)?$/i;
const ADDRESS = /^(?=.*[.:/])([\w-]+(?:\.[\w-]+)*)(?:[:/].*)?$/;

/** The hosts for which the script of a container waits in a loop, until they accept a connection: `until nc -z web 80`. */
export function awaitedHosts({ script, argv }: ContainerModel): AwaitedHost[] {
  if (script === undefined || script.tree.error !== undefined || argv.words.some((word) => MAY_END.test(word))) {
    return [];
  }
  return loopsIn(script.tree.list).flatMap(conditionsOf).flatMap(hostsOf);
}

/** The loops that surely run. */
function loopsIn(list: List): LoopCommand[] {
  return list.flatMap(({ pipelines: [{ commands }], isBackground }) =>
    isBackground || commands.length > 1 ? [] : loopsOf(commands[0]),
  );
}

function loopsOf(command: Command): LoopCommand[] {
  switch (command.kind) {
    case 'while':
    case 'until':
      return [command];
    case 'group':
    case 'subshell':
      return loopsIn(command.body);
    case 'for':
      return command.words?.some((word) => constantText(word) !== undefined) ? loopsIn(command.body) : [];
    default:
      return [];
  }
}

/** The pipelines that must all succeed before a loop ends. */
function conditionsOf({ kind, condition }: LoopCommand): readonly Pipeline[] {
  const [last] = condition.slice(-1);
  const isNegated = kind === 'while';
  const isWait =
    last !== undefined &&
    (isNegated ? last.operators.length === 0 : last.operators.every((operator) => operator === '&&')) &&
    last.pipelines.every((pipeline) => pipeline.isNegated === isNegated);
  return isWait ? last.pipelines : [];
}

function hostsOf({ commands }: Pipeline): AwaitedHost[] {
  const [client, filter, ...others] = commands;
  const isClient = filter === undefined || (others.length === 0 && isGrep(filter));
  return isClient && client.kind === 'simple' ? [...byArguments(client), ...byDevice(client)] : [...byDevice(client)];
}

function isGrep(command: Command): boolean {
  return command.kind === 'simple' && ['grep', 'egrep', 'fgrep'].includes(constantText(command.words[0]) ?? '');
}

function byArguments({ words }: SimpleCommand): AwaitedHost[] {
  const program = programOf(words.map(constantText));
  const text = program.words.map((word) => word ?? '…').join(' ');
  return hostsIn(program).flatMap((host) => (host === undefined ? [] : [{ host: host.replace(/\.$/, ''), text }]));
}

/** The hosts in the arguments of a program that fails if it cannot connect. */
function hostsIn(program: Program): (string | undefined)[] {
  const [last, before] = program.words.slice(-2).reverse();
  const urls = program.words.map((word) => URL.exec(word ?? '')?.[1]);
  switch (program.name) {
    case 'nc':
    case 'ncat':
    case 'netcat':
      return /^\d+$/.test(last ?? '') ? [before] : [];
    case 'curl':
    case 'wget':
      return [...urls, last?.startsWith('-') ? undefined : ADDRESS.exec(last ?? '')?.[1]];
    default: {
      const host = hostByOption(program);
      return host === undefined ? [] : [host];
    }
  }
}

function byDevice({ redirections }: Command): AwaitedHost[] {
  return redirections.flatMap(({ target }) => {
    const [text, host] = DEVICE.exec(constantText(target) ?? '') ?? [];
    return text === undefined ? [] : [{ host, text }];
  });
}
