import { IngressClassParametersReference } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsLabel, notDomainPath } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { form, maxLength, needForm } from '../validation/fields';
import { checkReference } from './ingress';

const SCOPES = ['Cluster', 'Namespace'];

export const ingressClass = rule({
  id: 'api/ingress-class',
  severity: 'error',
  summary: 'An IngressClass must name its controller; a namespace of its parameters must fit their scope.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class',
  checks: {
    IngressClass({ spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      maxLength(spec, at, context, 'controller', 250);
      needForm(spec, at, context, 'controller', notDomainPath);
      if (spec.parameters !== undefined) {
        checkParameters(spec.parameters, at.field('parameters'), context);
      }
    },
  },
});

function checkParameters(reference: IngressClassParametersReference, at: FieldPath, context: ValidationContext): void {
  const { namespace, scope = 'Cluster' } = reference;
  checkReference(reference, at, context);
  if (!SCOPES.includes(scope)) {
    context.notSupported(at.field('scope'), scope, SCOPES);
  } else if (scope === 'Namespace') {
    if (namespace === undefined) {
      const why = 'The scope is a namespace.';
      context.required(at.field('namespace'), '`namespace` is missing.', why, 'Set `namespace`.');
    }
    form(reference, at, context, 'namespace', notDnsLabel);
  } else if (namespace !== undefined) {
    const fix = 'Set `scope` to Namespace, or remove `namespace`.';
    context.forbidden(at.field('namespace'), '`namespace` is set.', 'The scope is the cluster.', fix);
  }
}
