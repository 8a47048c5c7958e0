import { ObjectMeta, Pod, PodSpec, Volume } from '../../kubernetes/decoded';
import { minorOf } from '../../kubernetes/version';
import { addTo } from '../../util/multimap';
import { CONTAINER_LISTS, ContainerModel } from './container-model';
import { ContainerMount } from './mounts';
import { OS_LABEL } from './node-labels';
import { PodPorts } from './pod-ports';
import { RegistryImages } from './registry-images';

const NO_CLAIMS: ReadonlySet<string> = new Set();

/**
 * A pod, or the pod template of a workload, as rules, diagrams and diffs read it: typed views, each computed once and only if something
 * reads it. The pod is decoded: values of a wrong type are missing. The claims of a StatefulSet are among the volumes.
 */
export class PodModel {
  /** The minor version of the cluster: 37 for 1.37. */
  public readonly minor: number;
  private cachedContainers?: readonly ContainerModel[];
  private cachedAllContainers?: readonly ContainerModel[];
  private cachedStayingUp?: readonly ContainerModel[];
  private cachedMounts?: ReadonlyMap<string, readonly ContainerMount[]>;
  private cachedVolumes?: ReadonlyMap<string, Volume>;
  private cachedPorts?: PodPorts;

  public constructor(
    public readonly pod: Pod,
    public readonly version: string,
    /** The names of the volumes that a StatefulSet claims for each pod. */
    public readonly claims: ReadonlySet<string> = NO_CLAIMS,
    /** What registries answered about the images, if they were asked. */
    private readonly images?: RegistryImages,
  ) {
    this.minor = minorOf(version);
  }

  public get metadata(): ObjectMeta {
    return this.pod.metadata ?? {};
  }

  public get spec(): PodSpec {
    return this.pod.spec ?? {};
  }

  /** Whether it runs on Windows only. */
  public get isWindows(): boolean {
    return this.spec.os?.name === 'windows' || this.spec.nodeSelector?.[OS_LABEL] === 'windows';
  }

  public get volumes(): readonly Volume[] {
    return this.spec.volumes ?? [];
  }

  /** The containers, then the init containers, native sidecars among them. */
  public get containers(): readonly ContainerModel[] {
    this.cachedContainers ??= this.containersIn('containers').concat(this.containersIn('initContainers'));
    return this.cachedContainers;
  }

  /** The containers of every list: init containers, containers, ephemeral containers. */
  public get allContainers(): readonly ContainerModel[] {
    const { initContainers, ephemeralContainers } = this.spec;
    // saves a second list for most pods
    this.cachedAllContainers ??=
      initContainers === undefined && ephemeralContainers === undefined
        ? this.containers
        : CONTAINER_LISTS.flatMap((list) => this.containersIn(list));
    return this.cachedAllContainers;
  }

  /** The containers that run as long as the pod does: native sidecars, but no other init containers. */
  public get stayingUp(): readonly ContainerModel[] {
    this.cachedStayingUp ??= this.containers.filter(({ staysUp }) => staysUp);
    return this.cachedStayingUp;
  }

  /** The ports of the containers that stay up. */
  public get ports(): PodPorts {
    this.cachedPorts ??= new PodPorts(this.stayingUp);
    return this.cachedPorts;
  }

  /** The volume with a name: of several, the first. */
  public volume(name = ''): Volume | undefined {
    this.cachedVolumes ??= new Map([...this.volumes].reverse().map((volume) => [volume.name ?? '', volume]));
    return this.cachedVolumes.get(name);
  }

  /** The mounts of a volume, in the order of the containers. */
  public mountsOf(volume = ''): readonly ContainerMount[] {
    this.cachedMounts ??= this.mountsByVolume();
    return this.cachedMounts.get(volume) ?? [];
  }

  private containersIn(list: (typeof CONTAINER_LISTS)[number]): ContainerModel[] {
    return (this.spec[list] ?? []).map((value, i) => new ContainerModel(value, list, i, this.images));
  }

  private mountsByVolume(): Map<string, ContainerMount[]> {
    const mounts = new Map<string, ContainerMount[]>();
    for (const container of this.containers) {
      container.mounts.forEach((mount, i) =>
        addTo(mounts, mount.name ?? '', { container, mount, path: `${container.path}.volumeMounts[${i}]` }),
      );
    }
    return mounts;
  }
}
