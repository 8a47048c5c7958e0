import { rule } from './rule';

/** The rules that synth applies to the props of constructs, and to patterns that it adds to a pod. `lint` reports none of them. */

const PATTERNS = 'https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers';
const VOLUMES = 'https://kubernetes.io/docs/concepts/storage/volumes/';

export const jsonPatch = rule({
  id: 'api/json-patch',
  severity: 'error',
  summary: 'It must be possible to apply each JSON patch to the manifest.',
  details:
    'The path of a patch that replaces or removes a value must exist. The parent of a value that a patch adds must exist.',
  see: 'https://datatracker.ietf.org/doc/html/rfc6902',
});

export const plainData = rule({
  id: 'api/plain-data',
  severity: 'error',
  summary: 'Props must contain only plain data, and set each field only once.',
  details:
    'Plain data are strings, finite numbers, booleans, null, lists and maps. A field is set by its own prop or by `raw`.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/',
});

export const duplicateObject = rule({
  id: 'runtime/duplicate-object',
  severity: 'error',
  summary: 'Two objects of an app must not have the same kind, namespace and name.',
  why: 'A cluster has only one of them: the one that is applied last.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
});

export const unknownProp = rule({
  id: 'api/unknown-prop',
  severity: 'error',
  summary: 'Props must have the names that the types of this library declare.',
  details:
    'TypeScript reports most unknown props. It cannot report them in JavaScript, and in objects that the code spreads. ' +
    '`api/unknown-field` is the rule about the fields of Kubernetes.',
  why: 'The manifest would not contain it.',
  see: 'https://www.typescriptlang.org/docs/handbook/2/objects.html#excess-property-checks',
});

export const envClash = rule({
  id: 'runtime/env-clash',
  severity: 'error',
  summary: "A pattern must not set a variable that the app's container, or another pattern, already sets.",
  why: 'Only the last of the two values would apply.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
});

export const filesClash = rule({
  id: 'runtime/files-clash',
  severity: 'error',
  summary: 'Shared files must have one source, and only one pattern can name their writers.',
  why: 'Shared files with the same name are one volume of the pod.',
  see: VOLUMES,
});

export const mountClash = rule({
  id: 'runtime/mount-clash',
  severity: 'error',
  summary: 'A container must mount only one volume at a path.',
  why: 'A container sees only one volume at a path.',
  see: VOLUMES,
});

export const nameClash = rule({
  id: 'runtime/name-clash',
  severity: 'error',
  summary: 'A pattern must not add a container or volume whose name is already used in the pod.',
  why: 'The names of containers, and the names of volumes, are unique in a pod.',
  see: PATTERNS,
});

export const noPodTemplate = rule({
  id: 'runtime/no-pod-template',
  severity: 'error',
  summary: 'An object that patterns are attached to must have a pod template with containers.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates',
});

export const pattern = rule({
  id: 'runtime/pattern',
  severity: 'error',
  summary: 'Every pattern must accept the pod that it is added to.',
  details: 'To refuse a pod, a pattern throws an error. A value without a method `contribute` is not a pattern.',
  see: PATTERNS,
});

export const patternTwice = rule({
  id: 'runtime/pattern-twice',
  severity: 'error',
  summary: 'Each pattern of a pod must have its own name.',
  why: 'A pattern can add its containers only once.',
  see: PATTERNS,
});

export const readOnlyFiles = rule({
  id: 'runtime/read-only-files',
  severity: 'error',
  summary: 'Shared files with writers must have a source that containers can write.',
  why: 'Containers can only read such a volume.',
  see: VOLUMES,
});

export const readerBeforeWriter = rule({
  id: 'runtime/reader-before-writer',
  severity: 'warning',
  summary: 'An init container should read shared files only if a container before it writes them.',
  why: 'The init container finds no files.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
});

export const selectedWithoutLabels = rule({
  id: 'runtime/selected-without-labels',
  severity: 'error',
  summary: 'A pod that a Service or a NetworkPolicy selects must have labels.',
  why: 'The selector would be empty, and an empty selector selects every pod.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
});

export const startOrder = rule({
  id: 'runtime/start-order',
  severity: 'error',
  summary: 'It must be possible to start the containers in the order that the patterns of the pod require.',
  details:
    'The rule reports an order that Kubernetes cannot keep, and a cycle. It warns if two containers start together, so that one does not ' +
    'wait for the other.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
});

export const writerWithoutReader = rule({
  id: 'runtime/writer-without-reader',
  severity: 'warning',
  summary: 'Shared files that a container writes should have a reader.',
  why: 'The files are deleted with the pod.',
  see: VOLUMES,
});
