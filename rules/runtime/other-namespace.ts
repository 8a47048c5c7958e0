import { requiredOf } from '../model/references';
import { rule } from '../rule';

export const otherNamespace = rule({
  id: 'runtime/other-namespace',
  severity: 'warning',
  summary: 'An object should refer only to objects of its own namespace.',
  details:
    'The rule reports objects that the same output has only in another namespace: the ConfigMaps, Secrets, claims and service accounts of ' +
    'pods, the workload of a HorizontalPodAutoscaler, the Services of an Ingress or StatefulSet, the Role of a RoleBinding. It ignores ' +
    'references that name a namespace, and objects with an annotation of a program that copies them.',
  why: 'Such a reference has no namespace: it leads to the namespace of the object that has it.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  checkOutput(object, output, report) {
    for (const { kind, namespace, name, path, from, hasNamespace } of requiredOf(object, output)) {
      const other = hasNamespace === true ? undefined : output.named.otherNamespace(kind, namespace, name);
      if (other !== undefined) {
        report(
          path,
          `the ${kind} "${name}" is in the namespace "${other}", and the ${from} is in "${namespace}".`,
          `Move one of the two, or add a ${kind} "${name}" to the namespace "${namespace}".`,
          from === 'pod' ? { why: 'A pod cannot use objects of other namespaces.' } : {},
        );
      }
    }
  },
});
