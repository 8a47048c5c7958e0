import { form } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/hostname';

/**
 * The name that a pod has in its network.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field
 */
export const hostname: ApiRule = {
  'PodSpec.hostname|subdomain|hostnameOverride'(spec, at, pod) {
    if (spec.hostname) {
      form(RULE, spec, at, pod, 'hostname', notDnsLabel);
    }
    if (spec.subdomain) {
      form(RULE, spec, at, pod, 'subdomain', notDnsLabel);
    }
    if (spec.hostnameOverride !== undefined) {
      checkOverride(spec, at, pod);
    }
  },
};

function checkOverride(spec: any, at: Place, pod: Inspection): void {
  const place = at.field('hostnameOverride');
  for (const field of ['setHostnameAsFQDN', 'hostNetwork']) {
    if (spec[field] === true) {
      pod.forbidden(RULE, place, `${field} is set as well.`, 'A pod has one name.', 'Leave out one of the two.');
    }
  }
  if (Buffer.byteLength(spec.hostnameOverride) > 64) {
    const why = 'Linux takes 64 characters.';
    pod.error(RULE, 'FieldValueTooLong', place, 'the name is too long.', why, 'Shorten it.');
  }
  form(RULE, spec, at, pod, 'hostnameOverride', notDnsSubdomain);
}
