import { RoleBinding, Subject } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsSubdomain, notPathSegment } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { form, need, needForm } from '../validation/fields';

const GROUP = 'rbac.authorization.k8s.io';
const SUBJECTS = ['Group', 'ServiceAccount', 'User'];

export const roleBinding = rule({
  id: 'api/role-binding',
  severity: 'error',
  summary: 'A binding must name a role, and each subject must have a kind and a name.',
  see: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding',
  checks: {
    RoleBinding(binding, at, context) {
      checkBinding(binding, ['ClusterRole', 'Role'], true, at, context);
    },

    ClusterRoleBinding(binding, at, context) {
      checkBinding(binding, ['ClusterRole'], false, at, context);
    },
  },
});

function checkBinding(
  { roleRef = {}, subjects = [] }: RoleBinding,
  kinds: readonly string[],
  isInNamespace: boolean,
  at: FieldPath,
  context: ValidationContext,
): void {
  const { apiGroup = '', kind = '' } = roleRef;
  const place = at.field('roleRef');
  // the server completes a missing group
  if (apiGroup !== '' && apiGroup !== GROUP) {
    context.notSupported(place.field('apiGroup'), apiGroup, [GROUP]);
  }
  if (!kinds.includes(kind)) {
    context.notSupported(place.field('kind'), kind, kinds);
  }
  needForm(roleRef, place, context, 'name', notPathSegment, 'name of a role');
  subjects.forEach((subject, i) => checkSubject(subject, isInNamespace, at.field('subjects').item(i), context));
}

function checkSubject(subject: Subject, isInNamespace: boolean, at: FieldPath, context: ValidationContext): void {
  const { apiGroup = '', kind = '' } = subject;
  need(subject, at, context, 'name');
  if (!SUBJECTS.includes(kind)) {
    context.notSupported(at.field('kind'), kind, SUBJECTS);
  } else if (kind !== 'ServiceAccount') {
    if (apiGroup !== '' && apiGroup !== GROUP) {
      context.notSupported(at.field('apiGroup'), apiGroup, [GROUP]);
    }
  } else {
    if (subject.name) {
      form(subject, at, context, 'name', notDnsSubdomain, 'name of a service account');
    }
    if (apiGroup !== '') {
      context.notSupported(at.field('apiGroup'), apiGroup, ['']);
    }
    if (!isInNamespace) {
      need(subject, at, context, 'namespace');
    }
  }
}
