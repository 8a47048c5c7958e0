import { ConfigMap, Secret } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notConfigKey } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm } from '../validation/fields';
import { secretData } from '../validation/secret-data';

/** The limit for all values of a ConfigMap or Secret, in bytes. */
const SIZE = 1024 * 1024;

export const configData = rule({
  id: 'api/config-data',
  severity: 'error',
  summary: 'The keys of a ConfigMap or Secret must be valid and unique, and all values must have at most 1 MiB.',
  see: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object',
  checks: {
    ConfigMap({ data = {}, binaryData = {} }: ConfigMap, at, context) {
      checkKeys(data, at.field('data'), context);
      checkKeys(binaryData, at.field('binaryData'), context);
      for (const key of Object.keys(data)) {
        if (key in binaryData) {
          const path = at.field('data').key(key);
          const fix = 'Remove the key from one of the two.';
          context.invalid(path, `"${key}" is also in \`binaryData\`.`, 'A key has one value.', fix);
        }
      }
      checkSize([...Object.values(data).map(utf8), ...Object.values(binaryData).map(decoded)], '[]', context);
    },

    Secret(object: Secret, at, context) {
      const data = secretData(object);
      checkKeys(data, at.field('data'), context);
      checkSize(
        Object.values(data).map((value) => value.length),
        at.field('data'),
        context,
      );
    },
  },
});

const utf8 = (text: string): number => Buffer.byteLength(text);
const decoded = (bytes: string | readonly number[]): number => Buffer.from(bytes as string, 'base64').length;

function checkKeys(values: Readonly<Record<string, unknown>>, at: FieldPath, context: ValidationContext): void {
  for (const key of Object.keys(values)) {
    checkForm(key, at.key(key), context, notConfigKey, 'key of a ConfigMap or Secret');
  }
}

function checkSize(sizes: readonly number[], at: FieldPath | string, context: ValidationContext): void {
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (size > SIZE) {
    const why = 'All values of an object can have at most 1 MiB.';
    const fix = 'Split the object, or mount a volume with the files.';
    context.error('FieldValueTooLong', at, `the values have ${size} bytes.`, why, fix);
  }
}
