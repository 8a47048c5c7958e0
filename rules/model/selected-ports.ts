import type { ContainerModel } from './container-model';

/** The image of a container that Istio replaces when the pod starts: its ports are not in the manifest. */
const INJECTED_IMAGE = 'auto';

/** The ports of the containers of several pods, as far as their manifests show them. */
export class SelectedPorts {
  private readonly names = new Set<string>();
  private readonly listeners = new Set<string>();
  /** Numbers elsewhere in the containers. */
  private readonly numbers = new Set<string>();
  /** Whether each container declares its ports: one that declares none may listen anywhere. */
  private readonly areDeclared: boolean;
  /** Whether Istio replaces a container: the new one can have any name of a port. */
  private readonly areInjected: boolean;

  public constructor(containers: readonly ContainerModel[]) {
    this.areDeclared = containers.every(({ ports }) => ports.length > 0);
    this.areInjected = containers.some(({ value }) => value.image === INJECTED_IMAGE);
    for (const { ports, listeners, numbers } of containers) {
      ports.forEach(({ name, protocol = 'TCP' }) => this.names.add(`${name}/${protocol}`));
      listeners.forEach(({ port, protocol }) => this.listeners.add(`${port}/${protocol}`));
      numbers.forEach((number) => this.numbers.add(number));
    }
  }

  /** Whether certainly no container has a port with this name or number. */
  public lack(port: number | string, protocol: string): boolean {
    if (this.areInjected) {
      return false;
    }
    return typeof port === 'string'
      ? !this.names.has(`${port}/${protocol}`)
      : this.areDeclared && !this.listeners.has(`${port}/${protocol}`) && !this.numbers.has(`${port}`);
  }
}
