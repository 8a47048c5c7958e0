import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/update-strategy';

/**
 * How a workload takes new pods for the old ones.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
 */
export const updateStrategy: ApiRule = {
  DeploymentStrategy({ type, rollingUpdate }, at, pod) {
    if (type && type !== 'RollingUpdate' && type !== 'Recreate') {
      // the server speaks of the strategy
      pod.notSupported(RULE, at, type, ['Recreate', 'RollingUpdate']);
    } else if (type === 'Recreate') {
      if (rollingUpdate !== undefined) {
        const why = 'With type "Recreate", all old pods end before new ones start.';
        pod.forbidden(RULE, at.field('rollingUpdate'), 'there is a rollingUpdate.', why, 'Leave it out.');
      }
    } else {
      checkDeployment(rollingUpdate ?? {}, at.field('rollingUpdate'), pod);
    }
  },

  DaemonSetUpdateStrategy({ type, rollingUpdate = {} }, at, pod) {
    if (type && type !== 'RollingUpdate' && type !== 'OnDelete') {
      pod.notSupported(RULE, at, type, ['RollingUpdate', 'OnDelete']);
    } else if (type !== 'OnDelete') {
      checkDaemonSet(rollingUpdate, at.field('rollingUpdate'), pod);
    }
  },

  StatefulSetUpdateStrategy({ type, rollingUpdate }, at, pod) {
    if (type && type !== 'RollingUpdate' && type !== 'OnDelete') {
      const why = 'It is "RollingUpdate" or "OnDelete".';
      pod.invalid(RULE, at, `"${type}" is not a strategy of a StatefulSet.`, why, 'Choose one of the two.');
    } else if (rollingUpdate !== undefined && type === 'OnDelete') {
      const why = 'With type "OnDelete", a pod is new once the old one is deleted.';
      pod.invalid(RULE, at.field('rollingUpdate'), 'there is a rollingUpdate.', why, 'Leave it out.');
    } else if (rollingUpdate !== undefined) {
      checkStatefulSet(rollingUpdate, at.field('rollingUpdate'), pod);
    }
  },
};

type Amount = number | string;

function checkDeployment({ maxUnavailable = '25%', maxSurge = '25%' }: any, at: Place, pod: Inspection): void {
  checkAmount(maxUnavailable, at.field('maxUnavailable'), pod, 100);
  checkAmount(maxSurge, at.field('maxSurge'), pod);
  if (sizeOf(maxUnavailable) === 0 && sizeOf(maxSurge) === 0) {
    const what = 'maxSurge and maxUnavailable are both 0.';
    pod.invalid(RULE, at.field('maxUnavailable'), what, 'No pod could ever be replaced.', 'Raise one of the two.');
  }
}

function checkDaemonSet({ maxUnavailable = 1, maxSurge = 0 }: any, at: Place, pod: Inspection): void {
  checkAmount(maxUnavailable, at.field('maxUnavailable'), pod, 100);
  checkAmount(maxSurge, at.field('maxSurge'), pod, 100);
  const [unavailable, surge] = [sizeOf(maxUnavailable) !== 0, sizeOf(maxSurge) !== 0];
  if (unavailable && surge) {
    const what = 'maxUnavailable is not 0.';
    const why = 'On each node, either the old pod ends first, or the new one starts first.';
    pod.invalid(RULE, at.field('maxSurge'), what, why, 'Leave it out, or set maxUnavailable to 0.');
  } else if (!unavailable && !surge) {
    const what = 'maxSurge and maxUnavailable are both 0.';
    pod.required(RULE, at.field('maxUnavailable'), what, 'No pod could ever be replaced.', 'Raise one of the two.');
  }
}

function checkStatefulSet({ partition = 0, maxUnavailable }: any, at: Place, pod: Inspection): void {
  if (partition < 0) {
    const why = 'It is the first of the pods that are replaced.';
    pod.invalid(RULE, at.field('partition'), `${partition} is less than nothing.`, why, 'Write 0 or more.');
  }
  if (maxUnavailable !== undefined) {
    checkAmount(maxUnavailable, at.field('maxUnavailable'), pod, 100);
    if (sizeOf(maxUnavailable) === 0) {
      const why = 'No pod could ever be replaced.';
      pod.invalid(RULE, at.field('maxUnavailable'), 'it is 0.', why, 'Write 1 or more.');
    }
  }
}

const PERCENT = /^[0-9]+%$/;

/** A number of pods, or a percentage of them. */
function checkAmount(amount: Amount, at: Place, pod: Inspection, most = Infinity): void {
  const isAmount = typeof amount === 'number' ? amount >= 0 : PERCENT.test(amount);
  if (!isAmount) {
    const why = 'It is a number of pods, or a percentage.';
    pod.invalid(RULE, at, `${JSON.stringify(amount)} is no amount.`, why, 'Write, for example, 1 or "25%".');
  } else if (typeof amount === 'string' && sizeOf(amount) > most) {
    pod.invalid(RULE, at, `${amount} is more than all.`, 'There are no more than 100 %.', 'Lower it.');
  }
}

function sizeOf(amount: Amount): number {
  return typeof amount === 'number' ? amount : /^[+-]?\d+%?$/.test(amount) ? parseInt(amount, 10) : 0;
}
