import { ResourceRequirements } from '../../kubernetes/decoded';
import { compare, isInteger } from '../model/quantity';
import { Report, rule } from '../rule';

/** Each runtime needs more than this to start a container, whichever program it runs. */
const LEAST_LIMIT = '512Ki';
/** The same for runc, which most nodes have. */
const LEAST_OF_RUNC = '3Mi';
/** One page: no program runs in less. */
const LEAST_REQUEST = '4Ki';

export const tooLittleMemory = rule({
  id: 'runtime/too-little-memory',
  severity: 'error',
  summary: 'A memory limit must be large enough to start a container.',
  details:
    'Without a unit, an amount is in bytes: `512` is 512 bytes, not 512 MiB. A request in bytes is a warning, because the pod runs, but ' +
    'the scheduler reserves no memory for it. A limit below 3Mi is a warning: runc does not start the container. A fraction of a byte, such as `100m`, is reported by `api-warning/fractional-bytes`.',
  see: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory',
  fields: ['Container.resources', 'PodSpec.resources'],
  check({ containers, spec }, report) {
    checkAmounts(spec.resources, 'spec', report);
    for (const container of containers) {
      if (container.value.resources !== undefined) {
        checkAmounts(container.value.resources, container.path, report);
      }
    }
  },
});

function checkAmounts({ limits, requests }: ResourceRequirements = {}, path: string, report: Report): void {
  const [limit, request] = [limits?.memory, requests?.memory];
  if (limit !== undefined && isBelow(limit, LEAST_OF_RUNC)) {
    const least = isBelow(limit, LEAST_LIMIT) ? LEAST_LIMIT : LEAST_OF_RUNC;
    report(`${path}.resources.limits.memory`, `a limit of ${limit} is less than ${least}.`, unitFix(limit), {
      why: `The runtime${least === LEAST_OF_RUNC ? ' runc' : ''} needs more memory to start a container.`,
      severity: least === LEAST_OF_RUNC ? 'warning' : 'error',
    });
  } else if (request !== undefined && isBelow(request, LEAST_REQUEST)) {
    report(
      `${path}.resources.requests.memory`,
      `a request of ${request} is less than ${LEAST_REQUEST}.`,
      unitFix(request),
      { why: 'The scheduler reserves almost no memory for the pod.', severity: 'warning' },
    );
  }
}

/** Most amounts: more than each of the limits above. Saves two comparisons for each. */
const USUAL = /^(?:[4-9]|[1-9]\d+)[MG]i?$/;

/** Whether an amount is too small, and a whole number of bytes. A limit of 0 is none. */
function isBelow(amount: number | string, least: string): boolean {
  return !USUAL.test(String(amount)) && compare(amount, least) < 0 && compare(amount, 0) > 0 && isInteger(amount);
}

function unitFix(amount: number | string): string {
  return isBelow(amount, LEAST_LIMIT)
    ? `Add the unit: \`${parseInt(String(amount), 10) || 1}Mi\`.`
    : 'Set it to the memory that the program needs, such as `64Mi`.';
}
