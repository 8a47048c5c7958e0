import { rule } from '../rule';

export const schema = rule({
  id: 'api/schema',
  severity: 'error',
  summary: 'A custom resource must satisfy the schema of its CustomResourceDefinition.',
  details:
    'The schema requires fields, and limits values: their enums, patterns, formats, lengths and ranges. `lint` finds the schemas in the ' +
    'checked files, and in the files of `--schemas`. It applies defaults first, as the API server does. It does not evaluate rules in CEL ' +
    '(`x-kubernetes-validations`). Unknown fields and values of a wrong type have rules of their own.',
  why: 'The API server validates custom resources against their schema.',
  see: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation',
});
