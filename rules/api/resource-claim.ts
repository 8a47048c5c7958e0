import { firsts, form } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/resource-claim';

/**
 * The claims of devices that a pod has, each by a claim that is there or a template for one.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
 */
export const resourceClaim: ApiRule = {
  'PodSpec.resourceClaims'({ resourceClaims: claims }, at, pod) {
    if (claims.length === 0) {
      return;
    }
    if (!pod.isTemplate && pod.minor >= 32 && pod.metadata.annotations?.[MIRROR] !== undefined) {
      // so the server writes the place of the whole pod
      const why = 'A pod that mirrors one of the kubelet’s own has no claims.';
      pod.forbidden(RULE, '[]', 'there are resourceClaims.', why, `Leave them, or the annotation ${MIRROR}, out.`);
      return;
    }
    const first = firsts(claims, ({ name }) => name);
    for (let i = 0; i < claims.length; i++) {
      const place = at.field('resourceClaims').item(i);
      checkName(claims[i], first[i] < i, place, pod);
      checkSource(claims[i], place, pod);
    }
  },
};

const MIRROR = 'kubernetes.io/config.mirror';

function checkName(claim: any, isTaken: boolean, at: Place, pod: Inspection): void {
  const { name = '' } = claim;
  if (name === '') {
    const why = 'A container asks for it by its name.';
    pod.required(RULE, at.field('name'), 'the claim has no name.', why, 'Give it one.');
  } else if (isTaken) {
    const why = 'A container asks for it by its name.';
    pod.duplicate(RULE, at.field('name'), `"${name}" is a claim already.`, why, 'Rename one of the two.');
  } else {
    form(RULE, claim, at, pod, 'name', notDnsLabel);
  }
}

function checkSource(claim: any, at: Place, pod: Inspection): void {
  const { resourceClaimName: name, resourceClaimTemplateName: template } = claim;
  if ((name === undefined) === (template === undefined)) {
    const what = name === undefined ? 'no claim is named.' : 'a claim and a template are named.';
    const why = 'It is a claim that is there, or a template for one.';
    const fix =
      name === undefined ? 'Add resourceClaimName or resourceClaimTemplateName.' : 'Leave out one of the two.';
    pod.invalid(RULE, at, what, why, fix);
  }
  form(RULE, claim, at, pod, 'resourceClaimName', notDnsSubdomain);
  form(RULE, claim, at, pod, 'resourceClaimTemplateName', notDnsSubdomain);
}
