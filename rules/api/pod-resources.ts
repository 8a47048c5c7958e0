import { Container, PodSpec, ResourceRequirements } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { CONTAINER_LISTS } from '../model/container-model';
import { milli } from '../model/quantity';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkClaims } from '../validation/resource-claims';
import { checkRequirements, isHugePages } from '../validation/resource-list';

export const podResources = rule({
  id: 'api/pod-resources',
  severity: 'error',
  summary: 'The resources of a pod must be valid, and at least the sum of the resources of its containers.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
  checks: {
    'PodSpec.resources'(spec, podAt, context) {
      const { resources } = spec;
      const at = podAt.field('resources');
      if (spec.os?.name === 'windows') {
        const why = 'Kubernetes does not support pod-level resources on Windows.';
        context.forbidden(at, 'a Windows pod has `resources`.', why, 'Move them to the containers.');
        return;
      }
      if (resources.claims !== undefined) {
        const why = 'Only a container can use claims.';
        context.forbidden(at.field('claims'), 'the pod has `claims`.', why, 'Move them to the containers.');
        checkClaims(resources.claims, at.field('claims'), context);
      }
      const sums = { requests: sum(spec, requestsOf(context.isTemplate)), limits: sum(spec, limitsOf) };
      const own = context.isTemplate ? resources : withDefaults(resources, spec, sums, context);
      checkRequirements(own, at, 'pod', context);
      checkSums({ limits: amounts(own.limits), requests: amounts(own.requests) }, sums, at, context);
      checkLimits(amounts(own.limits), spec, at, context);
    },
  },
});

type Amounts = Record<string, number | string>;

interface Requirements {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

const limitsOf = (container: Container): Amounts => amounts(container.resources?.limits);

/** The requests of a container. The limits of a pod's container are its default requests. */
const requestsOf =
  (isTemplate: boolean) =>
  (container: Container): Amounts =>
    amounts(isTemplate ? {} : limitsOf(container), container.resources?.requests);

/** A copy without a prototype: a resource can have the name `constructor`. */
function amounts(...some: (Readonly<Amounts> | undefined)[]): Amounts {
  return Object.assign(Object.create(null), ...some) as Amounts;
}

/** The resources of all containers that run together, or of an init container and the sidecars before it if they are more. */
function sum({ containers = [], initContainers = [] }: PodSpec, amountsOf: (container: Container) => Amounts): Amounts {
  const running = new Sums();
  const sidecars = new Sums();
  const starting = new Sums();
  for (const container of containers) {
    Object.entries(amountsOf(container)).forEach(([name, amount]) => running.add(name, milli(amount)));
  }
  for (const container of initContainers) {
    for (const [name, quantity] of Object.entries(amountsOf(container))) {
      const amount = milli(quantity);
      if (container.restartPolicy === 'Always') {
        running.add(name, amount);
        sidecars.add(name, amount);
        starting.raise(name, sidecars.get(name)!);
      } else {
        starting.raise(name, (sidecars.get(name) ?? 0n) + amount);
      }
    }
  }
  starting.forEach((amount, name) => running.raise(name, amount));
  return amounts(Object.fromEntries([...running].map(([name, amount]) => [name, `${amount}m`])));
}

/** Amounts by the name of the resource, in thousandths. */
class Sums extends Map<string, bigint> {
  public add(name: string, amount: bigint): void {
    this.set(name, (this.get(name) ?? 0n) + amount);
  }

  public raise(name: string, amount: bigint): void {
    this.set(name, !this.has(name) || this.get(name)! < amount ? amount : this.get(name)!);
  }
}

const isBasic = (name: string): boolean => name === 'cpu' || name === 'memory';
const isForPods = (name: string): boolean => isBasic(name) || isHugePages(name);

/** The resources of a pod with the defaults that the server computes from its containers. */
function withDefaults(
  resources: ResourceRequirements,
  spec: PodSpec,
  sums: Requirements,
  context: ValidationContext,
): ResourceRequirements {
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
  // before 1.37, only a pod with limits gets requests
  if (context.minor >= 37 || Object.keys(limits).length > 0) {
    for (const name of Object.keys(sums.requests).filter(isBasic)) {
      requests[name] ??= sums.requests[name];
    }
    for (const name of Object.keys(limits).filter(isForPods)) {
      requests[name] ??= limits[name];
    }
  }
  if (context.minor >= 37) {
    const ofContainers = CONTAINER_LISTS.flatMap((list): readonly Container[] => spec[list] ?? []).map(limitsOf);
    for (const name of Object.keys(requests).filter(isForPods)) {
      const limit = sums.limits[name];
      if (limit !== undefined && ofContainers.every((own) => own[name] !== undefined)) {
        limits[name] ??= milli(requests[name]) > milli(limit) ? requests[name] : limit;
      }
    }
  }
  return { limits, requests };
}

function checkSums(own: Requirements, sums: Requirements, at: FieldPath, context: ValidationContext): void {
  const compare = (field: 'limits' | 'requests', name: string) => {
    const amount = own[field][name];
    if (amount !== undefined && milli(sums[field][name]) > milli(amount)) {
      const what = `the ${field} of the containers for ${name} add up to ${sums[field][name]}, but the pod has ${amount}.`;
      const why = 'The value of a pod must be at least the sum of its containers.';
      context.invalid(at.field(field).key(name), what, why, `Set it to at least ${sums[field][name]}.`);
    }
  };
  Object.keys(sums.requests).forEach((name) => compare('requests', name));
  Object.keys(sums.limits)
    .filter(isHugePages)
    .forEach((name) => compare('limits', name));
}

function checkLimits(limits: Amounts, spec: PodSpec, at: FieldPath, context: ValidationContext): void {
  spec.containers?.forEach((container, i) => {
    for (const [name, limit] of Object.entries(limitsOf(container))) {
      if (limits[name] !== undefined && milli(limit) > milli(limits[name])) {
        const path = at.field('containers').item(i).key(name).field('limits');
        const what = `the limit of the container is ${limit}, but the limit of the pod is ${limits[name]}.`;
        const fix = `Set the limit of the container to at most ${limits[name]}.`;
        context.invalid(path, what, 'A container cannot use more than its pod.', fix);
      }
    }
  });
}
