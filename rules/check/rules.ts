import { rule } from '../rule';

/** The rules that `lint` applies to text, comments and annotations, before or after the other rules. */

export const duplicateField = rule({
  id: 'api/duplicate-field',
  severity: 'error',
  summary: 'A map must not have duplicate keys.',
  details:
    'kubectl uses the last of two duplicate keys without a warning; other readers of YAML, and the API server, refuse the manifest. ' +
    'Only the command `cdk8s-pods lint` reports it, because the parsed object has the key once.',
  why: 'kubectl uses the last of the duplicates, without a warning.',
  see: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
});

export const unreadable = rule({
  id: 'unreadable',
  severity: 'error',
  summary: 'The file must contain valid YAML or JSON, and each document must be a Kubernetes object.',
  details: 'Only the validation plugin reports it by this id; the command prints a problem with its line.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/',
});

export const registryUnavailable = rule({
  id: 'registry-unavailable',
  severity: 'warning',
  summary: 'With `--images`, each registry should answer.',
  details:
    'The rule reports a registry once, at the first of its images. The rules about images do not check these images.',
  why: 'The rules about images did not check them.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/',
  requiresImages: true,
});

export const unknownSchema = rule({
  id: 'unknown-schema',
  severity: 'error',
  summary: 'With `--strict`, the schema of each object must be known.',
  details:
    'Without a schema, lint does not check the fields of an object. Without `--strict`, the summary of `cdk8s-pods lint` has the number ' +
    'of these objects.',
  why: 'Without a schema, the fields of the object are not checked.',
  see: 'https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/',
});

export const unusedWaiver = rule({
  id: 'unused-waiver',
  severity: 'warning',
  summary: 'A waiver, in an annotation or a comment, should ignore at least one finding.',
  why: 'It would hide a later finding.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
});

export const waiverWithoutReason = rule({
  id: 'waiver-without-reason',
  severity: 'warning',
  summary: 'A waiver should have a reason: lint ignores a waiver without a reason.',
  why: 'A later reader must know whether the reason still applies.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
});
