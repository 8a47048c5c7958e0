import { Finding } from '../finding';
import { Output } from '../model/output';
import { called, containers, listOf, PlacedContainer, staysUp } from '../model/pod';
import { isSidecarImage } from '../model/images';

/** What stands before or beside another one for its sake. */
const HELPER = /export|metric|proxy|envoy|ambassador|adapter|agent|sidecar|auth/i;

/**
 * Two containers of one pod that both take traffic, each on a port of its own that a Service leads to. They scale together, and need
 * not. Ask of them: must they run on one machine? must they scale together?
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers
 */
export function twoAppsInPod(object: any, output: Output): Finding[] {
  const made = output.podOf(object);
  const staying = made === undefined ? [] : containers(made.pod).filter(staysUp);
  if (made === undefined || staying.length < 2) {
    return [];
  }
  const targets = new Set([...output.servicesOf(made)].flatMap(targetsOf));
  const serving = staying.filter((one) => !isHelper(one) && isAmong(targets, one));
  return serving.slice(1).map((one) => ({
    rule: 'advice/two-apps-in-pod',
    severity: 'advice',
    path: [...made.way, one.path].join('.'),
    what: `${called(one)} takes traffic of its own, as ${called(serving[0])} of the same pod does.`,
    why: 'They always scale together and run on one machine, whether they have to or not.',
    fix: 'Give each a workload of its own, unless they share files or memory.',
  }));
}

function isHelper({ value, init }: PlacedContainer): boolean {
  return init || isSidecarImage(value.image) || HELPER.test(`${value.name} ${value.image}`);
}

/** The ports, by number or name, that a Service leads to. */
function targetsOf({ spec }: any): any[] {
  return listOf(spec.ports).map((port) => port?.targetPort ?? port?.port);
}

function isAmong(targets: ReadonlySet<any>, { value }: PlacedContainer): boolean {
  return listOf(value.ports).some(
    (one) => targets.has(one?.containerPort) || (one?.name !== undefined && targets.has(one.name)),
  );
}
