import { Container, ContainerPort } from '../../kubernetes/decoded';
import { framed, indented, label } from '../../manifest/diagram/mermaid';
import { readPod } from '../../rules/check/read-pod';
import { ContainerModel } from '../../rules/model/container-model';
import { Output, OutputPod } from '../../rules/model/output';
import { ServicePort, servicePorts } from '../../rules/model/selecting-object';
import { fieldsOf } from '../../util/plain-object';
import { nameText } from '../../util/json-text';
import { imageText, isReadOnly, sourceText } from './volume-text';

/** A diagram of the pod of an object. */
export interface Diagram {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** A flowchart in Mermaid. */
  readonly mermaid: string;
}

/**
 * Draws each pod and each pod template of some objects: a box with the containers, the volumes, and the Services among the objects that
 * lead to it. Solid arrows show data and requests: from a container to a volume that it can write, from a volume to a container that can
 * only read it, from the client to the server. Dotted arrows show the start order of the containers.
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function diagramsOf(objects: readonly unknown[]): Diagram[] {
  const output = new Output(objects, readPod);
  return output.pods.flatMap((pod) => {
    const { kind, metadata } = fieldsOf(pod.object);
    const { name, generateName } = fieldsOf(metadata);
    const title = nameText(name ?? (generateName === undefined ? '' : `${nameText(generateName)}*`));
    return pod.pod.containers.some(({ role }) => role === 'container')
      ? [
          {
            kind: nameText(kind),
            namespace: pod.namespace || undefined,
            name: title,
            mermaid: new Drawing(pod, output).text(),
          },
        ]
      : [];
  });
}

/** A container, and its id in the diagram. */
interface Box {
  readonly id: string;
  readonly container: ContainerModel;
}

interface VolumeBox {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** Whether no container can write to it, even if its mount is not read-only. */
  readonly isReadOnly: boolean;
}

/** The drawing of one pod. */
class Drawing {
  private readonly init: readonly Box[];
  private readonly main: readonly Box[];
  private readonly boxes: readonly Box[];
  private readonly volumes: ReadonlyMap<string, VolumeBox>;

  public constructor(
    private readonly pod: OutputPod,
    private readonly output: Output,
  ) {
    const { containers } = pod.pod;
    const init = containers.filter(({ list }) => list === 'initContainers');
    const main = containers.filter(({ list }) => list === 'containers');
    this.boxes = [...init, ...main].map((container, i) => ({ id: `c${i + 1}`, container }));
    this.init = this.boxes.slice(0, init.length);
    this.main = this.boxes.slice(init.length);
    this.volumes = new Map(this.volumesOfPod().map((volume) => [volume.name, volume]));
  }

  public text(): string {
    const pod = [...this.boxes.map(containerLine), ...[...this.volumes.values()].map(volumeLine)];
    const inside = this.pod.isTemplate
      ? framed('object', this.title(), framed('pod', ['Pod'], pod))
      : framed('pod', this.title(), pod);
    const lines = [...inside, ...this.startOrder(), ...this.mounts(), ...this.calls(), ...this.services()];
    return ['flowchart LR', ...indented(lines), ''].join('\n');
  }

  private title(): string[] {
    const { kind, metadata, spec } = fieldsOf(this.pod.object);
    const { name, generateName } = fieldsOf(metadata);
    const { replicas, schedule } = fieldsOf(spec);
    return [
      `${nameText(kind)} ${nameText(name ?? generateName ?? '')}`.trim(),
      ...(replicas === undefined ? [] : [`replicas ${nameText(replicas)}`]),
      ...(schedule === undefined ? [] : [nameText(schedule)]),
    ];
  }

  /** The start order: each container of `initContainers` starts the next one, and the last one starts all others. */
  private startOrder(): string[] {
    return this.init.map(({ id }, i) => {
      const next = i < this.init.length - 1 ? [this.init[i + 1]] : this.main;
      return `${id} -.-> ${next.map((box) => box.id).join(' & ')}`;
    });
  }

