import { ConfigMapKeySelector } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notConfigKey, notDnsLabel, notDnsSubdomain, notEnvName, notEnvNameRelaxed } from '../model/names';
import { notStraight } from '../model/paths';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkFieldRef, checkResourceFieldRef, ENV_FIELDS } from '../validation/field-ref';
import { checkForm, needForm } from '../validation/fields';

export const env = rule({
  id: 'api/env',
  severity: 'error',
  summary: 'Each variable must have a valid name, and either a value or one source.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  checks: {
    EnvVar(variable, at, context) {
      const { value, valueFrom } = variable;
      needForm(variable, at, context, 'name', context.minor >= 32 ? notEnvNameRelaxed : notEnvName, 'variable name');
      if (valueFrom === undefined) {
        return;
      }
      const { length } = Object.keys(valueFrom);
      if (length !== 1 || value) {
        const sources = length === 1 ? '1 source' : `${length} sources`;
        const what = `the variable has ${sources}${value ? `, and the value ${JSON.stringify(value)}` : ''}.`;
        const fix = 'Set only one of `value`, `fieldRef`, `resourceFieldRef`, `configMapKeyRef` and `secretKeyRef`.';
        context.invalid(at.field('valueFrom'), what, 'A variable must have either a value or one source.', fix);
      }
    },

    'EnvVarSource.fieldRef'({ fieldRef }, at, context) {
      checkFieldRef(fieldRef, at.field('fieldRef'), ENV_FIELDS, context);
    },

    'EnvVarSource.resourceFieldRef'({ resourceFieldRef }, at, context) {
      checkResourceFieldRef(resourceFieldRef, at.field('resourceFieldRef'), false, context);
    },

    ConfigMapKeySelector: (selector, at, context) => checkKey(selector, at, 'ConfigMap', context),

    SecretKeySelector: (selector, at, context) => checkKey(selector, at, 'Secret', context),

    FileKeySelector(selector, at, context) {
      const { volumeName = '' } = selector;
      const place = at.field('volumeName');
      const volume = context.volumes.get(volumeName);
      const why = 'The file must be in an `emptyDir` volume of the pod.';
      needForm(selector, at, context, 'key', notEnvNameRelaxed, 'variable name');
      needForm(selector, at, context, 'volumeName', notDnsLabel, 'volume name');
      if (volume === undefined) {
        const fix = 'Add the volume to the pod, or write the name of another volume.';
        context.notFound(place, `the pod has no volume "${volumeName}".`, why, fix);
      } else if (volume.emptyDir === undefined && Object.keys(volume).some((field) => field !== 'name')) {
        const fix = 'Write the name of an `emptyDir` volume.';
        context.invalid(place, `"${volumeName}" is not an \`emptyDir\` volume.`, why, fix);
      }
      needForm(selector, at, context, 'path', notStraight, 'path');
    },
  },
});

function checkKey(selector: ConfigMapKeySelector, at: FieldPath, kind: string, context: ValidationContext): void {
  checkForm(selector.name ?? '', at.field('name'), context, notDnsSubdomain, `name of a ${kind}`);
  needForm(selector, at, context, 'key', notConfigKey, `key of a ${kind}`);
}
