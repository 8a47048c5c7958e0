import { ObjectMeta } from '../../kubernetes/decoded';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { rule, StructCheck } from '../rule';
import { nameOf } from '../validation/object-name';

const checkName: StructCheck<{ readonly metadata?: ObjectMeta }> = ({ metadata = {} }, at, context) => {
  const name = nameOf(metadata);
  const why = context.isTemplate ? undefined : notDnsLabel(name);
  // the API server refuses other names
  if (why !== undefined && notDnsSubdomain(name) === undefined) {
    const what = `"${name}" is not a DNS label, which some programs require of a host name.`;
    context.warn(at.field('metadata').field('name'), what, why, 'Rename it to a DNS label, such as "web-1".');
  }
};

export const hostName = rule({
  id: 'api-warning/host-name',
  severity: 'warning',
  summary: 'The name of a pod should be a DNS label, because by default it is the host name of its containers.',
  details: 'The name of a workload is the start of the names of its pods.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pods',
  checks: { Pod: checkName, Deployment: checkName, ReplicaSet: checkName, Job: checkName, CronJob: checkName },
});
