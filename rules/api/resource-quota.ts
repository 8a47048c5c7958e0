import { ResourceQuotaSpec, ScopedResourceSelectorRequirement } from '../../kubernetes/decoded';
import { words } from '../../util/words';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm } from '../validation/fields';
import { checkNumber, isQuotaResource, notQuotaResource } from '../validation/resource-list';

const PODS = words('pods');
const PODS_AND_COMPUTE = words('pods cpu memory limits.cpu limits.memory requests.cpu requests.memory');
const CLAIMS = words('persistentvolumeclaims requests.storage');

/** The resources that each scope can limit. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  BestEffort: PODS,
  CrossNamespacePodAffinity: PODS_AND_COMPUTE,
  NotBestEffort: PODS_AND_COMPUTE,
  NotTerminating: PODS_AND_COMPUTE,
  PriorityClass: PODS_AND_COMPUTE,
  Terminating: PODS_AND_COMPUTE,
};
const SCOPES_SINCE_1_34: typeof SCOPES = { ...SCOPES, VolumeAttributesClass: CLAIMS };

const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];

export const resourceQuota = rule({
  id: 'api/resource-quota',
  severity: 'error',
  summary: 'A ResourceQuota must limit known resources, and its scopes must fit them.',
  see: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  checks: {
    ResourceQuota({ spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      const hard = spec.hard ?? {};
      for (const name of Object.keys(hard)) {
        const place = at.field('hard').key(name);
        checkForm(name, place, context, (text) => notQuotaResource(text, false), 'resource of a quota');
        checkNumber(name, hard[name], place, context);
      }
      checkScopes(spec, at, context);
      if (spec.scopeSelector !== undefined) {
        checkSelector(spec, at.field('scopeSelector').field('matchExpressions'), context);
      }
    },
  },
});

const scopesOf = ({ minor }: ValidationContext): typeof SCOPES => (minor >= 34 ? SCOPES_SINCE_1_34 : SCOPES);

/** Whether a resource of the quota cannot have the scope. */
function isUnfit(scope: string, { hard = {} }: ResourceQuotaSpec, context: ValidationContext): boolean {
  const limited = scopesOf(context)[scope];
  return limited !== undefined && Object.keys(hard).some((name) => isQuotaResource(name) && !limited.includes(name));
}

function checkScopes(spec: ResourceQuotaSpec, specAt: FieldPath, context: ValidationContext): void {
  const { scopes = [] } = spec;
  const at = specAt.field('scopes');
  for (const scope of scopes) {
    if (scopesOf(context)[scope] === undefined) {
      unknownScope(scope, at, context);
    }
    if (isUnfit(scope, spec, context)) {
      unfit(scope, at, context);
    }
  }
  checkOpposites(scopes, at, context);
}

function unknownScope(scope: string, at: FieldPath, context: ValidationContext): void {
  const why = `The scopes are ${Object.keys(scopesOf(context)).join(', ')}.`;
  context.invalid(at, `"${scope}" is not a scope.`, why, 'Use one of these scopes.');
}

function unfit(scope: string, at: FieldPath, context: ValidationContext): void {
  const why = `The scope ${scope} is for ${scopesOf(context)[scope].join(', ')}.`;
  context.invalid(at, `the quota limits resources without this scope.`, why, 'Write two quotas.');
}

function checkOpposites(scopes: readonly string[], at: FieldPath, context: ValidationContext): void {
  for (const pair of OPPOSITES.filter((both) => both.every((scope) => scopes.includes(scope)))) {
    context.invalid(at, `${pair.join(' and ')} are both set.`, 'No pod has both scopes.', 'Remove one of the two.');
  }
}

function checkSelector(spec: ResourceQuotaSpec, at: FieldPath, context: ValidationContext): void {
  const expressions = spec.scopeSelector?.matchExpressions ?? [];
  for (const expression of expressions) {
    checkExpression(expression, spec, at, context);
  }
  checkOpposites(
    expressions.map(({ scopeName = '' }) => scopeName),
    at,
    context,
  );
}

/** The server's paths have no index. */
function checkExpression(
  { scopeName = '', operator = '', values = [] }: ScopedResourceSelectorRequirement,
  spec: ResourceQuotaSpec,
  at: FieldPath,
  context: ValidationContext,
): void {
  const limited = scopesOf(context)[scopeName];
  if (limited === undefined) {
    unknownScope(scopeName, at.field('scopeName'), context);
  }
  if (isUnfit(scopeName, spec, context)) {
    unfit(scopeName, at, context);
  }
  const hasValue = scopeName === 'PriorityClass' || scopeName === 'VolumeAttributesClass';
  if (limited !== undefined && !hasValue && operator !== 'Exists') {
    const what = `"${operator}" cannot be used with ${scopeName}.`;
    context.invalid(at.field('operator'), what, 'The scope has no value.', 'Set `operator` to Exists.');
  }
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) {
      const why = `"${operator}" compares the scope with values.`;
      context.required(at.field('values'), 'there are no values.', why, 'Add values, or use "Exists".');
    }
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      const why = `"${operator}" compares no values.`;
      context.invalid(at.field('values'), 'there are values.', why, 'Remove `values`, or use "In".');
    }
  } else {
    const why = 'It must be In, NotIn, Exists or DoesNotExist.';
    context.invalid(at.field('operator'), `"${operator}" is not an operator.`, why, 'Use one of these operators.');
  }
}
