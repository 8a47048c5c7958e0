import { Container, ContainerPort, PodSpec } from '../../kubernetes/decoded';
import { NATIVE_SIDECARS } from '../../kubernetes/version';
import { FieldPath } from '../model/field-path';
import { CONTAINER_LISTS } from '../model/container-model';
import { StructCheck, StructChecks, StructOf } from '../rule';
import { ValidationContext } from '../validation-context';

/** A check of all containers, also of init containers and ephemeral containers. */
export function everyContainer(check: StructCheck<Container>): StructChecks {
  return { Container: check, EphemeralContainer: check };
}

/** A check of all containers that have a field. */
export function everyContainerWith<F extends keyof Container>(
  field: F,
  check: StructCheck<StructOf<`Container.${F}`>>,
): StructChecks {
  return { [`Container.${field}`]: check, [`EphemeralContainer.${field}`]: check };
}

/** Whether a container is in `initContainers`. */
export function isInit(at: FieldPath): boolean {
  return at.above!.step === 'initContainers';
}

/** Whether a container is in `containers`. */
export function isRegular(at: FieldPath): boolean {
  return at.above!.step === 'containers';
}

/** Whether a container is in `ephemeralContainers`. */
export function isEphemeral(at: FieldPath): boolean {
  return at.above!.step === 'ephemeralContainers';
}

/** Whether a container can have probes and hooks: regular containers and native sidecars can. */
export function isLasting(container: Container, at: FieldPath): boolean {
  return isRegular(at) || (isInit(at) && container.restartPolicy === 'Always');
}

/** How to make an init container a native sidecar, for the fix of a message. */
export function makeSidecar(container: Container, { gatedStructs }: ValidationContext): string {
  return gatedStructs.has(container)
    ? `set a newer target version: ${NATIVE_SIDECARS} is the first with native sidecars by default`
    : 'make the container a native sidecar: set `restartPolicy: Always`';
}

/** A container as messages name it. */
export function called(container: Container, at: FieldPath): string {
  return container.name ? `container "${container.name}"` : String(at);
}

/** The port of the node that a container port, at the path `at`, binds; 0 if it binds none. */
export function nodePortOf({ hostPort, containerPort = 0 }: ContainerPort, at: FieldPath, context: ValidationContext) {
  return hostPort || (context.hasHostPorts && !isEphemeral(at.above!.above!) ? containerPort : 0);
}

/** Whether a pod declares several ports. Saves the checks of pairs: 2.2 kB for each pod with one port. */
export function hasSeveralPorts({ initContainers, containers, ephemeralContainers }: PodSpec): boolean {
  return portsOf(initContainers) + portsOf(containers) + portsOf(ephemeralContainers) > 1;
}

/** How many ports some containers declare. */
function portsOf(containers: readonly Container[] = []): number {
  let count = 0;
  for (let i = 0; i < containers.length; i++) {
    count += containers[i].ports?.length ?? 0;
  }
  return count;
}

/** Calls back for each container of a pod, also for init containers and ephemeral containers. */
export function forEachContainer(
  spec: PodSpec,
  at: FieldPath,
  see: (container: Container, at: FieldPath) => void,
): void {
  for (const list of CONTAINER_LISTS) {
    const place = at.field(list);
    spec[list]?.forEach((container, i) => see(container, place.item(i)));
  }
}
