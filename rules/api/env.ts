import { checkFieldRef, checkResourceFieldRef, ENV_FIELDS } from '../validation/field-ref';
import { Inspection } from '../validation/validation-context';
import { notConfigKey, notDnsLabel, notDnsSubdomain, notEnvName, notEnvNameRelaxed } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/env';

/**
 * Variables have a name, and one source of their value at most.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 */
export const env: ApiRule = {
  EnvVar({ name, value, valueFrom }, at, pod) {
    if (!name) {
      pod.required(RULE, at.field('name'), 'the variable has no name.', 'Nothing could read it.', 'Give it one.');
    } else {
      checkEnvName(name, at, 'name', pod);
    }
    if (valueFrom !== undefined) {
      checkSources(value, valueFrom, at.field('valueFrom'), pod);
    }
  },

  ConfigMapKeySelector: (selector, at, pod) => checkKey(selector, at, 'ConfigMap', pod),

  SecretKeySelector: (selector, at, pod) => checkKey(selector, at, 'Secret', pod),
};

/** A name of a variable, or the start of one. */
export function checkEnvName(name: string, at: Place, field: string, pod: Inspection): void {
  const why = pod.minor >= 32 ? notEnvNameRelaxed(name) : notEnvName(name);
  if (why !== undefined) {
    pod.invalid(RULE, at.field(field), `"${name}" is not a name that a variable can have.`, why, 'Rename it.');
  }
}

function checkSources(value: any, valueFrom: any, at: Place, pod: Inspection): void {
  const { fieldRef, resourceFieldRef, fileKeyRef } = valueFrom;
  const count = Object.keys(valueFrom).length;
  if (fieldRef !== undefined) {
    checkFieldRef(RULE, fieldRef, at.field('fieldRef'), ENV_FIELDS, pod);
  }
  if (resourceFieldRef !== undefined) {
    checkResourceFieldRef(RULE, resourceFieldRef, at.field('resourceFieldRef'), false, pod);
  }
  if (fileKeyRef !== undefined) {
    checkFileKey(fileKeyRef, at.field('fileKeyRef'), pod);
  }
  if (count === 0) {
    const fix = 'Name one: fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef.';
    pod.invalid(RULE, at, 'the variable has no source.', 'Something has to tell its value.', fix);
  } else if (value) {
    const what = `the variable has a value, ${JSON.stringify(value)}, and a source.`;
    pod.invalid(RULE, at, what, 'Only one of the two can tell its value.', 'Leave value out, or valueFrom.');
  } else if (count > 1) {
    const what = `the variable has ${count} sources.`;
    pod.invalid(RULE, at, what, 'Only one of them can tell its value.', 'Make variables of their own of the others.');
  }
}

function checkKey({ name = '', key }: any, at: Place, kind: string, pod: Inspection): void {
  const why = notDnsSubdomain(name);
  if (why !== undefined) {
    const what = name === '' ? `no ${kind} is named.` : `"${name}" is not a name that a ${kind} can have.`;
    pod.invalid(RULE, at.field('name'), what, why, `Name the ${kind}.`);
  }
  if (!key) {
    const reason = `A ${kind} has many.`;
    pod.required(RULE, at.field('key'), `no key of the ${kind} is named.`, reason, 'Name the one to take.');
  } else if (notConfigKey(key) !== undefined) {
    const what = `"${key}" is not a key that a ${kind} can have.`;
    pod.invalid(RULE, at.field('key'), what, notConfigKey(key)!, 'Name one that it has.');
  }
}

function checkFileKey({ key, volumeName = '', path = '' }: any, at: Place, pod: Inspection): void {
  if (!key) {
    pod.required(RULE, at.field('key'), 'no variable of the file is named.', 'A file has many.', 'Name one.');
  } else if (notEnvNameRelaxed(key) !== undefined) {
    const what = `"${key}" is not a name that a variable can have.`;
    pod.invalid(RULE, at.field('key'), what, notEnvNameRelaxed(key)!, 'Name one that the file has.');
  }
  if (volumeName === '') {
    const why = 'The file has to stand in one.';
    pod.required(RULE, at.field('volumeName'), 'no volume is named.', why, 'Name an emptyDir volume.');
  } else if (notDnsLabel(volumeName) !== undefined) {
    const what = `"${volumeName}" is not a name that a volume can have.`;
    pod.invalid(RULE, at.field('volumeName'), what, notDnsLabel(volumeName)!, 'Name one that the pod has.');
  }
  const volume = pod.volumes.get(volumeName);
  if (volume === undefined) {
    const what = `the pod has no volume "${volumeName}".`;
    const fix = 'Add it to the volumes, or name one that is there.';
    pod.error(RULE, 'FieldValueNotFound', at.field('volumeName'), what, 'The file has to stand in one.', fix);
  } else if (volume.emptyDir === undefined && Object.keys(volume).some((field) => field !== 'name')) {
    const what = `"${volumeName}" is not an emptyDir volume.`;
    pod.invalid(
      RULE,
      at.field('volumeName'),
      what,
      'Files of variables are read from those only.',
      'Name another one.',
    );
  }
  if (path === '') {
    pod.required(RULE, at.field('path'), 'no file is named.', 'A volume has many.', 'Name it by its path.');
  } else if (path.split('/').includes('..')) {
    const what = `"${path}" leads out of the volume.`;
    pod.invalid(RULE, at.field('path'), what, 'It is a path below the root of the volume.', 'Leave out "..".');
  }
}
