import { groupOf, kindOf } from './kinds';
import type { Field } from './schema';
import { lifeOf } from './version';

/** The kinds of Kubernetes and their structs. They are loaded for an object that needs them: an app of pods alone starts without them. */

/** A kind in one API version of its group. */
export interface BuiltInKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly struct: string;
  /** The first version of Kubernetes that has it, if the oldest one here lacks it. */
  readonly since?: string;
  /** The last version that has it, if the newest one lacks it. */
  readonly until?: string;
}

/** The API versions of Kubernetes, and of projects of Kubernetes, such as `gateway.networking.k8s.io/v1`. */
const OF_PROJECT = /^(v\w*|(apps|autoscaling|batch|extensions|policy|[\w.-]+\.k8s\.io)\/.*)$/i;

/** Its last kinds are gone since Kubernetes 1.22. */
const GONE_GROUP = 'extensions';

class Index {
  public readonly kinds: readonly BuiltInKind[];
  public readonly groups: ReadonlySet<string>;
  private readonly byName: ReadonlyMap<string, BuiltInKind>;

  public constructor(
    kinds: Readonly<Record<string, Readonly<Record<string, Field>>>>,
    public readonly structs: Readonly<Record<string, Readonly<Record<string, Field>>>>,
  ) {
    this.kinds = Object.entries(kinds).flatMap(([apiVersion, ofVersion]) =>
      Object.entries(ofVersion).map(([kind, [struct, since, until]]) => ({ apiVersion, kind, struct, since, until })),
    );
    this.groups = new Set([GONE_GROUP, ...Object.keys(kinds).map(groupOf)]);
    this.byName = new Map(this.kinds.map((one) => [`${one.apiVersion} ${one.kind}`, one]));
  }

  public find(apiVersion: string, kind: string): BuiltInKind | undefined {
    return this.byName.get(`${apiVersion} ${kind}`);
  }
}

let index: Index | undefined;

function load(): Index {
  if (index === undefined) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { ALL_KINDS, OTHER_STRUCTS } = require('./all-kinds') as typeof import('./all-kinds');
    index = new Index(ALL_KINDS, OTHER_STRUCTS);
  }
  return index;
}

/** Whether an API version is of a group of Kubernetes: custom resources have other groups. */
export function isBuiltIn(apiVersion: unknown): apiVersion is string {
  return (
    typeof apiVersion === 'string' &&
    OF_PROJECT.test(apiVersion) &&
    load().groups.has(groupOf(apiVersion).toLowerCase())
  );
}

/** Whether the schema of a kind is known, so that all fields of its objects are checked. */
export function isSchemaKnown(object: { readonly apiVersion: string; readonly kind: string }): boolean {
  const { apiVersion, kind } = object;
  return kindOf(object) !== undefined || (isBuiltIn(apiVersion) && findBuiltIn(apiVersion, kind) !== undefined);
}

/** The kind with a name in an API version, if any version of Kubernetes has it. */
export function findBuiltIn(apiVersion: string, kind: string): BuiltInKind | undefined {
  return load().find(apiVersion, kind);
}

/** All kinds of all API versions. */
export function allBuiltIn(): readonly BuiltInKind[] {
  return load().kinds;
}

/** The structs that only other kinds than those of pods have. */
export function otherStructs(): Index['structs'] {
  return load().structs;
}

/** Whether a server of a version has the kind, if it serves all APIs. */
export function isThere({ since, until }: BuiltInKind, version: string): boolean {
  return lifeOf(version, since, until) === 'here';
}

/**
 * Whether a server serves the API version only with a flag, `--runtime-config`: alpha versions, and beta versions, except for those that
 * are older than this rule.
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-architecture/3136-beta-apis-off-by-default
 */
export function isOffByDefault(apiVersion: string): boolean {
  return /\/v\d+(alpha|beta)\d+$/.test(apiVersion) && groupOf(apiVersion) !== 'flowcontrol.apiserver.k8s.io';
}

/** Whether a server of a version serves the kind by default. */
export function isServed(kind: BuiltInKind, version: string): boolean {
  return isThere(kind, version) && !isOffByDefault(kind.apiVersion);
}
