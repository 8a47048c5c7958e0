import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { kindOf } from '../kubernetes/kinds';
import { below } from './synth/object-graph';

/** Which pod templates are meant, and which container of theirs. All that is given has to hold. */
export interface PodTemplatesProps {
  /**
   * The kind of the object that has the template, such as `Deployment`.
   *
   * @default - any
   */
  readonly kind?: string;

  /**
   * The name of the object, as in its metadata.
   *
   * @default - any
   */
  readonly name?: string;

  /**
   * Labels that the object has, in its own metadata.
   *
   * @default - any
   */
  readonly labels?: Record<string, string>;

  /**
   * Where the pod template lies in the object, such as `spec.template`. Needed for custom resources.
   *
   * @default - where Kubernetes' own kinds have it
   */
  readonly template?: string;

  /**
   * The name of the app's container: the one that patterns help.
   *
   * @default - the one that the annotation `kubectl.kubernetes.io/default-container` of the template names, or else the first
   */
  readonly app?: string;
}

/**
 * Pod templates that are there already, in whatever made them: objects of cdk8s-plus-27, an `Include`d file, the output of a Helm
 * chart, custom resources. A `Pod` counts as its own template.
 *
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
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates
 */
export class PodTemplates {
  /**
   * The templates in a scope.
   *
   * @param scope an object, or anything that holds some: a chart, an `Include`, a `Helm`
   * @param props which are meant; all of them, where nothing is given
   * @throws when there is none
   */
  public static in(scope: IConstruct, props: PodTemplatesProps = {}): PodTemplates {
    const objects = below(scope).filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
    const candidates = objects.filter((object) => props.template !== undefined || kindOf(object) !== undefined);
    const found = candidates.filter((object) => isMeant(object, props));
    if (found.length === 0) {
      throw new Error(`[${scope.node.path}] ${noneFound(props, candidates)}`);
    }
    return new PodTemplates(found, props);
  }

  private constructor(
    /** The objects that have the templates. */
    public readonly objects: ApiObject[],
    private readonly props: PodTemplatesProps,
  ) {}

  /** The name of the app's container, where it was given. */
  public get app(): string | undefined {
    return this.props.app;
  }

  /**
   * The way to the template in an object.
   *
   * @internal
   */
  public _way(object: ApiObject): readonly string[] {
    return this.props.template === undefined ? kindOf(object)!.template : this.props.template.split('.');
  }
}

function isMeant(object: ApiObject, { kind, name, labels = {} }: PodTemplatesProps): boolean {
  const own = object.metadata.toJson().labels ?? {};
  return (
    (kind === undefined || object.kind === kind) &&
    (name === undefined || object.name === name) &&
    Object.entries(labels).every(([key, value]) => own[key] === value)
  );
}

function noneFound({ kind, name, labels }: PodTemplatesProps, candidates: ApiObject[]): string {
  const wanted = [
    kind ?? 'object',
    ...(name === undefined ? [] : [`"${name}"`]),
    ...(labels === undefined ? [] : [`with the labels ${JSON.stringify(labels)}`]),
  ];
  const there =
    candidates.length === 0
      ? 'It has none with one that is known: where a custom resource has it is said by `template`.'
      : `It has ${listed(candidates)}.`;
  return `has no ${wanted.join(' ')} with a pod template. ${there}`;
}

/** Objects as messages name them. */
export function listed(objects: ApiObject[]): string {
  return objects.map((object) => `${object.kind} "${object.name}"`).join(', ');
}
