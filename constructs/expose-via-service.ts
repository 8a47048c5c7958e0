import { IConstruct } from 'constructs';
import { ContainerPort, PodSpec } from '../kubernetes/types';
import { aListOf, aPortNumber, aString, aStruct, oneOf, required } from '../util/prop-checks';
import { PropNames } from '../util/props';
import { containersOf } from './compose/containers-of';
import { errorAt } from './error-at';

/** A port of a Service. */
export interface ExposedPort {
  /**
   * The name of the port. It is required if the Service has several ports.
   * @default - none
   */
  readonly name?: string;
  /** The number at which the Service is reached. */
  readonly port: number;
  /**
   * The name or number of the port of the pods.
   * @default - the number of `port`
   */
  readonly targetPort?: string | number;
  /**
   * The protocol.
   * @default - none; the cluster uses TCP
   */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
}

/** Options of `exposeViaService`. */
export interface ExposeViaServiceOptions {
  /**
   * The name of the Service. It is also its host name in the cluster.
   * @default - the name of the object
   */
  readonly name?: string;
  /**
   * The ports of the Service.
   * @default - the ports that the containers of the pod declare, with the same numbers
   */
  readonly ports?: ExposedPort[];
  /**
   * How the Service is reached.
   * @default - none; the cluster uses ClusterIP
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
   */
  readonly serviceType?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
}

const PORT_PROPS: PropNames<ExposedPort> = {
  name: aString,
  port: required(aPortNumber),
  targetPort: (value, path) => (typeof value === 'string' ? [] : aPortNumber(value, path)),
  protocol: oneOf('TCP', 'UDP', 'SCTP'),
};

const PORTS = aListOf(aStruct(PORT_PROPS));

export const EXPOSE_PROPS: PropNames<ExposeViaServiceOptions> = {
  name: aString,
  ports: (value, path) => {
    const problems = PORTS(value, path);
    return problems.length > 0 ? problems : problemsOfList((value ?? undefined) as ExposedPort[] | undefined, path);
  },
  serviceType: oneOf('ClusterIP', 'NodePort', 'LoadBalancer'),
};

function problemsOfList(ports: readonly ExposedPort[] | undefined, path: string): string[] {
  if (ports?.length === 0) {
    return [`\`${path}\` is empty. A Service requires a port. Add a port, or remove \`${path}\`.`];
  }
  const unnamed = ports === undefined || ports.length === 1 ? -1 : ports.findIndex(({ name }) => !name);
  return unnamed < 0
    ? []
    : [`\`${path}[${unnamed}].name\` is missing. Each port of a Service with several ports requires a name. Set it.`];
}

/** A Service port for each port that the containers of a pod declare. Throws if there is none, or if one of several has no name. */
export function exposedPorts(construct: IConstruct, spec: PodSpec): ExposedPort[] {
  const declared = containersOf(spec).flatMap(({ ports }) => ports ?? []);
  if (declared.length === 0) {
    throw errorAt(construct, 'no container of the pod declares a port. Add the port to `ports` of the container.');
  }
  const unnamed = declared.find(({ name }) => !name);
  if (declared.length > 1 && unnamed !== undefined) {
    const { containerPort } = unnamed;
    throw errorAt(
      construct,
      `the port ${containerPort} has no name. Each port of a Service with several ports requires a name. Add a name to the ` +
        'port of the container, or select the ports: exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] }).',
    );
  }
  return declared.map(exposed);
}

function exposed({ name, containerPort, protocol }: ContainerPort): ExposedPort {
  return {
    ...(name ? { name } : {}),
    ...(protocol ? { protocol } : {}),
    port: containerPort,
    ...(name ? { targetPort: name } : {}),
  };
}
