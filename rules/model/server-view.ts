import {
  Container,
  PodSpec,
  PodTemplateSpec,
  ReplicationController,
  StatefulSet,
  StatefulSetSpec,
} from '../../kubernetes/decoded';
import { templatePathOf } from '../../kubernetes/kinds';
import { PlainObject } from '../../util/plain-object';
import { CONTAINER_LISTS } from './container-model';

/**
 * A decoded object as the API server validates it: structs that Go holds by value exist even if the manifest has none, dropped volumes
 * are missing, and the claims of a StatefulSet are volumes of its template.
 * @param gatedStructs the structs that lost a field because its feature gate is off
 */
export function serverView<T extends object>(value: T, struct: string, gatedStructs?: ReadonlySet<object>): T {
  // Go holds only this template by reference
  if (struct === 'ReplicationController' && (value as ReplicationController).spec?.template === undefined) {
    return value;
  }
  const whole = withSpec(value, templatePathOf(struct), 0, gatedStructs);
  return struct === 'StatefulSet' ? withClaims(whole) : whole;
}

/**
 * The value with an empty struct for each one that is missing on the rest of the path to a template, and with the volumes of its spec that
 * the server keeps.
 */
function withSpec<T extends object>(value: T, path: readonly string[], from: number, gated?: ReadonlySet<object>): T {
  const field = path[from] ?? 'spec';
  const own = (value as PlainObject)[field] as object | undefined;
  const whole = from === path.length ? keptVolumes(own ?? {}, gated) : withSpec(own ?? {}, path, from + 1, gated);
  return whole === own ? value : { ...value, [field]: whole };
}

/** A pod spec without the volumes that the server drops, and without their mounts. The only gated field of a volume is `image`. */
function keptVolumes(spec: PodSpec, gated?: ReadonlySet<object>): PodSpec {
  if (gated === undefined || gated.size === 0) {
    return spec;
  }
  const { volumes = [] } = spec;
  const names = new Set(volumes.filter((one) => gated.has(one)).map(({ name = '' }) => name));
  if (names.size === 0) {
    return spec;
  }
  const withoutMounts = <C extends Container>(container: C): C =>
    container.volumeMounts === undefined
      ? container
      : { ...container, volumeMounts: container.volumeMounts.filter(({ name = '' }) => !names.has(name)) };
  const lists = CONTAINER_LISTS.filter((list) => spec[list] !== undefined);
  const containers = lists.map((list) => [list, (spec[list] as readonly Container[]).map(withoutMounts)]);
  return { ...spec, ...Object.fromEntries(containers), volumes: volumes.filter((one) => !gated.has(one)) } as PodSpec;
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
