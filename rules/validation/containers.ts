import { CONTAINER_LISTS } from './validation-context';
import { Place } from '../model/field-path';
import { ApiRule, Check } from '../api/rule';

/** A rule for containers of every kind: those of a pod, its init containers, and ephemeral ones. */
export function everyContainer(check: Check): ApiRule {
  return { Container: check, EphemeralContainer: check };
}

/** The same, for those that have a field. */
export function everyContainerWith(field: string, check: Check): ApiRule {
  return { [`Container.${field}`]: check, [`EphemeralContainer.${field}`]: check };
}

/** Whether a container stands among the init containers. */
export function isInit(at: Place): boolean {
  return at.above!.step === 'initContainers';
}

/** Whether a container stands among those that a pod is for. */
export function isRegular(at: Place): boolean {
  return at.above!.step === 'containers';
}

/** Whether a container keeps running, so that it may have probes: any but an init container that is no sidecar. */
export function isLasting(container: any, at: Place): boolean {
  return isRegular(at) || (isInit(at) && container.restartPolicy === 'Always');
}

/** A container as messages name it. */
export function called(container: any, at: Place): string {
  return container.name ? `container "${container.name}"` : String(at);
}

/** Whether a pod may declare more than one port: most do not. */
export function hasTwoPorts({ containers, initContainers, ephemeralContainers }: any): boolean {
  return (
    initContainers !== undefined ||
    ephemeralContainers !== undefined ||
    (containers !== undefined && (containers.length > 1 || containers[0]?.ports?.length > 1))
  );
}

/** Calls back for each container of a pod, of every kind. */
export function forEachContainer(spec: any, at: Place, see: (container: any, at: Place) => void): void {
  for (const list of CONTAINER_LISTS) {
    const containers = spec[list];
    if (containers !== undefined) {
      const place = at.field(list);
      containers.forEach((container: any, i: number) => see(container, place.item(i)));
    }
  }
}
