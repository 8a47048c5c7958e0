import { OwnerReference } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { everyObjectWith } from '../validation/every-object';

export const ownerReference = rule({
  id: 'api/owner-reference',
  severity: 'error',
  summary: 'Each owner reference must be complete, and at most one owner can be the controller.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/',
  checks: everyObjectWith('ownerReferences', ({ ownerReferences }, at, context) => {
    const list = at.field('ownerReferences');
    let controller: OwnerReference | undefined;
    ownerReferences.forEach((reference, i) => {
      // before 1.37, the server leaves out the index
      checkReference(reference, context.minor >= 37 ? list.item(i) : list, context);
      if (reference.controller === true && controller !== undefined) {
        const what = `"${controller.name}" and "${reference.name}" are both the controller.`;
        context.invalid(list, what, 'An object has at most one controller.', 'Remove `controller` from one of them.');
      }
      controller ??= reference.controller === true ? reference : undefined;
    });
  }),
});

function checkReference(reference: OwnerReference, at: FieldPath, context: ValidationContext): void {
  const { apiVersion = '', kind } = reference;
  const missing = context.minor >= 37 ? 'FieldValueRequired' : 'FieldValueInvalid';
  if (!/^([^/]*\/)?[^/]+$/.test(apiVersion)) {
    const type = apiVersion === '' ? missing : 'FieldValueInvalid';
    const what = `"${apiVersion}" is not an API version.`;
    const fix = 'Write "apps/v1", for example.';
    context.error(type, at.field('apiVersion'), what, 'It must be GROUP/VERSION or VERSION.', fix);
  }
  for (const field of ['kind', 'name', 'uid'] as const) {
    if (!reference[field]) {
      const why = 'The garbage collector finds the owner by it.';
      context.error(missing, at.field(field), `\`${field}\` is missing.`, why, `Set \`${field}\`.`);
    }
  }
  if (apiVersion === 'v1' && kind === 'Event') {
    context.invalid(at, 'an Event cannot own an object.', 'The cluster deletes Events soon.', 'Name another owner.');
  }
}
