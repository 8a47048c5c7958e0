import { requiredOf } from '../model/references';
import { rule } from '../rule';

export const misspelledName = rule({
  id: 'runtime/misspelled-name',
  severity: 'warning',
  summary: 'An object should not refer to a name that differs in one letter from a name of the same output.',
  details:
    'The rule compares the names of one kind in one namespace. It checks:\n\n' +
    '- pods: ConfigMaps, Secrets, claims, service accounts, priority classes and runtime classes\n' +
    '- HorizontalPodAutoscalers: the workload\n' +
    '- Ingresses and routes of the Gateway API: the Services, and the ingress class\n' +
    '- RoleBindings and ClusterRoleBindings: the role and the service accounts\n' +
    '- StatefulSets: the Service; claims: the storage class; service accounts: the pull secrets\n' +
    '- all objects: the Namespace\n\n' +
    'It ignores names that differ only in digits or in words of less than four letters, names of any other object of the output, and ' +
    'references with `optional: true`.',
  why: 'The output has no object of this name, so the reference leads to nothing unless something else creates the object.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  checkOutput(object, output, report) {
    for (const { kind, namespace, name, path, from } of requiredOf(object, output)) {
      const similar = output.named.similarName(kind, namespace, name);
      if (similar !== undefined) {
        report(
          path,
          `the output has no ${kind} "${name}", but a ${kind} "${similar}".`,
          `Write "${similar}", or waive the rule if something else creates "${name}".`,
          from === 'pod' ? { why: OF_POD } : {},
        );
      }
    }
  },
});

const OF_POD = 'The output has no object of this name, so the pod does not start unless something else creates it.';
