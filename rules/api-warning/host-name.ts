import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { ApiRule, Check } from '../api/rule';

const RULE = 'api-warning/host-name';

const check: Check = ({ metadata }, at, pod) => {
  const name = metadata?.name;
  const why = name && !pod.isTemplate ? notDnsLabel(name) : undefined;
  // a name that is refused altogether needs no warning
  if (why !== undefined && notDnsSubdomain(name) === undefined) {
    const fix = 'Choose a name that is a DNS label.';
    const what = `"${name}" makes a host name that some programs do not take.`;
    pod.warn(RULE, at.field('metadata').field('name'), what, why, fix);
  }
};

/**
 * The name of a pod is its host name as well, unless it has one: better a DNS label than a name with dots.
 * That of a workload is in those of its pods.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pods
 */
export const hostName: ApiRule = { Pod: check, Deployment: check, ReplicaSet: check, Job: check, CronJob: check };
