import { rule } from '../rule';

/** The rules that decoding applies. */

export const unknownField = rule({
  id: 'api/unknown-field',
  severity: 'error',
  summary: 'Every field must exist in the API, in the object that contains it.',
  details: 'The field is misspelled, or belongs elsewhere. The fix names the field that the author probably means.',
  why: 'The API server refuses unknown fields.',
  see: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
});

export const fieldVersion = rule({
  id: 'api/field-version',
  severity: 'error',
  summary: 'The target version of Kubernetes must have every field of the manifest.',
  see: 'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
});

export const type = rule({
  id: 'api/type',
  severity: 'error',
  summary: 'Every value must have the type of its field.',
  details: 'Common mistakes are a number in quotes, and a single value instead of a list.',
  see: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#resources-and-verbs',
});

export const quantity = rule({
  id: 'api/quantity',
  severity: 'error',
  summary: 'Amounts of CPU, memory and other resources must be valid quantities, such as "500m" or "128Mi".',
  see: 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
});

export const droppedField = rule({
  id: 'dropped-field',
  severity: 'warning',
  summary: 'The API server should keep every field of the manifest.',
  details:
    'The API server accepts a field whose feature gate is off, and drops it without a warning. Some gates are off by default in the ' +
    'target version.',
  see: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
});

export const droppedVolume = rule({
  id: 'dropped-volume',
  severity: 'error',
  summary: 'The API server must keep every volume of the manifest.',
  details:
    'From Kubernetes 1.31 to 1.34, the feature gate of image volumes is off by default. The API server accepts a pod with an `image` ' +
    'volume, and drops the volume and its mounts without a warning. The containers then run without its files.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#image',
});
