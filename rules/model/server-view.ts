import { PodTemplateSpec, StatefulSet, StatefulSetSpec } from '../../kubernetes/decoded';
import { templatePathOf } from '../../kubernetes/kinds';
import { PlainObject } from '../../util/plain-object';

/**
 * A decoded object as the API server validates it: structs that Go holds by value exist even if the manifest has none, and the claims of
 * a StatefulSet are volumes of its template.
 */
export function serverView<T extends object>(value: T, struct: string): T {
  const whole = withStructs(value, [...templatePathOf(struct), 'spec']);
  return struct === 'StatefulSet' ? withClaims(whole) : whole;
}

/** The value with an empty struct for each one that is missing on a path. */
function withStructs<T extends object>(value: T, [field, ...path]: readonly string[]): T {
  if (field === undefined) {
    return value;
  }
  const own = (value as PlainObject)[field] as object | undefined;
  const whole = withStructs(own ?? {}, path);
  return whole === own ? value : { ...value, [field]: whole };
}

function withClaims<T extends StatefulSet>(object: T): T {
  const template = object.spec && templateOf(object.spec);
  return { ...object, spec: { ...object.spec, template } };
}

/**
 * The template of a StatefulSet as its pods have it: claims replace volumes of the same name. The controller sets the host name, so the
 * template has none.
 */
function templateOf(stateful: StatefulSetSpec): PodTemplateSpec {
  const { hostname, subdomain, ...spec } = stateful.template?.spec ?? {};
  if (stateful.volumeClaimTemplates === undefined) {
    return { ...stateful.template, spec };
  }
  const claims = new Map(claimedVolumes(stateful).map((volume) => [volume.name, volume]));
  const own = (spec.volumes ?? []).map((volume) => claims.get(volume.name ?? '') ?? volume);
  own.forEach(({ name = '' }) => claims.delete(name));
  return { ...stateful.template, spec: { ...spec, volumes: [...own, ...claims.values()] } };
}

/** The volumes that a StatefulSet claims for each pod. */
export function claimedVolumes({ volumeClaimTemplates: claims = [] }: StatefulSetSpec): ClaimedVolume[] {
  return claims.map(({ metadata: { name = '' } = {} }) => ({ name, persistentVolumeClaim: { claimName: name } }));
}

interface ClaimedVolume {
  readonly name: string;
  readonly persistentVolumeClaim: { readonly claimName: string };
}
