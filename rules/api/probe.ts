import { isInit, isLasting } from '../validation/containers';
import { checkHandler } from '../validation/handler';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule, Check } from './rule';

const RULE = 'api/probe';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const NUMBERS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

/**
 * How the cluster learns that a container is well. Init containers that are no sidecars have no probes: they run to their end.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export const probe: ApiRule = Object.fromEntries(PROBES.map((field) => [`Container.${field}`, checkOf(field)]));

function checkOf(field: string): Check {
  return (container, at, pod) => {
    if (isLasting(container, at)) {
      check(container[field], field, at.field(field), pod);
    } else if (isInit(at)) {
      const fix = 'Leave it out, or make it a sidecar: restartPolicy: Always.';
      pod.forbidden(RULE, at.field(field), 'an init container has no probes.', 'It runs to its end.', fix);
    }
  };
}

function check(value: any, kind: string, at: Place, pod: Inspection): void {
  checkHandler(RULE, value, at, pod);
  for (const field in value) {
    if (typeof value[field] === 'number' && value[field] < 0 && NUMBERS.includes(field)) {
      const what = `${value[field]} is less than nothing.`;
      pod.invalid(RULE, at.field(field), what, 'There is no such time or number.', 'Write one of zero or more.');
    }
  }
  const { successThreshold = 1, terminationGracePeriodSeconds: grace } = value;
  if (kind !== 'readinessProbe' && successThreshold !== 0 && successThreshold !== 1) {
    const why = 'A container is well, or has started, when its probe says so once.';
    pod.invalid(RULE, at.field('successThreshold'), `${successThreshold} is not 1.`, why, 'Leave it out.');
  }
  if (grace !== undefined && kind === 'readinessProbe') {
    const place = at.field('terminationGracePeriodSeconds');
    const what = 'a readinessProbe ends no container.';
    pod.invalid(RULE, place, what, 'It takes it out of its Services.', 'Leave it out.');
  }
  if (grace !== undefined && grace <= 0) {
    const place = at.field('terminationGracePeriodSeconds');
    pod.invalid(RULE, place, `${grace} seconds are not enough.`, 'It is one second at least.', 'Write 1 or more.');
  }
}
