import { PodResourceClaim } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { firsts, form, need, orEmpty } from '../validation/fields';

const MIRROR = 'kubernetes.io/config.mirror';

export const resourceClaim = rule({
  id: 'api/resource-claim',
  severity: 'error',
  summary: 'Each resource claim of a pod must have a unique name, and either a claim or a claim template.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
  checks: {
    'PodSpec.resourceClaims'({ resourceClaims: claims }, at, context) {
      const isMirror = !context.isTemplate && context.metadata.annotations?.[MIRROR] !== undefined;
      if (claims.length > 0 && isMirror && context.minor >= 32) {
        // the server writes the path of the whole pod like this
        const fix = `Remove \`resourceClaims\`, or the annotation ${MIRROR}.`;
        context.forbidden('[]', 'a mirror pod has `resourceClaims`.', 'A mirror pod cannot have claims.', fix);
        return;
      }
      const first = firsts(claims, ({ name }) => name);
      claims.forEach((claim, i) => {
        const item = at.field('resourceClaims').item(i);
        checkName(claim, first[i] < i, item, context);
        checkSource(claim, item, context);
      });
    },
  },
});

function checkName(claim: PodResourceClaim, isDuplicate: boolean, at: FieldPath, context: ValidationContext): void {
  need(claim, at, context, 'name');
  if (claim.name && isDuplicate) {
    const why = 'A container refers to a claim by its name.';
    context.duplicate(at.field('name'), `duplicate claim "${claim.name}".`, why, 'Rename one of the claims.');
  } else {
    form(claim, at, context, 'name', orEmpty(notDnsLabel), 'name of a claim');
  }
}

function checkSource(claim: PodResourceClaim, at: FieldPath, context: ValidationContext): void {
  const { resourceClaimName: name, resourceClaimTemplateName: template } = claim;
  if ((name === undefined) === (template === undefined)) {
    const what = `${name === undefined ? 'neither a claim nor a template is' : 'both a claim and a template are'} set.`;
    const why = 'A claim either exists or is created from a template.';
    context.invalid(at, what, why, 'Set either `resourceClaimName` or `resourceClaimTemplateName`.');
  }
  form(claim, at, context, 'resourceClaimName', notDnsSubdomain);
  form(claim, at, context, 'resourceClaimTemplateName', notDnsSubdomain);
}
