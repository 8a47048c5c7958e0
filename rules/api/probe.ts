import { Container, Probe } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { rule, StructCheck } from '../rule';
import { ValidationContext } from '../validation-context';
import { isInit, isLasting, makeSidecar } from '../validation/containers';
import { notNegative } from '../validation/fields';
import { checkHandler } from '../validation/handler';

const NUMBERS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

type ProbeField = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

export const probe = rule({
  id: 'api/probe',
  severity: 'error',
  summary: 'The probes of a container must have one action and valid numbers.',
  details: 'An init container has no probes, unless it is a native sidecar: it runs to completion.',
  see: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  checks: {
    'Container.livenessProbe': checkOf('livenessProbe'),
    'Container.readinessProbe': checkOf('readinessProbe'),
    'Container.startupProbe': checkOf('startupProbe'),
  },
});

function checkOf(field: ProbeField): StructCheck<Container> {
  return (container, at, context) => {
    if (isLasting(container, at)) {
      checkProbe(container[field]!, field, at.field(field), context);
    } else if (isInit(at)) {
      const fix = `Remove \`${field}\`, or ${makeSidecar(container, context)}.`;
      context.forbidden(at.field(field), 'an init container has a probe.', 'It runs to completion.', fix);
    }
  };
}

function checkProbe(value: Probe, field: ProbeField, at: FieldPath, context: ValidationContext): void {
  checkHandler(value, at, context);
  notNegative(value, at, context, ...NUMBERS);
  const { successThreshold = 1, terminationGracePeriodSeconds: grace } = value;
  if (field !== 'readinessProbe' && successThreshold !== 0 && successThreshold !== 1) {
    const what = `${successThreshold} is not 1.`;
    const why = `Only a \`readinessProbe\` can require several successes.`;
    context.invalid(at.field('successThreshold'), what, why, 'Remove `successThreshold`.');
  }
  if (grace !== undefined && field === 'readinessProbe') {
    const what = 'a `readinessProbe` has a grace period.';
    const why = 'It does not terminate the container.';
    context.invalid(at.field('terminationGracePeriodSeconds'), what, why, 'Remove `terminationGracePeriodSeconds`.');
  }
  if (grace !== undefined && grace <= 0) {
    const why = 'It must be at least 1.';
    const fix = 'Set `terminationGracePeriodSeconds` to 1 or more.';
    context.invalid(at.field('terminationGracePeriodSeconds'), `${grace} is too low.`, why, fix);
  }
}
