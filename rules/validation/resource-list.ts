import { ResourceRequirements } from '../../kubernetes/decoded';
import { ownValue } from '../../util/plain-object';
import { words } from '../../util/words';
import { FieldPath } from '../model/field-path';
import { notQualifiedName } from '../model/names';
import { compare, isInteger, isMultiple, isNegative } from '../model/quantity';
import { ValidationContext } from '../validation-context';

type Quantity = number | string;

/** The resources of a container without a domain in their names, beside huge pages. */
const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];

/** The resources of a whole pod. */
const POD_RESOURCES = ['cpu', 'hugepages-', 'memory'];

/** The resources of a quota that are counted. */
const COUNTED = words(`
  pods resourcequotas services replicationcontrollers secrets configmaps persistentvolumeclaims
  services.nodeports services.loadbalancers
`);

/** The owner of resources: the names that it can request differ. */
export type Owner = 'container' | 'pod';

/** The resources without a domain in their names, beside huge pages: the server does not refuse those of quotas for a pod. */
const WITHOUT_DOMAIN: Readonly<Record<Owner, readonly string[]>> = {
  container: CONTAINER_RESOURCES,
  pod: [
    ...['', 'requests.', 'limits.'].flatMap((prefix) => CONTAINER_RESOURCES.map((name) => prefix + name)),
    ...['storage', 'requests.storage'],
    ...COUNTED,
  ],
};
const HUGE_PAGES: Readonly<Record<Owner, RegExp>> = { container: /^hugepages-/, pod: /^(requests\.)?hugepages-/ };

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** Whether a resource is Kubernetes' own: without a domain, or with a domain of Kubernetes. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Whether a resource comes from a device plugin. */
function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && notQualifiedName(`requests.${name}`) === undefined;
}

/** Why a name is not that of a resource of a container, or of a pod. */
export function notResource(name: string, owner: Owner): string | undefined {
  const hasDomain = name.includes('/');
  if (!hasDomain && (WITHOUT_DOMAIN[owner].includes(name) || HUGE_PAGES[owner].test(name))) {
    return undefined;
  }
  const why = hasDomain
    ? 'It must be DOMAIN/NAME, with at most 63 characters for "requests." and the domain.'
    : `A ${owner} has cpu, memory, hugepages-SIZE, and resources with a domain.`;
  const isKnown = hasDomain && (owner === 'pod' || isNative(name) || isExtended(name));
  return notQualifiedName(name) ?? (isKnown ? undefined : why);
}

/** The resources of a quota without a domain in their names, beside huge pages. */
const OF_QUOTA = WITHOUT_DOMAIN.pod.filter((name) => name !== 'storage');

/** Whether Kubernetes defines a resource of quotas. */
export function isQuotaResource(name: string): boolean {
  return OF_QUOTA.includes(name) || HUGE_PAGES.pod.test(name);
}

/** Why a name is not that of a resource of a quota, or, if it can be the storage of a claim, of other limits. */
export function notQuotaResource(name: string, canBeStorage: boolean): string | undefined {
  const isKnown = name.includes('/') || isQuotaResource(name) || (canBeStorage && name === 'storage');
  const why = 'It must be a resource such as "requests.cpu" or "pods", or have a domain.';
  return notQualifiedName(name) ?? (isKnown ? undefined : why);
}

/** Whether the amount of a resource is an integer. */
function isCounted(name: string): boolean {
  return COUNTED.includes(name) || isExtended(name);
}

