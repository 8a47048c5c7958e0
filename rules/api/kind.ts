import { rule } from '../rule';

const WHY = 'The API server finds the type of an object by `apiVersion` and `kind`.';

export const kind = rule({
  id: 'api/kind',
  severity: 'error',
  summary: 'The API server must know the `apiVersion` and `kind` of an object.',
  details:
    'The groups of Kubernetes, such as `apps` and `networking.k8s.io`, have only the kinds and versions that the target version of ' +
    'Kubernetes serves by default. The rule reports a misspelt kind, such as `Pods`, a version that was removed, such as ' +
    '`extensions/v1beta1`, and a version that is too new. Servers do not serve alpha APIs and most beta APIs by default: waive the rule ' +
    'for an object if the cluster enables its API. Of a custom resource, the rule reports a version that its CustomResourceDefinition does ' +
    'not serve.',
  why: WHY,
  see: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  checks: {
    Pod({ apiVersion, kind: name }, at, context) {
      if (name && name !== 'Pod') {
        context.unreadable(at.field('kind'), `"${name}" is not the kind of a pod.`, WHY, 'Write "Pod".');
      }
      // the server reads "/" as a missing version
      if (apiVersion && apiVersion !== 'v1' && apiVersion !== '/') {
        const what = `"${apiVersion}" is not the version of a pod.`;
        context.unreadable(at.field('apiVersion'), what, WHY, 'Write "v1".');
      }
    },
  },
});
