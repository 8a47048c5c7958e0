import { Finding } from '../finding';
import { isNetworkPolicy, isService, Output, OutputPod } from '../output/output';
import { containers, listOf, staysUp } from '../pod';
import { listening } from './listening';

const RULE = 'runtime/target-port';

/**
 * A port of a Service or NetworkPolicy that none of the selected pods has: a name that no container gives to a port, or a number that
 * none declares. Numbers are told of only where all containers declare their ports and none speaks of the number, since a container may
 * listen without saying so.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export function targetPort(object: any, output: Output): Finding[] {
  const wanted = isService(object) ? ofService(object) : isNetworkPolicy(object) ? ofPolicy(object) : [];
  if (wanted.length === 0) {
    return [];
  }
  const selector = object.kind === 'Service' ? { matchLabels: object.spec.selector } : (object.spec.podSelector ?? {});
  const pods = output.selected(object, selector);
  return pods.length === 0
    ? []
    : wanted
        .filter((port) => pods.every((pod) => lacks(pod, port)))
        .map(({ port, protocol, path }): Finding => {
          const [{ object: maker }] = pods;
          const whose = `${maker.kind} "${maker.metadata?.name}"${pods.length > 1 ? ` and ${pods.length - 1} more` : ''}`;
          return {
            rule: RULE,
            severity: 'warning',
            path,
            what: `no container of the pods that are selected has the port ${typeof port === 'string' ? `"${port}"` : port}/${protocol}.`,
            why: `Selected is ${whose}; nothing listens there, as far as its containers say.`,
            fix: 'Name a port of theirs, or add it to the ports of the container that listens.',
          };
        });
}

interface Wanted {
  readonly port: string | number;
  readonly protocol: string;
  readonly path: string;
}

function ofService({ spec }: any): Wanted[] {
  return listOf(spec.ports).flatMap((one, i): Wanted[] => {
    const said = one?.targetPort ?? one?.port;
    const isHeadless = spec.clusterIP === 'None' && typeof said === 'number';
    // zero stands for the same port
    const port = said === 0 || said === '' ? one.port : said;
    return port === undefined || isHeadless
      ? []
      : [
          {
            port,
            protocol: one.protocol ?? 'TCP',
            path: `spec.ports[${i}].${one.targetPort === undefined ? 'port' : 'targetPort'}`,
          },
        ];
  });
}

function ofPolicy({ spec }: any): Wanted[] {
  return listOf(spec?.ingress).flatMap((rule, i) =>
    listOf(rule?.ports).flatMap((one, j): Wanted[] =>
      one?.port === undefined || one.endPort !== undefined
        ? []
        : [{ port: one.port, protocol: one.protocol ?? 'TCP', path: `spec.ingress[${i}].ports[${j}].port` }],
    ),
  );
}

function lacks({ pod }: OutputPod, { port, protocol }: Wanted): boolean {
  const staying = containers(pod).filter(staysUp);
  if (typeof port === 'string') {
    return !staying.some(({ value }) =>
      listOf(value.ports).some((one) => one?.name === port && (one.protocol ?? 'TCP') === protocol),
    );
  }
  return (
    staying.every(({ value }) => listOf(value.ports).length > 0) &&
    !staying.some((one) => listening(one).some((other) => other.port === port && other.protocol === protocol)) &&
    !staying.some(({ value: { ports, ...told } }) => new RegExp(`(?<!\\d)${port}(?!\\d)`).test(JSON.stringify(told)))
  );
}
