import { PolicyRule } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { need } from '../validation/fields';
import { checkLabelSelector, isValidSelector } from '../validation/label-selector';

export const role = rule({
  id: 'api/role',
  severity: 'error',
  summary: 'Each rule of a Role or ClusterRole must have verbs, and API groups and resources, or URLs.',
  see: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole',
  checks: {
    Role({ rules = [] }, at, context) {
      rules.forEach((one, i) => checkPolicyRule(one, true, at.field('rules').item(i), context));
    },

    ClusterRole({ rules = [], aggregationRule }, at, context) {
      rules.forEach((one, i) => checkPolicyRule(one, false, at.field('rules').item(i), context));
      if (aggregationRule === undefined) {
        return;
      }
      const place = at.field('aggregationRule');
      need(aggregationRule, place, context, 'clusterRoleSelectors');
      (aggregationRule.clusterRoleSelectors ?? []).forEach((selector, i) => {
        const itemAt = place.field('clusterRoleSelectors').item(i);
        checkLabelSelector(selector, () => itemAt, context);
        if (!isValidSelector(selector)) {
          const why = 'It selects the roles to aggregate.';
          context.invalid(itemAt, 'the selector is invalid.', why, 'Correct its labels and expressions.');
        }
      });
    },
  },
});

function checkPolicyRule(one: PolicyRule, isInNamespace: boolean, at: FieldPath, context: ValidationContext): void {
  const { nonResourceURLs = [], apiGroups = [], resources = [], resourceNames = [] } = one;
  need(one, at, context, 'verbs');
  if (nonResourceURLs.length === 0) {
    need(one, at, context, 'apiGroups', 'resources');
    return;
  }
  const urls = at.field('nonResourceURLs');
  if (isInNamespace) {
    context.invalid(urls, 'a Role cannot be about URLs.', 'URLs are in no namespace.', 'Use a ClusterRole.');
  }
  if (apiGroups.length + resources.length + resourceNames.length > 0) {
    const why = 'A rule is about either URLs or resources.';
    context.invalid(urls, 'the rule has URLs and resources.', why, 'Write two rules.');
  }
}
