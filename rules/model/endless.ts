import { words } from '../../util/words';
import { ContainerModel } from './container-model';
import { untouchedImage } from './images';
import { programOf } from './program';

/** Arguments that show how a sidecar may end. */
const MAY_END = /--pid|quitquitquit|\bexit\b|\bkill\b|\btimeout\b/;

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

/** Proxies and agents that run until they are stopped, whatever their configuration is. */
const DAEMONS = new Set(
  words(`
    cloud_sql_proxy cloud-sql-proxy envoy fluent-bit daprd linkerd2-proxy consul-dataplane haproxy traefik otelcol otelcol-contrib promtail
    oauth2-proxy kube-rbac-proxy pgbouncer
  `),
);

/** Arguments with which such a program only prints or checks something. */
const ENDS = /^-{1,2}(?:version|help|h|V|c|mode|validate|dry-run|test)$|^(?:version|validate|check|healthcheck)$/;

/** The proxy or agent that a container runs, by its command or by that of its image. */
function daemonOf(container: ContainerModel): string | undefined {
  const { argv, script } = container;
  const { name } = programOf(argv.words);
  const isKnown = script === undefined && argv.hasProgram && DAEMONS.has(name);
  // fluent-bit reads its configuration with -c, haproxy checks it
  const mayStop = argv.words.some((word) => ENDS.test(word) && !(word === '-c' && name !== 'haproxy'));
  return isKnown && !mayStop && !mayEnd(container) ? name : undefined;
}
