import { Container, PodSecurityContext, SecurityContext } from '../../kubernetes/decoded';
import { ContainerModel } from '../model/container-model';
import { PodModel } from '../model/pod-model';
import { Fault } from '../pod-security-check';
import { jsonText } from '../../util/json-text';
import { listed, sorted } from './go-format';

/** A container with faults, or the pod itself, which has no name here. The paths of the faults start at its path. */
interface Offender {
  readonly name?: string;
  readonly path: string;
  readonly faults: readonly Fault[];
}

/** The containers or security contexts of a pod that a Pod Security check refuses. */
export class Offenders {
  private readonly refused: readonly Offender[];

  public constructor(checked: readonly Offender[]) {
    this.refused = checked.filter(({ faults }) => faults.length > 0);
  }

  /** As the admission plugin names them: `pod and containers "a", "b"`. */
  public get named(): string {
    const { containers } = this;
    return [
      ...(this.refused.length > containers.length ? ['pod'] : []),
      ...(containers.length > 0 ? [listed('container', containers)] : []),
    ].join(' and ');
  }

  /** The names of the containers. */
  public get containers(): readonly string[] {
    return this.refused.flatMap(({ name }) => name ?? []);
  }

  public get faults(): readonly Fault[] {
    return this.refused.flatMap(({ path, faults }) =>
      faults.map((fault) => ({ ...fault, path: `${path}.${fault.path}` })),
    );
  }

  /** The values of the faults, sorted and without duplicates. */
  public get values(): readonly string[] {
    return sorted(this.refused.flatMap(({ faults }) => faults.flatMap(({ value }) => value ?? [])));
  }
}

/** The fault, if the condition is true. */
export function faultIf<F extends Fault>(condition: boolean, fault: F): readonly F[] {
  return condition ? [fault] : [];
}

/** The fault of a value that a level forbids. */
export function forbidden(path: string, value: string | number | boolean, fix: string): Fault {
  return { path, value: String(value), what: `${jsonText(value)} is not allowed.`, fix };
}

/** @param faultsOf the faults of a container. Their paths start in the container. */
export function refusedContainers(
  pod: PodModel,
  faultsOf: (value: Container, container: ContainerModel) => readonly Fault[],
): Offenders {
  return new Offenders(
    pod.allContainers.map((container) => {
      const { value, path } = container;
      return { name: value.name ?? '', path, faults: faultsOf(value, container) };
    }),
  );
}

/** @param faultsOf the faults of the security context of the pod, or of a container. Their paths start in the security context. */
export function refusedSecurityContexts(
  pod: PodModel,
  faultsOf: (context: PodSecurityContext | SecurityContext) => readonly Fault[],
): Offenders {
  const ofPod = { path: 'spec.securityContext', faults: faultsOf(pod.spec.securityContext ?? {}) };
  const ofContainers = pod.allContainers.map(({ value, path }) => ({
    name: value.name ?? '',
    path: `${path}.securityContext`,
    faults: faultsOf(value.securityContext ?? {}),
  }));
  return new Offenders([ofPod, ...ofContainers]);
}
