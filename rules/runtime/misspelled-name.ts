import { requiredOf } from '../model/references';
import { rule } from '../rule';

export const misspelledName = rule({
  id: 'runtime/misspelled-name',
  severity: 'warning',
  summary: 'A pod should not refer to a name that differs in one letter from a name of the same output.',
  details:
    'The rule compares the names of ConfigMaps, Secrets, claims and service accounts of one namespace. It ignores names that differ only in ' +
    'digits or in words of less than four letters, and references with `optional: true`.',
  why: 'The output has no object of this name, so the pod does not start unless something else creates it.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  checkOutput(object, output, report) {
    for (const { kind, namespace, name, path } of requiredOf(object, output)) {
      const similar = output.named.similarName(kind, namespace, name);
      if (similar !== undefined) {
        report(
          path,
          `the output has no ${kind} "${name}", but a ${kind} "${similar}".`,
          `Write "${similar}", or waive the rule if something else creates "${name}".`,
        );
      }
    }
  },
});
