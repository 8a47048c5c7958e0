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

/** A rule for the metadata of whole objects that have a field there. */
export function everyObjectWith(field: string, check: Check): ApiRule {
  return {
    [`ObjectMeta.${field}`]: (metadata, at, pod) => {
      // there are more metadata: of templates, of claims
      if (!pod.isTemplate && at.above!.above === undefined) {
        check(metadata, at, pod);
      }
    },
  };
}

/** A rule for whole objects, and for the pod templates in them. */
export function everyObjectAndTemplate(check: Check): ApiRule {
  // a pod template is looked at as a pod is
  return Object.fromEntries(KINDS.map((kind) => [kind, check]));
}
