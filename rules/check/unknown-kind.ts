import { nearest } from '../../util/nearest';
import { words } from '../../util/words';
import { kind as rule } from '../api/kind';
import { Finding, findingOf } from '../finding';
import { ownValue } from '../../util/plain-object';

/** The groups whose kinds are known: `extensions` has none since 1.22. */
const KNOWN_GROUPS = /^(v\w*|(apps|batch|extensions)\/.*)$/i;

/** The kinds that a server creates in these groups, by version. The groups have no other version since 1.25. */
export const SERVED: Readonly<Record<string, readonly string[]>> = {
  v1: words(`
    Binding ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate
    ReplicationController ResourceQuota Secret Service ServiceAccount
  `),
  'apps/v1': ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'batch/v1': ['CronJob', 'Job'],
};

/** Reports an object whose version and kind no server has. Custom resources can have any other group. */
export function unknownKind({ apiVersion, kind }: Partial<Record<'apiVersion' | 'kind', unknown>>): Finding[] {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !KNOWN_GROUPS.test(apiVersion)) {
    return [];
  }
  const version = Object.keys(SERVED).find((name) => SERVED[name].includes(kind));
  if (version === apiVersion || kind.endsWith('List')) {
    return [];
  }
  const similar = nearest(kind, ownValue(SERVED, apiVersion) ?? Object.values(SERVED).flat());
  const what = `${JSON.stringify(apiVersion)} has no kind ${JSON.stringify(kind)}.`;
  if (version !== undefined) {
    return [findingOf(rule, 'apiVersion', what, `Write "${version}".`)];
  }
  const fix = similar === undefined ? 'Find its version with `kubectl api-resources`.' : `Did you mean "${similar}"?`;
  return [findingOf(rule, 'kind', what, fix)];
}
