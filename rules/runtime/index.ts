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

/** What the API server lets pass in a pod, and what then breaks. The rules by what a pod has to have for them: most have little of it. */
const OF_ALL: readonly Rule[] = [
  portClash,
  probePort,
  neverPulled,
  noSuchContainer,
  readerWithoutWriter,
  neverAdmitted,
  unsafeSysctl,
  windowsSelector,
];
const OF_SEVERAL_CONTAINERS: readonly Rule[] = [hostPortClash, sidecarKeepsJob, nobodyListens, signalsNobody];
const OF_INIT_CONTAINERS: readonly Rule[] = [hostPortOfSidecar, initNeverEnds, initNeedsSidecar];
const OF_MOUNTS: readonly Rule[] = [mountHidesMount, mountOverImage];
const OF_HOOKS: readonly Rule[] = [lifecycleHandler, preStopTooLong];
const OF_SECURITY_CONTEXTS: readonly Rule[] = [runAsRoot, readOnlyRoot];

/** All that these rules find in a pod, or in the template of one. */
export function runtime(pod: any, version: string): Finding[] {
  const all = containers(pod);
  const spec = pod?.spec;
  const has = (field: string): boolean => all.some(({ value }) => value[field]);
  let found = foundBy(OF_ALL, pod, version);
  const ask = (rules: readonly Rule[]): void => {
    found = found.concat(foundBy(rules, pod, version));
  };
  if (all.length > 1) {
    ask(OF_SEVERAL_CONTAINERS);
  }
  if (spec?.initContainers) {
    ask(OF_INIT_CONTAINERS);
  }
  if (has('volumeMounts')) {
    ask(OF_MOUNTS);
  }
  if (has('lifecycle')) {
    ask(OF_HOOKS);
  }
  if (spec?.securityContext || has('securityContext')) {
    ask(OF_SECURITY_CONTEXTS);
  }
  return found;
}

/** What breaks of objects that are applied together. */
export const RUNTIME_OUTPUT_RULES: OutputRule[] = [selectsNothing, selectsAll, targetPort, missingKey];
