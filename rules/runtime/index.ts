import { Rule } from '../finding';
import { OutputRule } from '../output/rule';
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

/** What the API server lets pass in a pod, and what then breaks. */
export const RUNTIME_RULES: Rule[] = [
  portClash,
  hostPortClash,
  hostPortOfSidecar,
  probePort,
  lifecycleHandler,
  runAsRoot,
  sidecarKeepsJob,
  initNeverEnds,
  initNeedsSidecar,
  nobodyListens,
  mountHidesMount,
  mountOverImage,
  readerWithoutWriter,
  readOnlyRoot,
  preStopTooLong,
  neverPulled,
  noSuchContainer,
  signalsNobody,
  neverAdmitted,
  unsafeSysctl,
  windowsSelector,
];

/** The same, of objects that are applied together. */
export const RUNTIME_OUTPUT_RULES: OutputRule[] = [selectsNothing, selectsAll, targetPort, missingKey];