/** Whether a request can be less than its limit. */
export function isOvercommitAllowed(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

/** Checks requests and limits, and each request against its limit. If `isFilled`, a missing request has the value of the limit. */
export function checkRequirements(
  { limits = {}, requests = {} }: ResourceRequirements,
  at: FieldPath,
  owner: Owner,
  context: ValidationContext,
  isFilled = false,
): void {
  let hasHugePages = false;
  for (const name in limits) {
    checkAmount(name, limits[name], at, 'limits', owner, context);
    if (isFilled && ownValue(requests, name) === undefined) {
      checkRequest(name, limits[name], limits[name], at, owner, context);
    }
    hasHugePages ||= isHugePages(name);
  }
  for (const name in requests) {
    checkRequest(name, requests[name], ownValue(limits, name), at, owner, context);
    hasHugePages ||= isHugePages(name);
  }
  if (hasHugePages && !['cpu', 'memory'].some((name) => name in limits || name in requests)) {
    const what = `the ${owner} has huge pages, but neither cpu nor memory.`;
    context.forbidden(at, what, 'Huge pages require cpu or memory.', 'Add `memory` to the requests or limits.');
  }
}

function checkRequest(
  name: string,
  request: Quantity,
  limit: Quantity | undefined,
  at: FieldPath,
  owner: Owner,
  context: ValidationContext,
): void {
  checkAmount(name, request, at, 'requests', owner, context, limit);
  checkPair(name, request, limit, at, context);
}

function checkPair(
  name: string,
  request: Quantity,
  limit: Quantity | undefined,
  at: FieldPath,
  context: ValidationContext,
): void {
  const isFlexible = isOvercommitAllowed(name);
  if (limit === undefined) {
    if (!isFlexible) {
      const why = 'A limit is required for huge pages and for resources of device plugins.';
      context.required(at.field('limits'), `${name} has no limit.`, why, `Add "${name}: ${request}" to \`limits\`.`);
    }
    return;
  }
  const difference = request === limit ? 0 : compare(request, limit);
  if (isFlexible ? difference > 0 : difference !== 0) {
    const what = `the request of ${request} ${name} ${isFlexible ? 'exceeds' : 'differs from'} the limit of ${limit}.`;
    const why = isFlexible ? 'A request must not exceed its limit.' : 'The request and the limit must be equal.';
    context.invalid(at.field('requests'), what, why, `Set the request to ${limit}, or the limit to ${request}.`);
  }
}

/** @param limit the limit of a request */
function checkAmount(
  name: string,
  amount: Quantity,
  resourcesAt: FieldPath,
  list: 'limits' | 'requests',
  owner: Owner,
  context: ValidationContext,
  limit?: Quantity,
): void {
  // any amount that is not negative is valid: saves the other checks for most containers
  if ((name === 'cpu' || name === 'memory') && !isNegative(amount)) {
    return;
  }
  const at = resourcesAt.field(list).key(name);
  const why = notResource(name, owner);
  if (why !== undefined) {
    context.invalid(at, `"${name}" is not a resource of a ${owner}.`, why, 'Use "cpu" or "memory", for example.');
  } else if (owner === 'pod' && !POD_RESOURCES.includes(name) && !isHugePages(name)) {
    context.notSupported(at, name, POD_RESOURCES);
  }
  checkNumber(name, amount, at, context);
  if (isHugePages(name) && !isDivisible(amount, name.slice('hugepages-'.length), limit)) {
    const what = `${amount} is not a multiple of the page size in "${name}".`;
    context.invalid(at, what, 'A container can use only whole pages.', 'Use a multiple of the page size.');
  }
}

/** Reports an amount that is negative, or a fraction of what is counted. */
export function checkNumber(name: string, amount: Quantity, at: FieldPath, context: ValidationContext): void {
  if (isNegative(amount)) {
    context.invalid(at, `${amount} is negative.`, 'An amount cannot be negative.', 'Use 0 or more.');
  }
  if (isCounted(name) && !isInteger(amount)) {
    context.invalid(at, `${amount} is not an integer.`, `A fraction of ${name} does not exist.`, 'Use an integer.');
  }
}

function isDivisible(amount: Quantity, pageSize: string, limit?: Quantity): boolean {
  return /^[+-]?[0-9.]+([KMGTPE]i|[numkMGTPE]?|[eE][+-]?\d+)$/.test(pageSize) && isMultiple(amount, pageSize, limit);
}
