import { ApiObject } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { kindOf } from '../kubernetes/kinds';
import { described } from '../util/plain-object';
import { aMapOf, aString } from '../util/prop-checks';
import { PropNames, checkProps } from '../util/props';
import { errorAt, textAt } from './error-at';
import { constructsIn } from './synth/object-graph';

/** Selects pod templates by their objects, and a container in them. An object must match all properties. */
export interface PodTemplatesProps {
  /**
   * The kind of the object, such as `Deployment`.
   * @default - any
   */
  readonly kind?: string;
  /**
   * The name in the metadata of the object.
   * @default - any
   */
  readonly name?: string;
  /**
   * Labels in the metadata of the object.
   * @default - any
   */
  readonly labels?: Record<string, string>;
  /**
   * The path of the pod template in the object, such as `spec.template`. Custom resources require it.
   * @default - the path that the kind has in Kubernetes
   */
  readonly template?: string;
  /**
   * The name of the app's container, which the patterns help.
   * @default - the container in the annotation `kubectl.kubernetes.io/default-container` of the template, or else the first container
   */
  readonly app?: string;
}

const PROPS: PropNames<PodTemplatesProps> = {
  kind: aString,
  name: aString,
  labels: aMapOf(aString),
  template: aString,
  app: aString,
};

/**
 * Pod templates of other constructs: objects of cdk8s-plus, an `Include`d file, a Helm chart, custom resources. A `Pod` is its own template.
 * @example
 * const rollout = new ApiObject(chart, 'rollout', {
 *   apiVersion: 'argoproj.io/v1alpha1',
 *   kind: 'Rollout',
 *   spec: { template: { spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } } },
 * });
 * Patterns.attach(
 *   PodTemplates.in(rollout, { template: 'spec.template' }),
 *   new SidecarPattern({ sidecars: [{ name: 'logs', image: 'fluent/fluent-bit:3.2' }] }),
 * );
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates
 */
export class PodTemplates {
  /**
   * Selects pod templates in a scope.
   * @param scope an object, or a construct that contains objects: a chart, an `Include`, a `Helm`
   * @param props which templates to select; by default, all
   * @throws if no object matches, or if a prop is unknown
   */
  public static in(scope: IConstruct, props: PodTemplatesProps = {}): PodTemplates {
    if (!Construct.isConstruct(scope)) {
      throw new Error(`PodTemplates.in: ${described(scope)} is not a construct. Set a chart or an object.`);
    }
    checkProps(textAt(scope, 'PodTemplates.in'), props, PROPS);
    const objects = constructsIn(scope).filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
    const candidates = objects.filter((object) => props.template !== undefined || kindOf(object) !== undefined);
    const selected = candidates.filter((object) => matches(object, props));
    if (selected.length === 0) {
      throw errorAt(scope, noMatch(props, candidates));
    }
    return new PodTemplates(selected, props);
  }

  private constructor(
    /** The objects that have the templates. */
    public readonly objects: ApiObject[],
    private readonly props: PodTemplatesProps,
  ) {}

  /** The name of the app's container, if it is set. */
  public get app(): string | undefined {
    return this.props.app;
  }

  /**
   * The path of the template in an object.
   * @internal
   */
  public _pathIn(object: ApiObject): readonly string[] {
    return this.props.template === undefined ? kindOf(object)!.template : this.props.template.split('.');
  }
}

function matches(object: ApiObject, { kind, name, labels = {} }: PodTemplatesProps): boolean {
  const own = object.metadata.toJson().labels ?? {};
  return (
    (kind === undefined || object.kind === kind) &&
    (name === undefined || object.name === name) &&
    Object.entries(labels).every(([key, value]) => own[key] === value)
  );
}

function noMatch({ kind, name, labels }: PodTemplatesProps, candidates: readonly ApiObject[]): string {
  const named = name === undefined ? '' : ` "${name}"`;
  const labelled = labels === undefined ? '' : ` with the labels ${JSON.stringify(labels)}`;
  const existing =
    candidates.length === 0
      ? 'If a custom resource has one, set its path: { template: "spec.template" }.'
      : `It has ${listed(candidates)}.`;
  return `has no ${kind ?? 'object'}${named}${labelled} with a pod template. ${existing}`;
}

/** Objects as messages name them. */
export function listed(objects: readonly ApiObject[]): string {
  return objects.map((object) => `${object.kind} "${object.name}"`).join(', ');
}
