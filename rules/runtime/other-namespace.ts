import { requiredOf } from '../model/references';
import { rule } from '../rule';

export const otherNamespace = rule({
  id: 'runtime/other-namespace',
  severity: 'warning',
  summary: 'A pod should refer only to objects of its own namespace.',
  details:
    'The rule reports ConfigMaps, Secrets, claims and service accounts that the same output has only in another namespace. It ignores objects ' +
    'with an annotation of a program that copies them.',
  why: 'A pod cannot use objects of other namespaces.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  checkOutput(object, output, report) {
    for (const { kind, namespace, name, path } of requiredOf(object, output)) {
      const other = output.named.otherNamespace(kind, namespace, name);
      if (other !== undefined) {
        report(
          path,
          `the ${kind} "${name}" is in the namespace "${other}", and the pod is in "${namespace}".`,
          `Move one of the two, or add a ${kind} "${name}" to the namespace "${namespace}".`,
        );
      }
    }
  },
});
