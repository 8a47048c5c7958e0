import { Inspection } from './validation-context';
import { ApiRule, Check } from '../api/rule';

/** The kinds of objects that are pods, or make some. */
const KINDS = ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'];

/** A rule for whole objects, of any kind that is known here, and not for the pod templates in them. */
export function everyObject(check: Check): ApiRule {
  // a pod template is looked at as a pod is
  const ofObject: Check = (value, at, pod) => {
    if (!pod.isTemplate) {
      check(value, at, pod);
    }
  };
  return Object.fromEntries(KINDS.map((kind) => [kind, ofObject]));
}

/** A rule for the metadata of whole objects that have a field there. */
export function everyObjectWith(field: string, check: Check): ApiRule {
  return everyObjectAndTemplateWith(field, (metadata, at, pod) => {
    if (!pod.isTemplate) {
      check(metadata, at, pod);
    }
  });
}

/** A rule for the metadata of whole objects, and of the pod templates in them, that have a field there. */
export function everyObjectAndTemplateWith(field: string, check: Check): ApiRule {
  return {
    [`ObjectMeta.${field}`]: (metadata, at, pod) => {
      // there are more metadata: of the jobs of a CronJob, of claims
      if (at.above === pod.at) {
        check(metadata, at, pod);
      }
    },
  };
}

/** A rule for the metadata of pods, and of templates of some, that have a field there. */
export function everyPodWith(field: string, check: Check): ApiRule {
  return everyObjectAndTemplateWith(field, (metadata, at, pod) => {
    if (pod.isTemplate || pod.struct === 'Pod') {
      check(metadata, at, pod);
    }
  });
}

/** A rule for pods as a whole, and templates of some, which is asked of those that have one of some fields somewhere. */
export function everyPodThatHas(fields: readonly string[], check: (pod: Inspection) => void): ApiRule {
  const once: Check = (_value, _at, pod) => {
    if (pod.isFirst(check)) {
      check(pod);
    }
  };
  return Object.fromEntries(fields.map((field) => [field, once]));
}