  private volumesOfPod(): VolumeBox[] {
    const { volumes, claims } = this.pod.pod;
    const listed = volumes.map((volume) => ({
      name: nameText(volume.name),
      source: claims.has(volume.name ?? '') ? 'PersistentVolumeClaim of each pod' : sourceText(volume),
      isReadOnly: isReadOnly(volume),
    }));
    const names = new Set(listed.map(({ name }) => name));
    const mounted = new Set(this.boxes.flatMap(({ container }) => mountsOf(container.value).map(({ name }) => name)));
    const missing = [...mounted].filter((name) => !names.has(name));
    const unlisted = missing.map((name) => ({ name, source: 'not among the volumes', isReadOnly: false }));
    return [...listed, ...unlisted].map((volume, i) => ({ id: `v${i + 1}`, ...volume }));
  }

  private mounts(): string[] {
    return this.boxes.flatMap(({ id, container }) =>
      mountsOf(container.value).map(({ name, path, readOnly }) => {
        const volume = this.volumes.get(name)!;
        const [from, to] = readOnly || volume.isReadOnly ? [volume.id, id] : [id, volume.id];
        return `${from} -->|${label([path])}| ${to}`;
      }),
    );
  }

  /** The requests over localhost. An init container has ended when another container could connect to it. */
  private calls(): string[] {
    return this.boxes.flatMap((caller) => {
      const addresses = caller.container.localAddresses.filter(({ isOwn }) => !isOwn);
      const called = new Set(addresses.map(({ port }) => port));
      return this.boxes
        .filter((box) => box !== caller && box.container.staysUp)
        .flatMap(({ id, container }) => {
          const ports = new Set(container.ports.map(({ containerPort = 0 }) => containerPort));
          return [...ports]
            .filter((port) => called.has(port))
            .map((port) => `${caller.id} -->|${label([`localhost:${port}`])}| ${id}`);
        });
    });
  }

  private services(): string[] {
    const namespace = this.pod.namespace || 'default';
    const services = [...this.output.servicesOf(this.pod)].filter((one) => (one.namespace || 'default') === namespace);
    return services.flatMap((service, i) => {
      const id = `s${i + 1}`;
      const ports = servicePorts(service);
      const arrows = ports.map((port) => `${id} -->|${label([servicePortText(port)])}| ${this.targetOf(port)}`);
      return [`${id}([${label([`Service ${service.name}`])}])`, ...(ports.length === 0 ? [`${id} --> pod`] : arrows)];
    });
  }

  /** The container to which a port of a Service leads; the pod if no container declares the port. */
  private targetOf({ targetPort, protocol }: ServicePort): string {
    const isTarget = (port: ContainerPort): boolean =>
      (port.protocol ?? 'TCP') === protocol &&
      targetPort === (typeof targetPort === 'string' ? port.name : port.containerPort);
    return this.boxes.find(({ container }) => container.staysUp && container.ports.some(isTarget))?.id ?? 'pod';
  }
}

function containerLine({ id, container }: Box): string {
  const { role, ports, value } = container;
  const lines = [
    ...(role === 'container' ? [] : [role]),
    nameText(value.name),
    ...(value.image === undefined ? [] : [imageText(value.image)]),
    ...(ports.length === 0 ? [] : [`port ${ports.map(portText).join(', ')}`]),
  ];
  return `${id}[${label(lines)}]`;
}

function volumeLine({ id, name, source }: VolumeBox): string {
  return `${id}[(${label([name, source])})]`;
}

function portText({ name, containerPort, protocol = 'TCP', hostPort }: ContainerPort): string {
  const number = protocol === 'TCP' ? containerPort : `${containerPort}/${protocol}`;
  return `${name === undefined ? '' : `${name} `}${number}${hostPort === undefined ? '' : ` (node ${hostPort})`}`;
}

function servicePortText({ port, targetPort, protocol }: ServicePort): string {
  const number = protocol === 'TCP' ? `${port}` : `${port}/${protocol}`;
  return targetPort === port ? number : `${number} to ${targetPort}`;
}

interface Mount {
  readonly name: string;
  readonly path: string;
  readonly readOnly: boolean;
}

/** The mounts of a container, block devices among them. */
function mountsOf({ volumeMounts = [], volumeDevices = [] }: Container): Mount[] {
  return [
    ...volumeMounts.map(({ name, mountPath, subPath, readOnly }) => ({
      name: nameText(name),
      path: subPath === undefined ? nameText(mountPath) : `${mountPath} (${subPath})`,
      readOnly: readOnly === true,
    })),
    ...volumeDevices.map(({ name, devicePath }) => ({
      name: nameText(name),
      path: nameText(devicePath),
      readOnly: false,
    })),
  ];
}
