import { Finding } from '../finding';

/**
 * `generateName`, which needs `kubectl create`: `kubectl apply` refuses it, and cdk8s puts a name beside it.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#generated-values
 */
export function generateName(pod: any): Finding[] {
  const prefix = pod?.metadata?.generateName;
  return prefix === undefined || prefix === ''
    ? []
    : [
        {
          rule: 'runtime/generate-name',
          severity: 'error',
          path: 'metadata.generateName',
          what: `"${prefix}" asks the cluster to make up a name.`,
          why: 'cdk8s gives each object a name, which wins, and `kubectl apply` refuses an object that has none.',
          fix: "Give `metadata.name`, or neither: the name is then made from the construct's path.",
        },
      ];
}
