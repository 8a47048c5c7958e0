import { Container, ContainerPort, EnvVar, VolumeMount } from '../../kubernetes/decoded';
import { ContainerRole, containerRole } from '../../kubernetes/container-role';
import { commandLine } from './command-line';
import { Listener, listenersOf } from './listeners';
import { LocalAddress, localAddressesOf } from './localhost';

/** The lists in which a pod has containers, in the order in which the API server validates them. */
export const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** A container of a pod: its fields, and what follows from them. What takes a search is computed once. */
export class ContainerModel {
  private cachedCommandLine?: string;
  private cachedListeners?: readonly Listener[];
  private cachedAddresses?: readonly LocalAddress[];
  private cachedNumbers?: ReadonlySet<string>;

  public constructor(
    public readonly value: Container,
    public readonly list: (typeof CONTAINER_LISTS)[number],
    /** Its index in the list. */
    public readonly index: number,
  ) {}

  /** The field path: `spec.containers[0]`. */
  public get path(): string {
    return `spec.${this.list}[${this.index}]`;
  }

  public get role(): ContainerRole {
    return containerRole(this.list, this.value.restartPolicy);
  }

  /** Whether it runs as long as the pod does: only an init container runs to its end. */
  public get staysUp(): boolean {
    return this.role !== 'init container';
  }

  /** The container as messages name it: `container "web"`, or its path if it has no name. */
  public get label(): string {
    return this.value.name ? `container "${this.value.name}"` : this.path;
  }

  public get ports(): readonly ContainerPort[] {
    return this.value.ports ?? [];
  }

  public get env(): readonly EnvVar[] {
    return this.value.env ?? [];
  }

  public get mounts(): readonly VolumeMount[] {
    return this.value.volumeMounts ?? [];
  }

  /** The words of the command and the arguments, with spaces between. */
  public get commandLine(): string {
    this.cachedCommandLine ??= commandLine(this.value);
    return this.cachedCommandLine;
  }

  /** The ports on which it listens, each once. */
  public get listeners(): readonly Listener[] {
    this.cachedListeners ??= listenersOf(this.value);
    return this.cachedListeners;
  }

  /** The addresses on localhost that its variables and its command line name. */
  public get localAddresses(): readonly LocalAddress[] {
    this.cachedAddresses ??= localAddressesOf(this.value);
    return this.cachedAddresses;
  }

  /** All numbers in its fields, except in its ports: each may be a port on which it listens. */
  public get numbers(): ReadonlySet<string> {
    this.cachedNumbers ??= new Set(JSON.stringify({ ...this.value, ports: undefined }).match(/\d+/g) ?? []);
    return this.cachedNumbers;
  }
}
