import { ContainerRole } from '../kubernetes/container-role';
import type { Container, ContainerPort, EnvVar, VolumeMount } from '../kubernetes/types';
import { itemsIn } from '../util/plain-object';
import { findOne, getOne, Search } from './one-of';
import { nameInQuotes } from './value-text';

/** A container of a pod. `get…` throws if there is nothing of the name; `find…` returns undefined. */
export class FoundContainer {
  public readonly name: string;

  /**
   * @param container the container in the manifest
   * @param role what the container is for
   * @param place the pod, for messages
   * @internal
   */
  public constructor(
    /** The container in the manifest. */
    public readonly container: Container,
    /** `container`, `init container`, `native sidecar` or `ephemeral container`. */
    public readonly role: ContainerRole,
    private readonly place: string,
  ) {
    this.name = container.name;
  }

  /**
   * A port.
   * @param port its name or number
   * @throws if there is none; if several ports have the number, for two protocols
   */
  public getPort(port: string | number): ContainerPort {
    return getOne(this.ports(port));
  }

  /** A port, or undefined. */
  public findPort(port: string | number): ContainerPort | undefined {
    return findOne(this.ports(port));
  }

  /**
   * An environment variable of `env`.
   * @throws if there is none, or more than one
   */
  public getEnv(name: string): EnvVar {
    return getOne(this.variables(name));
  }

  /** An environment variable of `env`, or undefined. */
  public findEnv(name: string): EnvVar | undefined {
    return findOne(this.variables(name));
  }

  /**
   * A mount.
   * @param mount its path, or the name of its volume
   * @throws if there is none; if the container mounts the volume at several paths
   */
  public getMount(mount: string): VolumeMount {
    return getOne(this.mounts(mount));
  }

  /** A mount, or undefined. */
  public findMount(mount: string): VolumeMount | undefined {
    return findOne(this.mounts(mount));
  }

  private ports(name: string | number): Search<ContainerPort> {
    const textOf = ({ name: own, containerPort, protocol }: ContainerPort): string =>
      [own === undefined || own === null ? '' : `${nameInQuotes(own)} `, containerPort, '/', protocol ?? 'TCP'].join(
        '',
      );
    return {
      ...this.search(name, 'port', this.container.ports),
      namesOf: ({ name: own, containerPort }) => [own ?? undefined, containerPort],
      textOf,
      fix: 'Select one by its name, or read `container.ports`.',
    };
  }

  private variables(name: string): Search<EnvVar> {
    return {
      ...this.search(name, 'environment variable', this.container.env),
      namesOf: (variable) => [variable.name],
      textOf: (variable) => nameInQuotes(variable.name),
      fix: 'Read `container.env`.',
    };
  }

  private mounts(mount: string): Search<VolumeMount> {
    return {
      ...this.search(mount, 'mount', this.container.volumeMounts),
      namesOf: ({ name, mountPath }) => [name, mountPath],
      textOf: ({ name, mountPath }) => `${nameInQuotes(mountPath)} (volume ${nameInQuotes(name)})`,
      fix: 'Select one by its path.',
    };
  }

  private search<T>(name: string | number, what: string, list: readonly T[] | null | undefined) {
    return {
      what,
      name,
      where: `container ${nameInQuotes(this.name)} of ${this.place}`,
      all: itemsIn(list) as readonly T[],
    };
  }
}
