import { Finding } from '../finding';
import { containers, listOf } from '../model/pod';

const NAME =
  /(^|_)(PASS|PASSWD|PASSWORD|PASSPHRASE|SECRET|TOKEN|APIKEY|API_KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|CREDENTIALS?)$/i;

/** A user and a password in an address. */
const IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@$]+@/i;

/** What is no credential itself: where one lies, a reference, a switch. */
const HARMLESS =
  /^$|^\$\(|^\{\{|^<|^[/.]|^(true|false|yes|no|none|enabled|disabled|\d)$|^(file|vault|ref|secret|arn|sm|gsm):/i;

/** Some say by such a variable which Secret they mean. */
const NAME_OF_SECRET = /^[a-z0-9]+(-[a-z0-9]+)+$/;

/**
 * A credential in the clear, in a variable of the pod. Whoever may read pods, or the repository, reads it.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 */
export function credentialInEnv(pod: any): Finding[] {
  const found: Finding[] = [];
  for (const container of containers(pod)) {
    const env = listOf(container.value.env);
    for (let i = 0; i < env.length; i++) {
      const { name, value } = env[i] ?? {};
      if (
        typeof name === 'string' &&
        typeof value === 'string' &&
        (IN_URL.test(value) || (NAME.test(name) && !HARMLESS.test(value) && !isNameOfSecret(name, value)))
      ) {
        found.push({
          rule: 'advice/credential-in-env',
          severity: 'advice',
          path: `${container.path}.env[${i}].value`,
          what: `${name} seems to hold a credential in the clear.`,
          why: 'Whoever may read pods, or this file, can read it.',
          fix: 'Keep it in a Secret, and refer to it: valueFrom.secretKeyRef.',
        });
      }
    }
  }
  return found;
}

function isNameOfSecret(name: string, value: string): boolean {
  return /SECRETS?$/i.test(name) && NAME_OF_SECRET.test(value);
}
