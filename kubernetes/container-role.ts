/** What a container is for, as Kubernetes distinguishes them. */
export type ContainerRole = 'container' | 'init container' | 'native sidecar' | 'ephemeral container';

/** The role of a container, from its list in the pod spec and its restart policy. */
export function containerRole(list: string, restartPolicy: unknown): ContainerRole {
  if (list !== 'initContainers') {
    return list === 'containers' ? 'container' : 'ephemeral container';
  }
  return restartPolicy === 'Always' ? 'native sidecar' : 'init container';
}
