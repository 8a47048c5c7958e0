import { Finding, foundBy, Rule } from '../finding';
import { OutputRule } from '../output/rule';
import { containers } from '../pod';
import { hostPortClash } from './host-port-clash';
import { hostPortOfSidecar } from './host-port-of-sidecar';
import { initNeedsSidecar } from './init-needs-sidecar';
import { initNeverEnds } from './init-never-ends';
import { lifecycleHandler } from './lifecycle-handler';
import { missingKey } from './missing-key';
import { mountHidesMount } from './mount-hides-mount';
import { mountOverImage } from './mount-over-image';
import { neverAdmitted } from './never-admitted';
import { neverPulled } from './never-pulled';
import { noSuchContainer } from './no-such-container';
import { nobodyListens } from './nobody-listens';
import { portClash } from './port-clash';
import { preStopTooLong } from './pre-stop-too-long';
import { probePort } from './probe-port';
import { readOnlyRoot } from './read-only-root';
import { readerWithoutWriter } from './reader-without-writer';
import { runAsRoot } from './run-as-root';
import { selectsAll } from './selects-all';
import { selectsNothing } from './selects-nothing';
import { sidecarKeepsJob } from './sidecar-keeps-job';
import { signalsNobody } from './signals-nobody';
import { targetPort } from './target-port';
import { unsafeSysctl } from './unsafe-sysctl';
import { windowsSelector } from './windows-selector';

/** What the API server lets pass in a pod, and what then breaks: rules that are asked of every pod. */
const OF_ALL: readonly Rule[] = [portClash];
const OF_SEVERAL_CONTAINERS: readonly Rule[] = [
  ...OF_ALL,
  hostPortClash,
  sidecarKeepsJob,
  nobodyListens,
  signalsNobody,
];

/** And those that are asked where the spec of a pod has a field, or one of its containers: most have few of them. */
const OF_FIELDS: ReadonlyMap<string, readonly Rule[]> = new Map(
  Object.entries({
    initContainers: [hostPortOfSidecar, initNeverEnds, initNeedsSidecar],
    volumes: [noSuchContainer, readerWithoutWriter],
    overhead: [neverAdmitted],
    priority: [neverAdmitted],
    os: [windowsSelector],
    securityContext: [unsafeSysctl, runAsRoot, readOnlyRoot],

    env: [noSuchContainer],
    imagePullPolicy: [neverPulled],
    volumeMounts: [mountHidesMount, mountOverImage],
    startupProbe: [probePort],
    readinessProbe: [probePort],
    livenessProbe: [probePort],
    lifecycle: [probePort, lifecycleHandler, preStopTooLong],
  }),
);

/** All that these rules find in a pod, or in the template of one. */
export function runtime(pod: any, version: string): Finding[] {
  const all = containers(pod);
  const asked = [...(all.length > 1 ? OF_SEVERAL_CONTAINERS : OF_ALL)];
  askOf(pod?.spec, asked);
  for (const { value } of all) {
    askOf(value, asked);
  }
  return foundBy(asked, pod, version);
}

function askOf(struct: any, asked: Rule[]): void {
  for (const field in struct) {
    const rules = OF_FIELDS.get(field);
    if (rules !== undefined) {
      asked.push(...rules.filter((rule) => !asked.includes(rule)));
    }
  }
}

/** What breaks of objects that are applied together. */
export const RUNTIME_OUTPUT_RULES: OutputRule[] = [selectsNothing, selectsAll, targetPort, missingKey];
