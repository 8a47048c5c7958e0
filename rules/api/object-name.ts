import { ObjectMeta } from '../../kubernetes/decoded';
import { maskedPrefix, notDnsLabel, notDnsSubdomain } from '../model/names';
import { rule, StructCheck } from '../rule';
import { everyObject } from '../validation/every-object';
import { Form, form, orEmpty } from '../validation/fields';
import { nameOf } from '../validation/object-name';

export const objectName = rule({
  id: 'api/object-name',
  severity: 'error',
  summary: 'An object must have a valid `name` or `generateName`, and a valid `namespace`.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  checks: { ...everyObject(checkNames(notDnsSubdomain)), StatefulSet: checkNames(notDnsLabel) },
});

function checkNames(nameForm: Form): StructCheck<{ readonly metadata?: ObjectMeta }> {
  const prefixForm = orEmpty((prefix) => nameForm(maskedPrefix(prefix)));
  const [ownForm, namespaceForm] = [orEmpty(nameForm), orEmpty(notDnsLabel)];
  return ({ metadata = {} }, objectAt, context) => {
    const at = objectAt.field('metadata');
    form(metadata, at, context, 'generateName', prefixForm, 'start of a name');
    const name = nameOf(metadata);
    if (name === '') {
      const fix = 'Set `name`, or `generateName` for a generated name.';
      context.required(at.field('name'), 'the object has no name.', 'A name identifies an object.', fix);
    }
    form({ name }, at, context, 'name', ownForm, 'name');
    form(metadata, at, context, 'namespace', namespaceForm, 'namespace');
  };
}
