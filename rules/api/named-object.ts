import { notDnsSubdomain } from '../model/names';
import { rule } from '../rule';
import { form, orEmpty } from '../validation/fields';

const NAME = orEmpty(notDnsSubdomain);

export const namedObject = rule({
  id: 'api/named-object',
  severity: 'error',
  summary: 'The names of the node, service account, priority class and runtime class of a pod must be valid.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  checks: {
    'PodSpec.nodeName': (spec, at, context) => form(spec, at, context, 'nodeName', NAME, 'name of a node'),
    'PodSpec.serviceAccountName': (spec, at, context) => form(spec, at, context, 'serviceAccountName', NAME),
    'PodSpec.serviceAccount'({ serviceAccountName, serviceAccount }, at, context) {
      form(
        { serviceAccountName: serviceAccountName ? undefined : serviceAccount },
        at,
        context,
        'serviceAccountName',
        NAME,
      );
    },
    'PodSpec.priorityClassName': (spec, at, context) =>
      form(spec, at, context, 'priorityClassName', NAME, 'name of a priority class'),
    'PodSpec.runtimeClassName': (spec, at, context) =>
      form(spec, at, context, 'runtimeClassName', notDnsSubdomain, 'name of a runtime class'),
  },
});
