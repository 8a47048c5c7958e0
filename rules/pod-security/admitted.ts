import { isObject } from '../model/pod';

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/**
 * The pod as the admission plugin gets to see it. By then, the API server has filled in some of what was left out: a volume without
 * a source is an emptyDir, on the node's network a container's ports are the node's, and that an annotation turns AppArmor off
 * stands in the container's field as well.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
export function admitted(pod: any): any {
  const spec = pod?.spec;
  if (!isObject(spec)) {
    return pod;
  }
  const unconfined = unconfinedContainers(pod);
  if (unconfined.length === 0 && spec.hostNetwork !== true) {
    return admittedTemplate(pod);
  }
  const filled = { ...spec };
  for (const list of ['initContainers', 'containers']) {
    if (Array.isArray(spec[list])) {
      filled[list] = spec[list].map((one: any) => withFields(one, spec.hostNetwork === true, unconfined));
    }
  }
  return admittedTemplate({ ...pod, spec: filled });
}

/** The same for the template of pods, where less is filled in: the plugin warns of it by that alone, and refuses the pods later. */
export function admittedTemplate(template: any): any {
  const volumes = template?.spec?.volumes;
  return Array.isArray(volumes) && volumes.some(lacksSource)
    ? { ...template, spec: { ...template.spec, volumes: volumes.map(withSource) } }
    : template;
}

function withSource(volume: any): any {
  return lacksSource(volume) ? { ...volume, emptyDir: {} } : volume;
}

function lacksSource(volume: any): boolean {
  for (const field in volume) {
    if (field !== 'name' && volume[field] !== null && volume[field] !== undefined) {
      return false;
    }
  }
  return isObject(volume);
}

/** The names of the containers for which an annotation turns AppArmor off, and the pod does not. */
function unconfinedContainers({ metadata, spec }: any): string[] {
  const none: string[] = [];
  for (const key in metadata?.annotations) {
    if (key.startsWith(APP_ARMOR) && metadata.annotations[key] === 'unconfined') {
      none.push(key.slice(APP_ARMOR.length));
    }
  }
  return spec.os?.name === 'windows' || spec.securityContext?.appArmorProfile?.type === 'Unconfined' ? [] : none;
}

function withFields(container: any, onHostNetwork: boolean, unconfined: string[]): any {
  if (!isObject(container)) {
    return container;
  }
  const { securityContext: context, ports } = container;
  const filled = { ...container };
  if (onHostNetwork && Array.isArray(ports)) {
    filled.ports = ports.map((port) =>
      isObject(port) && !port.hostPort ? { ...port, hostPort: port.containerPort } : port,
    );
  }
  if (unconfined.includes(container.name) && !isObject(context?.appArmorProfile)) {
    filled.securityContext = { ...context, appArmorProfile: { type: 'Unconfined' } };
  }
  return filled;
}
