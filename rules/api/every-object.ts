import { ApiRule, Check } from './rule';

/** The kinds of objects that are pods, or make some. */
const KINDS = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'];

/** A rule for whole objects, of any kind that is known here, and not for the pod templates in them. */
export function everyObject(check: Check): ApiRule {
  return everyObjectAndTemplate((value, at, pod) => {
    if (!pod.isTemplate) {
      check(value, at, pod);
    }
  });
}

/** A rule for whole objects, and for the pod templates in them. */
export function everyObjectAndTemplate(check: Check): ApiRule {
  // a pod template is looked at as a pod is
  return Object.fromEntries(KINDS.map((kind) => [kind, check]));
}
