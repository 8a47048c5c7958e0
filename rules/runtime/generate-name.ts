import { rule } from '../rule';
import { everyObjectWith } from '../validation/every-object';

export const generateName = rule({
  id: 'runtime/generate-name',
  severity: 'error',
  summary: 'An object must have a name, not `generateName`.',
  details: '`kubectl apply` refuses an object with `generateName`; only `kubectl create` accepts it.',
  why: 'cdk8s adds a name to each object, which has precedence, and `kubectl apply` refuses an object without a name.',
  see: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#generated-values',
  checks: everyObjectWith('generateName', ({ generateName: prefix }, at, context) => {
    if (prefix !== '') {
      const fix = 'Set `metadata.name`, or remove `generateName`: cdk8s then makes a name from the construct path.';
      context.unreadable(at.field('generateName'), `"${prefix}" requests a generated name.`, context.why, fix);
    }
  }),
});
