import { kindOf } from '../../kubernetes/kinds';
import { minorOf } from '../../kubernetes/version';
import { nameText } from '../../util/json-text';
import { fieldsOf, PlainObject } from '../../util/plain-object';
import { Finding, Severity } from '../finding';
import type { OutputPod } from '../model/output';
import { podSecurity } from './pod-security';
import { isPolicyVersion, POD_SECURITY_LEVELS, policyMinor, PodSecurityLevel, PodSecurityPolicy } from './policy';
import { baselineId } from './violations';

const LABEL = 'pod-security.kubernetes.io/';

/** The modes that users notice, the strictest first. The mode `audit` only adds to the audit log. */
const NOTICED_MODES = ['enforce', 'warn'] as const;

interface NamespacePolicy extends PodSecurityPolicy {
  readonly mode: (typeof NOTICED_MODES)[number];
}

/** How a pod was checked alone. */
export interface CheckedWith {
  /** The Kubernetes version of the cluster. */
  readonly version: string;
  /** The level that the pod was checked against, if any. */
  readonly podSecurity?: PodSecurityPolicy;
}

/**
 * The Pod Security levels that the Namespaces of an output set for their pods.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces
 */
export class NamespacePolicies {
  private readonly byName = new Map<string, readonly NamespacePolicy[]>();

  public constructor(objects: readonly unknown[]) {
    for (const object of objects) {
      const { apiVersion, kind, metadata } = fieldsOf(object);
      if (apiVersion === 'v1' && kind === 'Namespace') {
        const { name, labels } = fieldsOf(metadata);
        const policies = policiesIn(fieldsOf(labels));
        if (policies.length > 0) {
          this.byName.set(nameText(name), policies);
        }
      }
    }
  }

  public get isEmpty(): boolean {
    return this.byName.size === 0;
  }

  /** The violations of a pod that its Namespace refuses or warns about, except those that the check of the pod alone reports. */
  public findings(pod: OutputPod, { version, podSecurity: checked }: CheckedWith): Finding[] {
    const policies = this.byName.get(pod.namespace) ?? [];
    const reported = new Set<string>();
    const addNew = (finding: Finding): boolean => reported.size < reported.add(violationKey(finding)).size;
    if (policies.length > 0 && checked !== undefined) {
      podSecurity(pod.pod, checked.level, checked.version).forEach(addNew);
    }
    return policies.flatMap(({ mode, level, version: ofLabel }) => {
      const minor = Math.min(policyMinor(ofLabel), minorOf(version));
      const severity = severityOf(pod, mode);
      const setBy = `which the Namespace "${pod.namespace}" of this output ${mode === 'enforce' ? 'enforces' : 'warns about'}`;
      return podSecurity(pod.pod, level, `v1.${minor}`, setBy)
        .filter(addNew)
        .map((finding) => ({ ...finding, severity, path: pod.at(finding.path) }));
    });
  }
}

function policiesIn(labels: PlainObject): NamespacePolicy[] {
  return NOTICED_MODES.flatMap((mode) => {
    const { [`${LABEL}${mode}`]: level, [`${LABEL}${mode}-version`]: version = 'latest' } = labels;
    const isValid = POD_SECURITY_LEVELS.includes(String(level)) && isPolicyVersion(String(version));
    return isValid && level !== 'privileged'
      ? [{ mode, level: level as PodSecurityLevel, version: String(version) }]
      : [];
  });
}

/** The server creates a workload, but not its pods. The controller of a custom resource can change the pods before it creates them. */
function severityOf({ object }: OutputPod, mode: NamespacePolicy['mode']): Severity {
  const struct = kindOf(fieldsOf(object))?.struct;
  return mode === 'warn' || struct === undefined || struct === 'PodTemplate' ? 'warning' : 'error';
}

function violationKey({ rule, path }: Finding): string {
  return `${baselineId(rule)} ${path}`;
}
