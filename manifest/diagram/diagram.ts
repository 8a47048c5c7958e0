import { at, kindOf, listOf } from '../../kubernetes/kinds';
import { localPorts } from './local-ports';
import { framed, indented, label } from './mermaid';

/** A picture of the pod of an object. */
export interface Diagram {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** A flowchart in the language of Mermaid. */
  readonly mermaid: string;
}

/**
 * Draws the pods of all objects that are pods or make some: a box with the containers, the volumes, and the Services among the objects
 * that lead to it. Solid arrows are what flows: from who writes to a volume, from a volume to who reads only, from who asks to who answers.
 * Dotted arrows are the order in which containers start.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function diagramsOf(objects: readonly any[]): Diagram[] {
  const services = objects.filter((object) => object?.apiVersion === 'v1' && object.kind === 'Service');
  return objects.flatMap((object) => {
    const way = kindOf(object ?? {})?.template ?? ['spec', 'template'];
    const template = at(object, way);
    if (listOf(at(template, ['spec', 'containers'])).length === 0) {
      return [];
    }
    const { name, generateName, namespace } = object.metadata ?? {};
    const mermaid = new Drawing(object, template, services).text();
    return [
      { kind: object.kind, namespace, name: name ?? (generateName === undefined ? '' : `${generateName}*`), mermaid },
    ];
  });
}

/** A container, and what it is in its pod. */
interface Box {
  readonly id: string;
  readonly container: any;
  readonly role?: 'init step' | 'native sidecar';
}

interface Volume {
  readonly id: string;
  readonly name: string;
  readonly backing: string;
  /** Whether nobody can write to it, whatever the mount says. */
  readonly isReadOnly: boolean;
}

/** The drawing of one pod. */
class Drawing {
  private readonly spec: any;
  private readonly init: Box[];
  private readonly main: Box[];
  private readonly boxes: Box[];
  private readonly volumes: Volume[];

  public constructor(
    private readonly object: any,
    private readonly template: any,
    private readonly services: readonly any[],
  ) {
    this.spec = template.spec;
    const steps = listOf(this.spec.initContainers);
    this.init = steps.map((container, i): Box => ({
      id: `c${i + 1}`,
      container,
      role: container.restartPolicy === 'Always' ? 'native sidecar' : 'init step',
    }));
    this.main = listOf(this.spec.containers).map((container, i) => ({ id: `c${steps.length + i + 1}`, container }));
    this.boxes = [...this.init, ...this.main];
    this.volumes = this.volumesOfPod();
  }

  public text(): string {
    const pod = [...this.boxes.map(boxLine), ...this.volumes.map(volumeLine)];
    const isPod = this.template === this.object;
    const inside = isPod
      ? framed('pod', this.title(), pod)
      : framed('object', this.title(), framed('pod', ['Pod'], pod));
    const lines = [...inside, ...this.order(), ...this.mounts(), ...this.calls(), ...this.servicesOfPod()];
    return ['flowchart LR', ...indented(lines), ''].join('\n');
  }

  private title(): string[] {
    const { kind, metadata, spec } = this.object;
    const more = [
      ...(kind === 'Pod' || spec?.replicas === undefined ? [] : [`replicas ${spec.replicas}`]),
      ...(spec?.schedule === undefined ? [] : [String(spec.schedule)]),
    ];
    return [`${kind} ${metadata?.name ?? metadata?.generateName ?? ''}`.trim(), ...more];
  }

  /** Which container starts before which: those of a list of init containers one by one, and then all others. */
  private order(): string[] {
    const last = this.init.length - 1;
    return this.init.map(({ id }, i) => {
      const next = i < last ? [this.init[i + 1]] : this.main;
      return `${id} -.-> ${next.map((box) => box.id).join(' & ')}`;
    });
  }

  private volumesOfPod(): Volume[] {
    const volumes = listOf(this.spec.volumes).map(({ name, ...source }): Omit<Volume, 'id'> => {
      const [type = 'no source'] = Object.keys(source);
      return { name: String(name), backing: backing(type, source[type]), isReadOnly: isReadOnly(type, source[type]) };
    });
    const claims = listOf(this.object.spec?.volumeClaimTemplates).map(({ metadata }) => String(metadata?.name));
    const mounted = this.boxes.flatMap(({ container }) => mountsOf(container).map(({ name }) => String(name)));
    for (const name of [...claims, ...mounted]) {
      if (!volumes.some((volume) => volume.name === name)) {
        const source = claims.includes(name) ? 'PersistentVolumeClaim of each pod' : 'not among the volumes';
        volumes.push({ name, backing: source, isReadOnly: false });
      }
    }
    return volumes.map((volume, i) => ({ id: `v${i + 1}`, ...volume }));
  }

  private mounts(): string[] {
    return this.boxes.flatMap(({ id, container }) =>
      mountsOf(container).map(({ name, path, readOnly }) => {
        const volume = this.volumes.find((one) => one.name === String(name))!;
        const [from, to] = readOnly || volume.isReadOnly ? [volume.id, id] : [id, volume.id];
        return `${from} -->|${label([path])}| ${to}`;
      }),
    );
  }

