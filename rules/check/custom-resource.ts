import { excerpt } from '../../util/excerpt';
import { fieldsOf, PlainObject } from '../../util/plain-object';
import { truncated } from '../../util/truncate';
import { nearest } from '../../util/nearest';
import { kind as kindRule } from '../api/kind';
import { Finding, findingOf } from '../finding';
import { checkFields } from '../schema/check-fields';
import { CustomKind, versionName } from '../schema/custom-kinds';

export { embeddedIn } from '../schema/embedded';

/**
 * The findings about the version and the fields of a custom resource whose kind is known.
 * @param version the version of Kubernetes
 */
export function checkCustomResource(object: object, custom: CustomKind, version: string): Finding[] {
  const { apiVersion, kind, status, ...fields } = fieldsOf(object);
  const { schema, isServed = false, hasStatus = false } = custom.versions.get(versionName(apiVersion)) ?? {};
  const findings = isServed || !custom.isComplete ? [] : [notServed(String(apiVersion), custom)];
  if (schema === undefined || !isServed) {
    return findings;
  }
  const checked: PlainObject = {
    apiVersion,
    kind,
    ...fields,
    ...(status === undefined || hasStatus ? {} : { status }),
  };
  return findings.concat(checkFields(checked, String(kind), schema, version));
}

function notServed(apiVersion: string, { kind, versions }: CustomKind): Finding {
  const name = versionName(apiVersion);
  const served = [...versions.values()].filter(({ isServed }) => isServed).map((one) => one.name);
  const what = versions.has(name)
    ? `${excerpt(apiVersion)} of ${excerpt(kind)} is not served.`
    : `${excerpt(kind)} has no version ${excerpt(name)}.`;
  const group = apiVersion.slice(0, -name.length - 1);
  const best = nearest(name, served) ?? served[served.length - 1];
  const fix = best === undefined ? 'Set `served: true` for a version.' : `Write ${excerpt(`${group}/${best}`)}.`;
  const why = `Its CustomResourceDefinition serves ${served.length === 0 ? 'no version' : truncated(served)}.`;
  return findingOf(kindRule, 'apiVersion', what, fix, { why });
}
