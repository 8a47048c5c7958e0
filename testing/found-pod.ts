import { containerRole } from '../kubernetes/container-role';
import type { KubernetesObject } from '../kubernetes/kinds';
import type { Container, ObjectMeta, PodSpec, Volume } from '../kubernetes/types';
import { podPath } from '../manifest/diff/differences';
import { isPlainObject, itemsIn, valueAt } from '../util/plain-object';
import { FoundContainer } from './found-container';
import { findOne, getOne, Search } from './one-of';
import { Resource } from './resource';
import { objectText } from './object-text';
import { nameInQuotes } from './value-text';

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** A Pod, or the pod template of another object. `get…` throws if there is nothing of the name; `find…` returns undefined. */
export class FoundPod {
  /**
   * The pod of an object; undefined if the object has none.
   * @internal
   */
  public static _of(object: KubernetesObject): FoundPod | undefined {
    const path = podPath(object);
    return path === undefined ? undefined : new FoundPod(object as unknown as Resource, path);
  }

  /** The spec of the pod. */
  public readonly spec: PodSpec;
  /** The metadata of the pod or of the pod template. */
  public readonly metadata: ObjectMeta;

  private constructor(
    /** The Pod or workload. */
    public readonly resource: Resource,
    path: readonly string[],
  ) {
    this.spec = valueAt<PodSpec>(resource, path)!;
    this.metadata = valueAt<ObjectMeta>(resource, [...path.slice(0, -1), 'metadata']) ?? {};
  }

  /** The name of the Pod or workload. */
  public get name(): string {
    return String(this.resource.metadata?.name);
  }

  /** All containers in the order in which they start: the init containers and native sidecars, then the containers. */
  public containers(): FoundContainer[] {
    return LISTS.flatMap((list) =>
      itemsIn((this.spec as { readonly [list: string]: unknown })[list])
        .filter(isPlainObject)
        .map((container) => {
          const role = containerRole(list, container.restartPolicy);
          return new FoundContainer(container as unknown as Container, role, this.toString());
        }),
    );
  }

  /**
   * A container, init container or native sidecar.
   * @throws if there is none of the name
   */
  public getContainer(name: string): FoundContainer {
    return getOne(this.containerSearch(name));
  }

  /** A container, init container or native sidecar, or undefined. */
  public findContainer(name: string): FoundContainer | undefined {
    return findOne(this.containerSearch(name));
  }

  /**
   * A volume.
   * @throws if there is none of the name
   */
  public getVolume(name: string): Volume {
    return getOne(this.volumeSearch(name));
  }

  /** A volume, or undefined. */
  public findVolume(name: string): Volume | undefined {
    return findOne(this.volumeSearch(name));
  }

  /** The pod in a message. */
  public toString(): string {
    return objectText(this.resource);
  }

  private containerSearch(name: string): Search<FoundContainer> {
    return {
      what: 'container',
      name,
      where: this.toString(),
      all: this.containers(),
      namesOf: (container) => [container.name],
      textOf: (container) => `${nameInQuotes(container.name)} (${container.role})`,
      fix: 'Read `containers()`.',
    };
  }

  private volumeSearch(name: string): Search<Volume> {
    return {
      what: 'volume',
      name,
      where: this.toString(),
      all: itemsIn(this.spec.volumes) as readonly Volume[],
      namesOf: (volume) => [volume.name],
      textOf: (volume) => nameInQuotes(volume.name),
      fix: 'Read `spec.volumes`.',
    };
  }
}
