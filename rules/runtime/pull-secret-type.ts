import { fieldsOf, itemsIn } from '../../util/plain-object';
import { namespaceOf } from '../model/selecting-object';
import { Report, rule } from '../rule';

/** The types of Secrets that the kubelet reads for a pull. */
const PULL_TYPES = ['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg'];

export const pullSecretType = rule({
  id: 'runtime/pull-secret-type',
  severity: 'warning',
  summary: 'A Secret in `imagePullSecrets` must have the type `kubernetes.io/dockerconfigjson`.',
  details:
    'The older type `kubernetes.io/dockercfg` also works. The rule checks pods and ServiceAccounts whose Secret is in the same output.',
  why: 'The kubelet ignores a Secret of another type, without an event, and pulls the image without credentials.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/',
  checkOutput(object, output, report) {
    const pod = output.hasKeys ? output.podOf(object) : undefined;
    const { apiVersion, kind, imagePullSecrets } = fieldsOf(object);
    const check = (secrets: readonly unknown[], path: string): void =>
      secrets.forEach((secret, i) => {
        const { name } = fieldsOf(secret);
        const type = typeof name === 'string' ? output.typeOfSecret(namespaceOf(object), name) : undefined;
        if (type !== undefined && !PULL_TYPES.includes(type)) {
          reportType(`${path}[${i}].name`, String(name), type, report);
        }
      });
    if (pod !== undefined) {
      check(pod.pod.spec.imagePullSecrets ?? [], pod.at('spec.imagePullSecrets'));
    } else if (output.hasKeys && apiVersion === 'v1' && kind === 'ServiceAccount') {
      check(itemsIn(imagePullSecrets), 'imagePullSecrets');
    }
  },
});

function reportType(path: string, name: string, type: string, report: Report): void {
  report(
    path,
    `the Secret "${name}" has the type "${type}".`,
    'Set its `type` to `kubernetes.io/dockerconfigjson`, with the credentials in the key `.dockerconfigjson`.',
  );
}
