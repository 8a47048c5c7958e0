import { maskedPrefix, notDnsSubdomain, notEnvName, notEnvNameRelaxed } from '../model/names';
import { rule } from '../rule';
import { everyContainerWith } from '../validation/containers';
import { Form, form, needForm, orEmpty } from '../validation/fields';
import { env } from './env';

const SOURCES = ['configMapRef', 'secretRef'] as const;

const notName: Form = (name) => notDnsSubdomain(maskedPrefix(name));

export const envFrom = rule({
  id: 'api/env-from',
  severity: 'error',
  summary: 'Each item of `envFrom` must name either a ConfigMap or a Secret, and have a valid prefix.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables',
  checks: everyContainerWith('envFrom', ({ envFrom: sources }, at, context) => {
    const list = at.field('envFrom');
    const notPrefix = orEmpty(context.minor >= 32 ? notEnvNameRelaxed : notEnvName);
    sources.forEach((source, i) => {
      const place = list.item(i);
      context.under(env, () => form(source, place, context, 'prefix', notPrefix, 'start of a variable name'));
      const given = SOURCES.filter((field) => source[field] !== undefined);
      given.forEach((field) => needForm(source[field] ?? {}, place.field(field), context, 'name', notName, 'name'));
      if (given.length !== 1) {
        // the server's path has no index
        const why = 'An item must have either `configMapRef` or `secretRef`.';
        const fix = given.length === 0 ? 'Set one of them.' : 'Write an item for each of them.';
        context.invalid(list, `item ${i} has ${given.length || 'no'} sources.`, why, fix);
      }
    });
  }),
});
