import { DEFAULT_VERSION } from '../../kubernetes/version';
import { failure } from '../failure';
import { Finding } from '../finding';
import { fieldsOf } from '../../util/plain-object';
import { words } from '../../util/words';
import { Output } from '../model/output';
import { RegistryImages } from '../model/registry-images';
import { CheckedWith, NamespacePolicies } from '../pod-security-standard';
import { mayOverlap } from '../runtime/overlapping-selectors';
import { reportTo } from './check';
import { readPod } from './read-pod';
import { findRule, RULES } from './registry';

const OUTPUT_RULES = RULES.filter((rule) => rule.checkOutput !== undefined);

/** Whether a rule checks an object beside the other objects of the same output. */
export function isOutputRule(id: string): boolean {
  return findRule(id)?.checkOutput !== undefined;
}

/** The kinds that refer to other objects, or to which others refer. An output without them has only overlapping selectors. */
const REFERRING: ReadonlySet<string> = new Set(
  words(`
    Service NetworkPolicy PodDisruptionBudget ConfigMap Secret PersistentVolumeClaim ServiceAccount Namespace
    HorizontalPodAutoscaler Ingress RoleBinding ClusterRoleBinding PriorityClass RuntimeClass StorageClass LimitRange ResourceQuota
  `),
);

/** How to check the objects of one output. */
interface OutputOptions {
  /** Whether advice is reported. */
  readonly withAdvice?: boolean;
  /** What registries answered about the images, if they were asked. */
  readonly images?: RegistryImages;
  /**
   * How `check` checks an object, for the Pod Security levels of Namespaces.
   * @default - the default version, and no level
   */
  readonly checkedWith?: (object: object) => CheckedWith;
}

/**
 * Checks objects that are applied together, where one refers to another: the findings by object.
 * @param objects all objects of one output; the items of a `List` one by one
 */
export function checkOutput(objects: readonly object[], options: OutputOptions = {}): Map<unknown, Finding[]> {
  const { withAdvice = false, images, checkedWith = () => ({ version: DEFAULT_VERSION }) } = options;
  const all = new Map<unknown, Finding[]>();
  const isReferring = (object: object): boolean => REFERRING.has(String(fieldsOf(object).kind));
  const policies = new NamespacePolicies(objects);
  if (!withAdvice && policies.isEmpty && !objects.some(isReferring) && !mayOverlap(objects)) {
    return all;
  }
  const output = new Output(objects, (object, path) => readPod(object, path, images));
  const rules = OUTPUT_RULES.filter(({ severity }) => withAdvice || severity !== 'advice');
  for (const object of objects) {
    const findings: Finding[] = [];
    for (const rule of rules) {
      try {
        rule.checkOutput?.(object, output, reportTo(findings, rule));
      } catch (error) {
        findings.push(failure(rule, error));
      }
    }
    const pod = policies.isEmpty ? undefined : output.podOf(object);
    if (pod !== undefined) {
      findings.push(...policies.findings(pod, checkedWith(object)));
    }
    if (findings.length > 0) {
      all.set(object, findings);
    }
  }
  return all;
}
