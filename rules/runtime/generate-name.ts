import { rule } from '../rule';
import { everyObjectWith } from '../validation/every-object';

/** Annotations of hooks: Argo CD creates a new object each time it runs a hook. */
const HOOKS = ['argocd.argoproj.io/hook', 'helm.sh/hook'];

export const generateName = rule({
  id: 'runtime/generate-name',
  severity: 'error',
  summary: 'An object that is applied must have a name, not only `generateName`.',
  details:
    '`kubectl apply` refuses an object without a name. `kubectl create` and Argo Workflows accept it. It is an error at synth, because the output of an app is applied, and advice in `lint`. The rule ignores objects that have a name as well, such as pods that a server returned, and hooks of Argo CD.',
  why: '`kubectl apply` refuses an object without a name; `kubectl create` accepts it.',
  see: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#generated-values',
  checks: everyObjectWith('generateName', ({ generateName: prefix, name, annotations = {} }, at, context) => {
    if (prefix !== '' && !name && !HOOKS.some((hook) => hook in annotations)) {
      const fix = 'Set `metadata.name`, and remove `generateName`.';
      context.advise(at.field('generateName'), `"${prefix}" requests a generated name.`, context.why, fix);
    }
  }),
});
