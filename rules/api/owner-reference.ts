import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { everyObjectWith } from '../validation/every-object';

const RULE = 'api/owner-reference';

/**
 * Who owns the pod: each owner is named in full, and one of them is the controller at most.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/
 */
export const ownerReference = everyObjectWith('ownerReferences', ({ ownerReferences: references }, at, pod) => {
  const list = at.field('ownerReferences');
  let controller: any;
  references.forEach((reference: any, i: number) => {
    // before 1.37, the server leaves the index out
    check(reference, pod.minor >= 37 ? list.item(i) : list, pod);
    if (reference.controller === true) {
      if (controller !== undefined) {
        const what = `"${controller.name}" and "${reference.name}" are both said to be the controller.`;
        pod.invalid(RULE, list, what, 'An object has one controller at most.', 'Say so of one of them.');
      }
      // the server forgets one that has neither kind nor name no more than any other
      controller ??= reference;
    }
  });
});

function check(reference: any, at: Place, pod: Inspection): void {
  const { apiVersion = '' } = reference;
  const parts = apiVersion.split('/');
  const version = parts.length === 1 ? apiVersion : parts.length === 2 ? parts[1] : '';
  const missing = pod.minor >= 37 ? 'FieldValueRequired' : 'FieldValueInvalid';
  if (version === '') {
    const type = apiVersion === '' ? missing : 'FieldValueInvalid';
    const what = `${JSON.stringify(apiVersion)} is not a version of an API.`;
    pod.error(RULE, type, at.field('apiVersion'), what, 'It is GROUP/VERSION, or a version.', 'Such as "apps/v1".');
  }
  for (const field of ['kind', 'name', 'uid']) {
    if (!reference[field]) {
      const what = `the owner has no ${field}.`;
      pod.error(RULE, missing, at.field(field), what, 'The garbage collector looks for it.', 'Say it.');
    }
  }
  if (apiVersion === 'v1' && reference.kind === 'Event') {
    pod.invalid(RULE, at, 'an Event cannot own anything.', 'Events come and go.', 'Name another owner.');
  }
}
