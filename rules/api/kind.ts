import { nearest } from '../../util/nearest';
import { Finding } from '../finding';
import { ApiRule } from './rule';

const RULE = 'api/kind';
const WHY = 'The API server finds the type of an object by its version and kind.';

/** Groups of which all kinds are known here, `extensions` among them, of which none are left. */
const KNOWN_GROUPS = /^(v\w*|(apps|batch|extensions)\/.*)$/i;

/**
 * A pod says that it is one: `apiVersion: v1`, `kind: Pod`. In the groups of pods and of what makes pods, each kind has just one version
 * (`apps/v1` for a Deployment), and there are no others: `Pods`, or the `extensions/v1beta1` of old manifests, are found.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
export const kind: ApiRule = {
  Pod({ apiVersion, kind: own }, at, pod) {
    if (own !== undefined && own !== '' && own !== 'Pod') {
      pod.unreadable(RULE, at.field('kind'), `${JSON.stringify(own)} is not the kind of a pod.`, WHY, 'Write "Pod".');
    }
    if (apiVersion !== undefined && apiVersion !== '' && apiVersion !== 'v1') {
      const what = `${JSON.stringify(apiVersion)} is not the version that pods are of.`;
      pod.unreadable(RULE, at.field('apiVersion'), what, WHY, 'Write "v1".');
    }
  },
};

/** What can be created in the groups of pods and of what makes pods, by version: no other version of these groups is served since 1.25. */
export const SERVED: Record<string, readonly string[]> = {
  v1: [
    'Binding',
    'ConfigMap',
    'Endpoints',
    'Event',
    'LimitRange',
    'Namespace',
    'Node',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'apps/v1': ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'batch/v1': ['CronJob', 'Job'],
};

/** What is said of an object whose version and kind no server has. Kinds of other groups are whatever a cluster is given. */
export function noSuchKind({ apiVersion, kind: own }: any): Finding[] {
  if (
    typeof apiVersion !== 'string' ||
    typeof own !== 'string' ||
    !KNOWN_GROUPS.test(apiVersion) ||
    own.endsWith('List') ||
    versionOf(own) === apiVersion
  ) {
    return [];
  }
  const version = versionOf(own);
  const meant = nearest(own, SERVED[apiVersion] ?? Object.values(SERVED).flat());
  const [path, fix] =
    version !== undefined
      ? ['apiVersion', `Write "${version}".`]
      : ['kind', meant === undefined ? 'Look for its version: kubectl api-resources.' : `Did you mean "${meant}"?`];
  const what = `there is no kind ${JSON.stringify(own)} in ${JSON.stringify(apiVersion)}.`;
  return [{ rule: RULE, severity: 'error', path, what, why: WHY, fix }];
}

function versionOf(kindName: string): string | undefined {
  return Object.keys(SERVED).find((version) => SERVED[version].includes(kindName));
}
