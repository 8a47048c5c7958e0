import type { Check, ApiRule } from '../api/rule';
import { Rule } from '../finding';
import { hostPortClash } from './host-port-clash';
import { hostPortOfSidecar } from './host-port-of-sidecar';
import { initNeedsSidecar } from './init-needs-sidecar';
import { initNeverEnds } from './init-never-ends';
import { lifecycleHandler } from './lifecycle-handler';
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
import { sidecarKeepsJob } from './sidecar-keeps-job';
import { signalsNobody } from './signals-nobody';
import { unsafeSysctl } from './unsafe-sysctl';
import { windowsSelector } from './windows-selector';

/** What is asked of containers that are together. */
const OF_SEVERAL_CONTAINERS: readonly Rule[] = [
  portClash,
  hostPortClash,
  sidecarKeepsJob,
  nobodyListens,
  signalsNobody,
];

/**
 * Where in a pod which of these rules is asked: most have few of the fields that they are about, and it is told while the fields are
 * read.
 */
export const ASKED: ApiRule = {
  PodSpec(spec, _, pod) {
    if (hasSeveral(spec)) {
      pod.ask(OF_SEVERAL_CONTAINERS);
    }
  },
  'PodSpec.initContainers': ask(hostPortOfSidecar, initNeverEnds, initNeedsSidecar),
  'PodSpec.volumes': ask(readerWithoutWriter),
  'PodSpec.overhead': ask(neverAdmitted),
  'PodSpec.priority': ask(neverAdmitted),
  'PodSpec.os': ask(windowsSelector),
  'PodSpec.securityContext': ask(unsafeSysctl, runAsRoot),

  'Container.ports'({ ports }, _, pod) {
    if (ports.length > 1) {
      pod.ask([portClash]);
    }
  },
  'Container.imagePullPolicy': ask(neverPulled),
  'Container.volumeMounts': ask(mountHidesMount, mountOverImage),
  'Container.securityContext': ask(runAsRoot, readOnlyRoot),
  'Container.startupProbe': askOfProbe('startupProbe'),
  'Container.readinessProbe': askOfProbe('readinessProbe'),
  'Container.livenessProbe': askOfProbe('livenessProbe'),
  'Container.lifecycle': ask(probePort, lifecycleHandler, preStopTooLong),
  'EnvVarSource.resourceFieldRef': ask(noSuchContainer),
  'DownwardAPIVolumeFile.resourceFieldRef': ask(noSuchContainer),
};

function ask(...rules: readonly Rule[]): Check {
  return (_value, _at, pod) => pod.ask(rules);
}

/** A port by its number can only be that of another container. */
function askOfProbe(field: string): Check {
  return (container, _, pod) => {
    const { httpGet, tcpSocket } = container[field];
    if (typeof (httpGet ?? tcpSocket)?.port === 'string' || hasSeveral(pod.spec)) {
      pod.ask([probePort]);
    }
  };
}

function hasSeveral({ containers = [], initContainers = [] }: any): boolean {
  return containers.length + initContainers.length > 1;
}
