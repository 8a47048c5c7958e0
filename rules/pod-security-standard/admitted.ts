import { Container, Volume } from '../../kubernetes/decoded';
import { PodModel } from '../model/pod-model';

const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/**
 * The pod with the defaults that the API server sets before the admission plugin reads it: a volume without a source is an emptyDir; with
 * `hostNetwork`, the ports of containers are ports of the node; the annotation that disables AppArmor sets the field as well.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
export function admitted(model: PodModel): PodModel {
  const { pod, spec, version } = model;
  const unconfined = unconfinedContainers(model);
  if (unconfined.size === 0 && spec.hostNetwork !== true) {
    return admittedTemplate(model);
  }
  const defaulted = (container: Container): Container =>
    withAppArmor(spec.hostNetwork === true ? withHostPorts(container) : container, unconfined);
  const containers = spec.containers?.map(defaulted);
  const initContainers = spec.initContainers?.map(defaulted);
  return admittedTemplate(new PodModel({ ...pod, spec: { ...spec, containers, initContainers } }, version));
}

/** The template of a workload as the admission plugin reads it: the API server only sets the source of volumes. */
export function admittedTemplate(model: PodModel): PodModel {
  const { pod, spec, volumes, version } = model;
  return volumes.some(lacksSource)
    ? new PodModel({ ...pod, spec: { ...spec, volumes: volumes.map(withSource) } }, version)
    : model;
}

function lacksSource({ name, ...sources }: Volume): boolean {
  return Object.values(sources).every((source) => source === undefined);
}

function withSource(volume: Volume): Volume {
  return lacksSource(volume) ? { ...volume, emptyDir: {} } : volume;
}

/** The names of the containers for which an annotation disables AppArmor, if the pod allows that. */
function unconfinedContainers({ metadata, spec }: PodModel): ReadonlySet<string> {
  const applies = spec.os?.name !== 'windows' && spec.securityContext?.appArmorProfile?.type !== 'Unconfined';
  const keys = Object.entries(metadata.annotations ?? {}).flatMap(([key, value]) =>
    applies && value === 'unconfined' && key.startsWith(APP_ARMOR_ANNOTATION) ? [key] : [],
  );
  return new Set(keys.map((key) => key.slice(APP_ARMOR_ANNOTATION.length)));
}

function withHostPorts(container: Container): Container {
  const ports = container.ports?.map((port) => (port.hostPort ? port : { ...port, hostPort: port.containerPort }));
  return { ...container, ports };
}

function withAppArmor(container: Container, unconfined: ReadonlySet<string>): Container {
  const { name = '', securityContext } = container;
  return unconfined.has(name) && securityContext?.appArmorProfile === undefined
    ? { ...container, securityContext: { ...securityContext, appArmorProfile: { type: 'Unconfined' } } }
    : container;
}
