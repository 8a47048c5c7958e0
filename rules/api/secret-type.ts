import { Secret } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { isPlainObject } from '../../util/plain-object';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { secretData } from '../validation/secret-data';

const ACCOUNT = 'kubernetes.io/service-account.name';

/** The keys that each type requires. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

const JSON_TYPES = ['kubernetes.io/dockercfg', 'kubernetes.io/dockerconfigjson'];

export const secretType = rule({
  id: 'api/secret-type',
  severity: 'error',
  summary: 'A Secret must have the keys that its type requires.',
  see: 'https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
  checks: {
    Secret(object: Secret, objectAt, context) {
      const { metadata = {}, type = '' } = object;
      const data = secretData(object);
      const at = objectAt.field('data');
      for (const key of KEYS[type] ?? []) {
        // an empty key cannot be a private key
        if (data[key] === undefined || (key === 'ssh-privatekey' && data[key].length === 0)) {
          missing(key, type, at, context);
        } else if (JSON_TYPES.includes(type) && !isJsonObject(String(data[key]))) {
          const why = 'The kubelet reads it as JSON.';
          const fix = 'Write it with `kubectl create secret docker-registry`.';
          context.invalid(at.key(key), 'the value is not a JSON object.', why, fix);
        }
      }
      const basic = ['username', 'password'];
      if (type === 'kubernetes.io/basic-auth' && basic.every((key) => data[key] === undefined)) {
        basic.forEach((key) => missing(key, type, at, context));
      }
      if (type === 'kubernetes.io/service-account-token' && !metadata.annotations?.[ACCOUNT]) {
        const place = objectAt.field('metadata').field('annotations').key(ACCOUNT);
        const why = 'It names the service account of the token.';
        context.required(place, 'the annotation is missing.', why, `Add the annotation "${ACCOUNT}".`);
      }
    },
  },
});

function missing(key: string, type: string, at: FieldPath, context: ValidationContext): void {
  const fix = `Add the key, or change the type of the Secret.`;
  context.required(at.key(key), `the key "${key}" is missing.`, `A Secret of type ${type} requires it.`, fix);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value === null || isPlainObject(value);
  } catch {
    return false;
  }
}
