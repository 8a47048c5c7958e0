import { isSidecarImage, repositoryOf } from '../../../rules/model/images';
import { startsEmpty } from '../../../rules/model/mounts';
import { asWritten } from '../../../rules/decode/as-written';
import { PlainObject, fieldsOf } from '../../../util/plain-object';
import { connects } from './localhost';
import { ContainerView, PodView } from './pod-view';

/** What a container does for the app of its pod. */
export type Role = 'step' | 'sidecar' | 'ambassador' | 'adapter';

/** The annotation by which kubectl selects a container if the user names none. */
const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** The labels that name the app of an object. */
const APP_LABELS = ['app', 'app.kubernetes.io/name'];

/** The last part of words that name containers and images which help an app. */
const HELPER = /(?:sidecar|proxy|agent|exporter|adapter|ambassador|envoy|shipper|collector|forwarder|reloader)$/;

/** The last part of words that name a container which translates the output of an app. */
const ADAPTER = /(?:exporter|adapter)$/;

/** The name of a container or a port for metrics. */
const METRICS = 'metrics';

/** The last part of words that name a container which forwards connections, and translates nothing. */
const PROXY = /proxy$/;

/** The words of a container's name, and of the last part of its image. */
function wordsOf(container: ContainerView): string[] {
  const repository = repositoryOf(container.image);
  return `${container.name}-${repository.slice(repository.lastIndexOf('/') + 1)}`.toLowerCase().split(/[^a-z0-9]+/);
}

function isNamedHelper(container: ContainerView): boolean {
  return wordsOf(container).some((word) => HELPER.test(word)) || isSidecarImage(container.image);
}

/**
 * The main container of a pod, the first match of:
 * 1. the container that the annotation `kubectl.kubernetes.io/default-container` names;
 * 2. the only container with the name of the object, or of its label `app` or `app.kubernetes.io/name`;
 * 3. the first container whose name and image are not those of a helper, such as a proxy;
 * 4. the first container.
 * @param metadata the metadata of the object, which is a pod or a workload
 */
export function appOf(pod: PodView, metadata: PlainObject): ContainerView {
  const { containers } = pod;
  const selected = fieldsOf(pod.metadata.annotations)[DEFAULT_CONTAINER];
  const labels = [fieldsOf(metadata.labels), fieldsOf(pod.metadata.labels)];
  const names = [metadata.name, ...labels.flatMap((map) => APP_LABELS.map((label) => map[label]))];
  const named = containers.filter(({ name }) => names.includes(name));
  return (
    containers.find(({ name }) => name === selected) ??
    (named.length === 1 ? named[0] : undefined) ??
    containers.find((container) => !isNamedHelper(container)) ??
    containers[0]
  );
}

/**
 * What an init container does: a native sidecar (`restartPolicy: Always`) helps the app while it runs, any other init container is a step.
 * For the role of a sidecar, see `sidecarRole`.
 */
export function initRole(container: ContainerView, app: ContainerView, pod: PodView): Role {
  return container.fields.restartPolicy === 'Always' ? sidecarRole(container, app, pod) : 'step';
}

/**
 * The role of a container beside the app. If it is not certain, the role is `sidecar`, which is true for every such container:
 * - `ambassador`: the app connects to it, that is, to a port of localhost on which only this container listens; or its name contains the
 *   word `ambassador`. It must not connect to the app.
 * - `adapter`: a word of its name or its image ends with `exporter` or `adapter`; or it, or one of its ports, is named `metrics`, it is no
 *   proxy, and it reads from the app: it connects to a port of the app, or mounts files of the app read-only. The app must not connect to
 *   it. A container that reads from the app is not an adapter for this reason alone: a login proxy and a log shipper do that too.
 */
export function sidecarRole(container: ContainerView, app: ContainerView, pod: PodView): Role {
  const all = [...pod.initContainers, ...pod.containers];
  const isNamedAmbassador = container.name
    .toLowerCase()
    .split(/[^a-z]+/)
    .includes('ambassador');
  const serves = connects(app, container, all) || isNamedAmbassador;
  if (translates(container, app, pod)) {
    return serves ? 'sidecar' : 'adapter';
  }
  return serves && !connects(container, app, all) ? 'ambassador' : 'sidecar';
}

function translates(container: ContainerView, app: ContainerView, pod: PodView): boolean {
  const words = wordsOf(container);
  const hasMetrics = words.includes(METRICS) || container.ports.some(({ name }) => name === METRICS);
  return (
    words.some((word) => ADAPTER.test(word)) ||
    (hasMetrics && !words.some((word) => PROXY.test(word)) && readsFrom(container, app, pod))
  );
}

function readsFrom(container: ContainerView, app: ContainerView, pod: PodView): boolean {
  const canWrite = ({ mounts }: ContainerView, { name }: PlainObject): boolean =>
    mounts.some((mount) => mount.name === name && mount.readOnly !== true);
  return (
    connects(container, app, [...pod.initContainers, ...pod.containers]) ||
    filesOf(pod, container, app).some((volume) => canWrite(app, volume) && !canWrite(container, volume))
  );
}

/**
 * Whether a container in `containers` helps the app, and is no second app. One of these is required:
 * - it is an ambassador or an adapter, or its name or image is that of a helper: `oauth2-proxy`, `fluent-bit`;
 * - it connects to the app, over localhost;
 * - it shares files with the app: a volume that is empty when the pod starts, and that one of them can write;
 * - it shares the process namespace of the app.
 */
export function helps(container: ContainerView, app: ContainerView, pod: PodView): boolean {
  return (
    sidecarRole(container, app, pod) !== 'sidecar' ||
    isNamedHelper(container) ||
    pod.spec.shareProcessNamespace === true ||
    connects(container, app, [...pod.initContainers, ...pod.containers]) ||
    filesOf(pod, container, app).length > 0
  );
}

/** The volumes that are empty when the pod starts, and that both containers mount, one of them not read-only. */
function filesOf({ volumes }: PodView, ...containers: readonly ContainerView[]): PlainObject[] {
  return volumes.filter((volume) => {
    const mounts = containers.map((container) => container.mounts.filter(({ name }) => name === volume.name));
    return (
      mounts.every((own) => own.length > 0) &&
      mounts.flat().some(({ readOnly }) => readOnly !== true) &&
      startsEmpty(asWritten(volume, 'Volume'))
    );
  });
}