  /** Who asks whom over localhost. A step has ended when others could ask it. */
  private calls(): string[] {
    const listening = this.boxes.filter(({ role }) => role !== 'init step');
    return this.boxes.flatMap((caller) => {
      const named = localPorts(caller.container);
      return listening
        .filter((box) => box !== caller)
        .flatMap((box) => {
          const ports = [...new Set(portsOf(box.container).map(({ containerPort }) => Number(containerPort)))];
          return ports
            .filter((port) => named.has(port))
            .map((port) => `${caller.id} -->|${label([`localhost:${port}`])}| ${box.id}`);
        });
    });
  }

  private servicesOfPod(): string[] {
    const labels = this.template.metadata?.labels ?? {};
    const namespace = this.object.metadata?.namespace ?? 'default';
    const selecting = this.services.filter(({ metadata, spec }) => {
      const selector = Object.entries(spec?.selector ?? {});
      return (
        spec?.type !== 'ExternalName' &&
        (metadata?.namespace ?? 'default') === namespace &&
        selector.length > 0 &&
        selector.every(([key, value]) => labels[key] === value)
      );
    });
    return selecting.flatMap(({ metadata, spec }, i) => {
      const id = `s${i + 1}`;
      const ports = listOf(spec.ports);
      const arrows = ports.map((port) => `${id} -->|${label([servicePortText(port)])}| ${this.target(port)}`);
      return [`${id}([${label([`Service ${metadata?.name}`])}])`, ...(ports.length === 0 ? [`${id} --> pod`] : arrows)];
    });
  }

  /** The container that a port of a Service leads to; the pod, where none declares it. */
  private target({ port, targetPort = port, protocol = 'TCP' }: any): string {
    const box = this.boxes.find(({ container, role }) =>
      portsOf(container).some(
        (one) =>
          role !== 'init step' &&
          (one.protocol ?? 'TCP') === protocol &&
          (typeof targetPort === 'string' ? one.name === targetPort : one.containerPort === targetPort),
      ),
    );
    return box?.id ?? 'pod';
  }
}

function boxLine({ id, container, role }: Box): string {
  const ports = portsOf(container).map(portText);
  const lines = [
    ...(role === undefined ? [] : [role]),
    String(container.name),
    ...(container.image === undefined ? [] : [imageText(container.image)]),
    ...(ports.length === 0 ? [] : [`port ${ports.join(', ')}`]),
  ];
  return `${id}[${label(lines)}]`;
}

function volumeLine({ id, name, backing }: Volume): string {
  return `${id}[(${label([name, backing])})]`;
}

function portText({ name, containerPort, protocol = 'TCP', hostPort }: any): string {
  const number = protocol === 'TCP' ? containerPort : `${containerPort}/${protocol}`;
  return `${name === undefined ? '' : `${name} `}${number}${hostPort === undefined ? '' : ` (node ${hostPort})`}`;
}

function servicePortText({ port, targetPort = port, protocol = 'TCP' }: any): string {
  const number = protocol === 'TCP' ? port : `${port}/${protocol}`;
  return targetPort === port ? `${number}` : `${number} to ${targetPort}`;
}

/** A digest is cut: it tells a reader nothing, and makes the box wide. */
function imageText(image: any): string {
  return String(image).replace(/(@\w+:\w{7})\w+$/, '$1…');
}

/** What a volume is made of, by the field that says it. */
function backing(type: string, source: any): string {
  const named = (kind: string, name: any) => (name === undefined ? kind : `${kind} ${name}`);
  switch (type) {
    case 'emptyDir':
      return ['emptyDir', source?.medium, source?.sizeLimit].filter(Boolean).join(' ');
    case 'configMap':
      return named('ConfigMap', source?.name);
    case 'secret':
      return named('Secret', source?.secretName);
    case 'persistentVolumeClaim':
      return named('PersistentVolumeClaim', source?.claimName);
    case 'ephemeral':
      return 'PersistentVolumeClaim of each pod';
    case 'hostPath':
      return named('hostPath', source?.path);
    case 'csi':
      return named('csi', source?.driver);
    case 'nfs':
      return named('nfs', `${source?.server}:${source?.path}`);
    case 'image':
      return named('image', source?.reference === undefined ? undefined : imageText(source.reference));
    case 'projected':
      return `projected: ${listOf(source?.sources).map(projectionText).join(', ')}`;
    default:
      return type;
  }
}

function projectionText(projection: any): string {
  const [type = 'no source'] = Object.keys(projection);
  const name = projection[type]?.name;
  const kinds: Record<string, string> = { configMap: 'ConfigMap', secret: 'Secret' };
  return `${kinds[type] ?? type}${kinds[type] === undefined || name === undefined ? '' : ` ${name}`}`;
}

/** @see https://kubernetes.io/docs/concepts/storage/volumes/ */
function isReadOnly(type: string, source: any): boolean {
  return ['configMap', 'secret', 'downwardAPI', 'projected', 'image'].includes(type) || source?.readOnly === true;
}

function mountsOf(container: any): { name: any; path: string; readOnly: boolean }[] {
  return [
    ...listOf(container.volumeMounts).map(({ name, mountPath, subPath, readOnly }) => ({
      name,
      path: subPath === undefined ? String(mountPath) : `${mountPath} (${subPath})`,
      readOnly: readOnly === true,
    })),
    ...listOf(container.volumeDevices).map(({ name, devicePath }) => ({
      name,
      path: String(devicePath),
      readOnly: false,
    })),
  ];
}

function portsOf(container: any): any[] {
  return listOf(container.ports);
}
