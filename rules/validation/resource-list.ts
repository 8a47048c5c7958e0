import { Inspection } from './validation-context';
import { notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';
import { milli, nano, plainMilli, whole } from '../model/quantity';

/** Resources that a container can ask for by a plain name. */
const CONTAINER = ['cpu', 'memory', 'ephemeral-storage'];

/** All plain names of resources. */
const STANDARD = [
  ...CONTAINER,
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
];

/** Those that are counted. */
const COUNTED = STANDARD.slice(STANDARD.indexOf('pods')).filter((name) => !name.endsWith('storage'));

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** Whether it is one of Kubernetes' own: without a domain, or with its. */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Whether it is one that a device plugin brings. */
function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && notQualifiedName(`requests.${name}`) === undefined;
}

/** Why it is not the name of a resource, if it is none. */
function notResource(name: string): string | undefined {
  const isKnown = name.includes('/') || STANDARD.includes(name) || /^(requests\.)?hugepages-/.test(name);
  return notQualifiedName(name) ?? (isKnown ? undefined : 'It is one of Kubernetes, or has a domain before it.');
}

/** Why it is not the name of something that a container can ask for, if it is none. */
export function notContainerResource(name: string): string | undefined {
  const why = notResource(name);
  if (why !== undefined) {
    return why;
  }
  if (!name.includes('/')) {
    return CONTAINER.includes(name) || isHugePages(name)
      ? undefined
      : 'A container has cpu, memory, ephemeral-storage, hugepages-SIZE, or what a device plugin brings.';
  }
  return isNative(name) || isExtended(name)
    ? undefined
    : 'It is DOMAIN/NAME, of at most 63 characters with "requests.".';
}

/** Resources that a pod as a whole can have. */
const POD = ['cpu', 'hugepages-', 'memory'];

/** Whose resources they are: what may be asked for differs. */
export type Owner = 'container' | 'pod';

const NONE: Record<string, any> = {};

interface Requirements {
  readonly limits?: Record<string, any>;
  readonly requests?: Record<string, any>;
}

/**
 * Names and amounts of requests and limits, and how they go together.
 *
 * @param isFilled whether a request that is not there is as high as the limit
 */
export function checkRequirements(
  rule: string,
  { limits = NONE, requests: given = NONE }: Requirements,
  at: Place,
  owner: Owner,
  pod: Inspection,
  isFilled = false,
): void {
  if (isPlain(limits, given)) {
    return;
  }
  const requests = isFilled ? { ...limits, ...given } : given;
  let huge = false;
  let basic = false;
  for (const name in limits) {
    checkAmount(rule, name, limits[name], at, 'limits', owner, pod);
    huge ||= isHugePages(name);
    basic ||= name === 'cpu' || name === 'memory';
  }
  for (const name in requests) {
    checkAmount(rule, name, requests[name], at, 'requests', owner, pod);
    huge ||= isHugePages(name);
    basic ||= name === 'cpu' || name === 'memory';
    const isFlexible = isNative(name) && !isHugePages(name);
    if (!Object.prototype.hasOwnProperty.call(limits, name)) {
      if (!isFlexible) {
        const what = `${name} is asked for without a limit.`;
        const why = 'What cannot be shared out twice is asked for by its limit.';
        pod.required(rule, at.field('limits'), what, why, `Say the amount in limits.`);
      }
    } else if (requests[name] !== limits[name]) {
      checkPair(rule, name, requests[name], limits[name], isFlexible, at, pod);
    }
  }
  if (huge && !basic) {
    const what = 'huge pages are asked for, but neither CPU nor memory.';
    pod.forbidden(rule, at, what, 'The one is not given without the other.', 'Ask for memory as well.');
  }
}

function checkPair(
  rule: string,
  name: string,
  request: any,
  limit: any,
  isFlexible: boolean,
  at: Place,
  pod: Inspection,
): void {
  const difference = milli(request) - milli(limit);
  if (isFlexible ? difference > 0n : difference !== 0n) {
    const what = `${request} of ${name} is asked for, and ${limit} is the limit.`;
    const why = isFlexible ? 'A limit is no less than the request.' : 'What cannot be shared has both the same.';
    pod.invalid(rule, at.field('requests'), what, why, 'Lower the request, or raise the limit.');
  }
}

function checkAmount(
  rule: string,
  name: string,
  amount: any,
  at: Place,
  field: string,
  owner: Owner,
  pod: Inspection,
): void {
  const place = at.field(field).key(name);
  const why = owner === 'container' ? notContainerResource(name) : notResource(name);
  if (why !== undefined) {
    pod.invalid(rule, place, `"${name}" is not a resource that a ${owner} can ask for.`, why, 'Take one that is.');
  } else if (owner === 'pod' && !POD.includes(name) && !isHugePages(name)) {
    pod.notSupported(rule, place, name, POD);
  }
  if (nano(amount) < 0n) {
    const fix = 'Write an amount of zero or more.';
    pod.invalid(rule, place, `${amount} is less than nothing.`, 'Nobody can give that.', fix);
  }
  if ((COUNTED.includes(name) || isExtended(name)) && milli(amount) % 1000n !== 0n) {
    pod.invalid(rule, place, `${amount} is not a whole number.`, `${name} is counted.`, 'Write a whole number.');
  }
  if (isHugePages(name) && !isDivisible(name, amount)) {
    const what = `${amount} is not a number of pages of ${name.slice('hugepages-'.length)}.`;
    pod.invalid(rule, place, what, 'Huge pages are given as a whole.', 'Write a multiple of the size of a page.');
  }
}

/** Whether they are clearly such that nothing can be said against them, as most are: some CPU and memory, and no more than the limit. */
function isPlain(limits: Record<string, any>, requests: Record<string, any>): boolean {
  return isBasic(limits, NONE) && isBasic(requests, limits);
}

function isBasic(amounts: Record<string, any>, most: Record<string, any>): boolean {
  for (const name in amounts) {
    if (name !== 'cpu' && name !== 'memory') {
      return false;
    }
    const amount = plainMilli(amounts[name]);
    if (!(amount >= 0) || (most[name] !== undefined && !(amount <= plainMilli(most[name])))) {
      return false;
    }
  }
  return true;
}

function isDivisible(name: string, amount: any): boolean {
  const size = name.slice('hugepages-'.length);
  if (!/^[+-]?[0-9.]+([KMGTPE]i|[numkMGTPE]?|[eE][+-]?\d+)$/.test(size)) {
    return false;
  }
  return nano(size) > 0n && milli(size) % 1000n === 0n && whole(amount) % whole(size) === 0n;
}
