import { rule } from '../rule';

/** The name of a variable with a credential. */
const NAME =
  /(^|_)(PASS|PASSWD|PASSWORD|PASSPHRASE|SECRET|TOKEN|APIKEY|API_KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|CREDENTIALS?)$/i;

/** A URL with a user and a password. */
const IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@$]+@/i;

/** A value that is not a credential: the place of a credential, a reference, a switch. */
const HARMLESS =
  /^$|^\$\(|^\{\{|^<|^[/.]|^(true|false|yes|no|none|enabled|disabled|\d)$|^(file|vault|ref|secret|arn|sm|gsm):/i;

/** The name of a Secret, as a variable such as `DB_SECRET` may have it. */
const NAME_OF_SECRET = /^[a-z0-9]+(-[a-z0-9]+)+$/;

export const credentialInEnv = rule({
  id: 'advice/credential-in-env',
  severity: 'advice',
  summary: 'A variable should not contain a credential.',
  why: 'Everyone who can read pods, or the manifest, can read it.',
  see: 'https://kubernetes.io/docs/concepts/configuration/secret/',
  fields: ['EnvVar.value'],
  check({ containers }, report) {
    for (const { env, path } of containers) {
      env.forEach(({ name = '', value = '' }, i) => {
        const isNameOfSecret = /SECRETS?$/i.test(name) && NAME_OF_SECRET.test(value);
        if (IN_URL.test(value) || (NAME.test(name) && !HARMLESS.test(value) && !isNameOfSecret)) {
          report(
            `${path}.env[${i}].value`,
            `"${name}" seems to contain a credential.`,
            'Move it to a Secret, and use `valueFrom.secretKeyRef`.',
          );
        }
      });
    }
  },
});
