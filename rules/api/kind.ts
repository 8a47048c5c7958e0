import { rule } from '../rule';

const WHY = 'The API server finds the type of an object by `apiVersion` and `kind`.';

export const kind = rule({
  id: 'api/kind',
  severity: 'error',
  summary: 'The API server must know the `apiVersion` and `kind` of an object.',
  details:
    'The core, `apps`, `batch` and `extensions` groups have only the kinds and versions of Kubernetes, such as `apps/v1` for a ' +
    'Deployment. The rule reports a misspelt kind, such as `Pods`, and an old version, such as `extensions/v1beta1`.',
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
