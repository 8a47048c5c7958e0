import { CONTAINER_LISTS, Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { milli } from '../model/quantity';
import { checkClaims } from './resource-claim-ref';
import { checkRequirements, isHugePages } from '../validation/resource-list';
import { ApiRule } from './rule';

const RULE = 'api/pod-resources';

/**
 * What a pod as a whole asks for, and is held to: no less than what its containers do together.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/
 */
export const podResources: ApiRule = {
  'PodSpec.resources'(spec, at, pod) {
    const { resources } = spec;
    const place = at.field('resources');
    if (spec.os?.name === 'windows') {
      const why = 'Windows has no such groups of containers.';
      pod.forbidden(RULE, place, 'a Windows pod has no resources as a whole.', why, 'Give them to its containers.');
      return;
    }
    if (resources.claims !== undefined) {
      const fix = 'Name them in the resources of containers.';
      pod.forbidden(RULE, place.field('claims'), 'a pod as a whole uses no claims.', 'Its containers do.', fix);
      checkClaims(RULE, resources.claims, place.field('claims'), pod);
    }
    const sums = { requests: together(spec, requestsOf(pod.isTemplate)), limits: together(spec, limitsOf) };
    const own = pod.isTemplate ? resources : filled(resources, spec, sums, pod);
    checkRequirements(RULE, own, place, 'pod', pod);
    checkSums({ limits: amounts(own.limits), requests: amounts(own.requests) }, sums, spec, place, pod);
  },
};

type Amounts = Record<string, any>;
type Sums = { readonly requests: Amounts; readonly limits: Amounts };

const limitsOf = (container: any): Amounts => amounts(container.resources?.limits);

/** The requests of a container. A pod's are filled up with its limits. */
const requestsOf =
  (isTemplate: boolean) =>
  (container: any): Amounts =>
    amounts(isTemplate ? {} : limitsOf(container), container.resources?.requests);

/** A map of its own, without what all objects have: a resource may be called `constructor`. */
function amounts(...some: Amounts[]): Amounts {
  return Object.assign(Object.create(null), ...some);
}

/** What containers come to: all that run at a time, or what one init container needs beside the sidecars before it. */
function together(spec: any, amountsOf: (container: any) => Amounts): Amounts {
  const running = new Map<string, bigint>();
  const sidecars = new Map<string, bigint>();
  const starting = new Map<string, bigint>();
  const add = (sum: Map<string, bigint>, name: string, amount: bigint): bigint => {
    const all = (sum.get(name) ?? 0n) + amount;
    sum.set(name, all);
    return all;
  };
  const raise = (most: Map<string, bigint>, name: string, amount: bigint): void => {
    if (!most.has(name) || most.get(name)! < amount) {
      most.set(name, amount);
    }
  };
  for (const container of spec.containers ?? []) {
    const own = amountsOf(container);
    Object.keys(own).forEach((name) => add(running, name, milli(own[name])));
  }
  for (const container of spec.initContainers ?? []) {
    const own = amountsOf(container);
    for (const name of Object.keys(own)) {
      const amount = milli(own[name]);
      if (container.restartPolicy === 'Always') {
        add(running, name, amount);
        raise(starting, name, add(sidecars, name, amount));
      } else {
        raise(starting, name, (sidecars.get(name) ?? 0n) + amount);
      }
    }
  }
  starting.forEach((amount, name) => raise(running, name, amount));
  const all = amounts();
  running.forEach((amount, name) => (all[name] = `${amount}m`));
  return all;
}

function isForPods(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name);
}

/** The pod's resources, filled up by what its containers ask for, as the server does where it has any. */
function filled(resources: any, spec: any, sums: Sums, pod: Inspection): any {
  const limits = amounts(resources.limits);
  const requests = amounts(resources.requests);
  if (Object.keys(limits).length === 0 && Object.keys(requests).length === 0) {
    return resources;
  }
  for (const name of Object.keys(sums.limits).filter(isHugePages)) {
    if (requests[name] === undefined) {
      limits[name] ??= sums.limits[name];
    }
  }
  for (const name of Object.keys(sums.requests).filter((one) => one === 'cpu' || one === 'memory')) {
    requests[name] ??= sums.requests[name];
  }
  for (const name of Object.keys(limits).filter(isForPods)) {
    requests[name] ??= limits[name];
  }
  if (pod.minor >= 37) {
    const all = CONTAINER_LISTS.flatMap((list) => spec[list] ?? []).map(limitsOf);
    for (const name of Object.keys(requests).filter(isForPods)) {
      if (limits[name] === undefined && all.every((own) => own[name] !== undefined)) {
        const most = sums.limits[name];
        if (most !== undefined) {
          limits[name] = milli(requests[name]) > milli(most) ? requests[name] : most;
        }
      }
    }
  }
  return { limits, requests };
}

function checkSums({ limits, requests }: Sums, sums: Sums, spec: any, at: Place, pod: Inspection): void {
  const exceed = (field: 'limits' | 'requests', own: Amounts, name: string) => {
    if (own[name] !== undefined && milli(sums[field][name]) > milli(own[name])) {
      const what = `the containers come to ${sums[field][name]} of ${name}, the pod to ${own[name]}.`;
      pod.invalid(RULE, at.field(field).key(name), what, 'The pod has no less than its containers.', 'Raise it.');
    }
  };
  Object.keys(sums.requests).forEach((name) => exceed('requests', requests, name));
  Object.keys(sums.limits)
    .filter(isHugePages)
    .forEach((name) => exceed('limits', limits, name));
  (spec.containers ?? []).forEach((container: any, i: number) => {
    for (const [name, limit] of Object.entries(limitsOf(container))) {
      if (limits[name] !== undefined && milli(limit) > milli(limits[name])) {
        const what = `the limit of the container is ${limit}, the pod's is ${limits[name]}.`;
        const place = at.field('containers').item(i).key(name).field('limits');
        pod.invalid(
          RULE,
          place,
          what,
          'A container cannot get more than its pod.',
          'Lower the one, or raise the other.',
        );
      }
    }
  });
}
