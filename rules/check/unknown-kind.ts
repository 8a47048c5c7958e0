import { allBuiltIn, BuiltInKind, findBuiltIn, isOffByDefault, isServed, isThere } from '../../kubernetes/built-in';
import { groupOf } from '../../kubernetes/kinds';
import { atLeast } from '../../kubernetes/version';
import { nearest } from '../../util/nearest';
import { jsonText } from '../../util/json-text';
import { kind as rule } from '../api/kind';
import { Finding, findingOf } from '../finding';

/** The fix for a kind that no API version has any more. */
const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ['PodSecurityPolicy', 'Remove it, and set the label "pod-security.kubernetes.io/enforce" of each namespace.'],
  ['ResourceClass', 'Use a DeviceClass.'],
]);

/** Reports an object of a group of Kubernetes whose API version and kind a server does not serve by default. */
export function unknownKind(apiVersion: string, kind: string, version: string): Finding[] {
  const known = findBuiltIn(apiVersion, kind);
  if (kind.endsWith('List') || (known !== undefined && isServed(known, version))) {
    return [];
  }
  const stable = allBuiltIn().filter((one) => one.kind === kind && !isOffByDefault(one.apiVersion));
  const served = best(
    stable.filter((one) => isServed(one, version)),
    apiVersion,
  );
  const later = best(
    stable.filter(({ since }) => since !== undefined && !atLeast(version, since)),
    apiVersion,
  );
  const [what, why] = known === undefined ? [noKind(apiVersion, kind)] : reasonOf(known, version);
  const fix =
    served !== undefined
      ? `Write ${jsonText(served.apiVersion)}.`
      : later !== undefined
        ? newer(later, apiVersion)
        : (REPLACEMENTS.get(kind) ??
          (known === undefined ? spelling(apiVersion, kind, version) : removal(known, version)));
  const isOfVersion = known !== undefined || served !== undefined || later !== undefined;
  return [findingOf(rule, isOfVersion ? 'apiVersion' : 'kind', what, fix, { why })];
}

function noKind(apiVersion: string, kind: string): string {
  return `${jsonText(apiVersion)} has no kind ${jsonText(kind)}.`;
}

/** Why a server of the version does not serve a kind by default. */
function reasonOf(known: BuiltInKind, version: string): readonly [what: string, why: string] {
  const { apiVersion, kind, since, until } = known;
  const name = `${kind} of ${jsonText(apiVersion)}`;
  if (isThere(known, version)) {
    const stage = apiVersion.includes('alpha') ? 'an alpha' : 'a beta';
    return [`Kubernetes ${version} does not serve ${name} by default.`, `It is ${stage} version of the API.`];
  }
  return since !== undefined && !atLeast(version, since)
    ? [`Kubernetes ${version} does not have ${name}.`, `Kubernetes ${since} added it.`]
    : [`Kubernetes ${version} no longer has ${name}.`, `The last version that has it is ${until}.`];
}

/** The newest API version: of the same group, if the group has the kind. */
function best(kinds: readonly BuiltInKind[], apiVersion: string): BuiltInKind | undefined {
  const group = groupOf(apiVersion).toLowerCase();
  const [newest] = [kinds.filter((one) => groupOf(one.apiVersion) === group), kinds].flatMap((list) => list.slice(-1));
  return newest;
}

function newer(later: BuiltInKind, apiVersion: string): string {
  const written = later.apiVersion === apiVersion ? '' : `write ${jsonText(later.apiVersion)} and `;
  return `Remove the object, or ${written}set a newer target version: KubernetesVersion.set(app, '${later.since}').`;
}

function removal(known: BuiltInKind, version: string): string {
  const isOff = isOffByDefault(known.apiVersion) && isThere(known, version);
  return isOff ? 'Remove the object, or waive this finding if the cluster serves it.' : 'Remove the object.';
}

/** The fix for a kind that Kubernetes never had: probably it is misspelt. */
function spelling(apiVersion: string, kind: string, version: string): string {
  const served = allBuiltIn().filter((one) => isServed(one, version));
  const ofVersion = served.filter((one) => one.apiVersion === apiVersion);
  const similar = nearest(
    kind,
    (ofVersion.length === 0 ? served : ofVersion).map((one) => one.kind),
  );
  return similar === undefined ? 'Find its version with `kubectl api-resources`.' : `Did you mean "${similar}"?`;
}
