import { Deployment } from '../../kubernetes/decoded';
import { kindOf } from '../../kubernetes/kinds';
import { fieldsOf } from '../../util/plain-object';
import { asWritten } from '../decode/as-written';
import { ClaimUsers } from '../model/claims';
import { isOfOneNode, startsNewFirst } from '../model/rollout';
import { rule } from '../rule';

export const claimOfOneNode = rule({
  id: 'runtime/claim-of-one-node',
  severity: 'warning',
  summary: 'A workload whose pods run on several nodes should not use a claim with the access mode ReadWriteOnce.',
  details:
    'A rolling update of a Deployment starts the new pod before the old one ends, so even one replica has two pods for some time. With ' +
    'ReadWriteOncePod, the second pod does not start on the same node either. The rule knows the claims of the same output. It ignores ' +
    'claims of local volumes and of volumes that the output names, and pods that all run on one node.',
  see: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  checkOutput(object, output, report) {
    const pod = output.podOf(object);
    const kind = kindOf(fieldsOf(object))?.struct;
    if (pod === undefined || kind === undefined) {
      return;
    }
    for (const [i, { name = '', persistentVolumeClaim }] of pod.pod.volumes.entries()) {
      const claim = pod.pod.claims.has(name) ? undefined : persistentVolumeClaim?.claimName;
      const users = claim === undefined ? undefined : output.usersOf(pod.namespace, claim);
      const isLimited = users === 'pod' || (users === 'node' && !isOfOneNode(pod.pod.spec));
      const several = isLimited ? severalPods(kind, asWritten(object, kind) as Deployment) : undefined;
      if (users !== undefined && several !== undefined) {
        const { mode, why } = MODES[users];
        report(
          pod.at(`spec.volumes[${i}].persistentVolumeClaim.claimName`),
          `the access mode of the claim "${claim}" is ${mode}, and ${several.what}.`,
          several.fix,
          { why },
        );
      }
    }
  },
});

const MODES: Record<ClaimUsers, { readonly mode: string; readonly why: string }> = {
  node: {
    mode: 'ReadWriteOnce',
    why: 'Only one node can attach the volume. A pod on another node stays in ContainerCreating (Multi-Attach error).',
  },
  pod: { mode: 'ReadWriteOncePod', why: 'Only one pod can use the volume. Another pod stays Pending.' },
};

interface SeveralPods {
  readonly what: string;
  readonly fix: string;
}

/** Why a workload has several pods at one time; undefined if it has one. */
function severalPods(kind: string, { spec = {} }: Deployment): SeveralPods | undefined {
  const { replicas = 1 } = spec;
  if (kind === 'DaemonSet') {
    return { what: 'each node has a pod', fix: 'Set the access mode to ReadWriteMany, or use a Deployment.' };
  }
  if (!['Deployment', 'ReplicaSet', 'StatefulSet'].includes(kind) || !(replicas > 0)) {
    return undefined;
  }
  if (replicas > 1) {
    const fix =
      'Set the access mode to ReadWriteMany, or give each pod a claim: `volumeClaimTemplates` of a StatefulSet.';
    return { what: `the workload has ${replicas} pods`, fix };
  }
  return kind === 'Deployment' && startsNewFirst(spec)
    ? {
        what: 'a rolling update starts the new pod before the old one ends',
        fix: 'Set `spec.strategy.type` to Recreate, or the access mode to ReadWriteMany.',
      }
    : undefined;
}
