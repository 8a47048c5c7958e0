import { ApiObject, ApiObjectMetadata, App, JsonPatch, resolve } from 'cdk8s';
import { Construct } from 'constructs';
import { orderObject } from '../kubernetes/field-order';
import { Kind, kindOf } from '../kubernetes/kinds';
import { SCHEMA } from '../kubernetes/schema';
import { Container, ContainerPort, LabelSelector, ObjectMeta, PodSpec, PodTemplateSpec } from '../kubernetes/types';
import { jsonPatch, selectedWithoutLabels, unknownProp } from '../rules/composition';
import { Finding, findingOf, message } from '../rules/finding';
import type { PodSecurityLevel } from '../rules/pod-security-standard';
import { nearest } from '../util/nearest';
import { described, fieldsOf, isPlainObject, itemsIn, PlainObject, valueAt, withValueAt } from '../util/plain-object';
import { PropNames, checkProps } from '../util/props';
import { Attachments } from './compose/attachments';
import { containersOf } from './compose/containers-of';
import { addedInVain, fixedFields, lostFields, writtenMetadata } from './compose/metadata';
import { fieldNames, PlainData, setTwice } from './compose/plain-data';
import { withRequiredFields } from './compose/required-fields';
import { errorAt, textAt } from './error-at';
import { EXPOSE_PROPS, exposedPorts, ExposeViaServiceOptions } from './expose-via-service';
import { findPort } from './patterns/local-address';
import { IPattern } from './patterns/pattern';
import { PlusLabelSelector } from './plus-types';
import { PodSecurity } from './settings/pod-security';
import { AppState } from './synth/app-state';
import { checkOnValidation } from './synth/check';
import { Rendering } from './synth/rendering';

/** The properties that pods and all workloads have in common. */
export interface AppObjectProps {
  /**
   * The object's metadata. As in cdk8s, empty lists and maps in it are omitted.
   * @default - a name made from the construct's path; namespace and labels of the chart
   */
  readonly metadata?: ObjectMeta;
  /** The main container. It is the first of the containers. */
  readonly app: Container;
  /**
   * Patterns that add containers to the pod, in this order.
   * @default - none
   */
  readonly patterns?: IPattern[];
  /**
   * The Pod Security level that the pod must meet. Containers that patterns add get the fields that it requires. A value of the author that
   * it forbids is an error.
   * @default - the level that `PodSecurity.set` sets for the chart or the app, if any
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: PodSecurityLevel;
}

const OWN_PROPS: PropNames<AppObjectProps> = { metadata: true, app: true, patterns: true, podSecurity: true };

/** Fields of a whole manifest, which an author can paste into props. */
const PASTED: Readonly<Record<string, string>> = {
  apiVersion: 'Remove it: the class of the construct decides it.',
  kind: 'Remove it: the class of the construct decides it.',
  spec: 'Write the fields of `spec` without `spec`.',
  status: 'Remove it: only the cluster writes the status.',
};

/**
 * The base class of pods and workloads: an app, and patterns that help it. The manifest contains what the props contain, in the order in
 * which people write it, and nothing else. Synth checks the manifest and reports all errors together.
 *
 * cdk8s-plus, from version 27 on, accepts the object where it selects pods: as the `selector` of a Service or NetworkPolicy, and as a peer.
 * @see https://kubernetes.io/docs/concepts/workloads/
 */
export abstract class AppObject extends ApiObject {
  private readonly attachments = new Attachments(this);
  private readonly type: Kind;
  private readonly spec: object;
  private readonly app: Container;
  private readonly givenMetadata: ObjectMeta;
  private readonly metadataFindings: readonly Finding[];
  private readonly fixedMetadata: PlainObject;
  private readonly jsonPatches: JsonPatch[] = [];
  private isSelected = false;

  /**
   * @param scope the chart, or a construct in it
   * @param id the construct's name in its scope
   * @param apiVersion such as `apps/v1`
   * @param kind such as `Deployment`
   * @param props the object; the properties that `AppObjectProps` lacks are its spec
   */
  protected constructor(scope: Construct, id: string, apiVersion: string, kind: string, props: AppObjectProps) {
    const { metadata: given, app, patterns = [], podSecurity, ...spec } = props ?? {};
    const metadata = given ?? {};
    const { raw, ...known } = metadata;
    const all = raw === undefined ? known : { ...known, ...raw };
    const lost = [lostFields(metadata), lostFields(raw ?? {}, 'metadata.raw')].filter(({ size }) => size > 0);
    super(scope, id, {
      apiVersion,
      kind,
      metadata: (lost.length === 0 ? all : without(all, lost)) as ApiObjectMetadata,
    });
    this.metadataFindings = lost.flatMap((fields) => [...fields.values()]);
    this.fixedMetadata = fixedFields(this.metadata);
    this.type = kindOf(this)!;
    this.spec = spec;
    this.app = app;
    this.givenMetadata = metadata;
    if (!isPlainObject(app)) {
      const is = app === undefined ? 'is missing' : 'must be an object';
      throw errorAt(this, `app: the container of the app ${is}. Write app: { name: '…', image: '…' }.`);
    }
    if (!Array.isArray(patterns)) {
      throw errorAt(this, 'patterns is not a list. Write it in brackets.');
    }
    this.attachments.add(app.name, patterns);
    if (podSecurity !== undefined) {
      PodSecurity.set(this, podSecurity);
    }
    checkOnValidation(this, () => this.rendering());
    AppState.of(this).recordPlace(this, new.target);
  }

  /** Applies JSON patches to the manifest, after everything else. */
  public override addJsonPatch(...ops: JsonPatch[]): void {
    const wrong = ops.findIndex((op) => typeof fieldsOf(op)._toJson !== 'function');
    if (wrong >= 0) {
      const example = "Use JsonPatch.add('/spec/replicas', 2), for example.";
      throw errorAt(this, `addJsonPatch: ${described(ops[wrong])} is not a JsonPatch. ${example}`);
    }
    super.addJsonPatch(...ops);
    this.jsonPatches.push(...ops);
    AppState.of(this).forgetRendering(this);
  }

  /** The manifest. It is not checked. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the type that cdk8s declares
  public override toJson(): any {
    return this.rendering().manifest;
  }

  /**
   * The number of a port that a container of the pod declares. Use it where another object refers to the port, such as the `targetPort` of a
   * Service: then it changes with the container.
   * @param name the name of the port
   * @throws if no container, or more than one, declares a port with this name
   */
  public portNumber(name: string): number {
    const ports = containersOf(this.template().spec ?? {})
      .flatMap((container) => itemsIn(fieldsOf(container).ports))
      .filter(isPlainObject);
    try {
      return findPort('the pod', ports as unknown as ContainerPort[], name).containerPort;
    } catch (error) {
      const [cause] = this.rendering().findings.filter(({ severity }) => severity === 'error');
      const because = cause === undefined ? '' : ` The pod has another error, fix it first: ${message(cause)}`;
      throw errorAt(this, `${(error as Error).message}${because}`);
    }
  }

  /**
   * Adds a Service for the pods, with their labels and ports as they are now. For an Ingress of cdk8s-plus, create a Service of cdk8s-plus
   * instead, with this object as its `selector`.
   * @returns the Service
   * @throws if no container declares a port, or if one of several ports has no name
   * @see https://kubernetes.io/docs/concepts/services-networking/service/
   */
  public exposeViaService(options: ExposeViaServiceOptions = {}): ApiObject {
    checkProps(textAt(this, 'exposeViaService'), options, EXPOSE_PROPS);
    const { name = this.name, serviceType } = options;
    const ports = options.ports ?? exposedPorts(this, this.template().spec ?? {});
    return new ApiObject(this, `service-${name}`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: this.metadata.namespace },
      spec: { type: serviceType, selector: this.matchLabels, ports },
    });
  }

  /**
   * The labels by which another object selects the pods, such as a PodDisruptionBudget: the `matchLabels` of a workload's selector, or all
   * labels that a pod has when this is called.
   */
  public get matchLabels(): Record<string, string> {
    this.isSelected = true;
    return this.podLabels();
  }

  /**
   * How a Service or NetworkPolicy of cdk8s-plus selects the pods: by the selector of a workload, or by all labels that a pod has when this
   * is called.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each cdk8s-plus accepts only its own class for the label selector
  public toPodSelectorConfig(): any {
    const { namespace } = this.metadata;
    return {
      labelSelector: new PlusLabelSelector(this.matchLabels),
      namespaces: namespace === undefined ? undefined : { names: [namespace] },
    };
  }

  /** The pods as a peer of a NetworkPolicy of cdk8s-plus. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  public toNetworkPolicyPeerConfig(): any {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The pods as the pods that a NetworkPolicy of cdk8s-plus selects. */
  public toPodSelector(): AppObject {
    return this;
  }

  /**
   * The props that are not fields of the spec.
   * @internal
   */
  public _ownProps(): object {
    return OWN_PROPS;
  }

  private podLabels(): Record<string, string> {
    if (this.isPod()) {
      return this.metadata.toJson().labels ?? {};
    }
    const selector = valueAt<LabelSelector>(this.rendering().manifest, ['spec', 'selector']);
    return (selector?.matchLabels ?? this.template().metadata?.labels ?? {}) as Record<string, string>;
  }

  private isPod(): boolean {
    return this.type.template.length === 0;
  }

  private template(): PodTemplateSpec {
    return valueAt(this.rendering().manifest, this.type.template) ?? {};
  }

  private rendering(): Rendering {
    return AppState.of(this).rendered(this, () => this.render());
  }

  private render(): Rendering {
    const data = new PlainData(
      (token) => tokenValue(resolve([], token, this), token),
      hasOwnResolvers(this) ? (props) => resolve([], props, this) : undefined,
    );
    const app = data.of(this.app, 'Container', 'app', [...this.type.template, 'spec.containers[0]'].join('.'));
    const metadata = data.of(writtenMetadata(this.metadata), 'ObjectMeta', 'metadata');
    const spec = this.plainSpec(data);
    const object = withApp({ apiVersion: this.apiVersion, kind: this.kind, metadata, spec }, this.type, app);
    const composed = this.attachments.applyTo(object, this.type.template, data);
    const { object: complete, hasDerivedSelector = false, finding } = withRequiredFields(composed, this.type);
    const manifest = orderObject(this.patched(this.withoutMadeUpName(complete), data));
    const rawFields = fieldNames(this.givenMetadata.raw).concat(data.rawFields);
    const findings = this.propFindings().concat(data.findings);
    if (!hasDerivedSelector || this.jsonPatches.length > 0) {
      return { manifest, findings, rawFields, reported: data.refused };
    }
    // the author did not write the selector: its findings are those of the label or the name
    const reported = ['spec.selector', ...data.refused];
    return { manifest, findings: finding === undefined ? findings : [...findings, finding], rawFields, reported };
  }

  private plainSpec(data: PlainData): object {
    const [struct] = SCHEMA[this.type.struct].spec;
    const spec = data.of(this.spec as Record<string, unknown>, struct, 'spec');
    // a rule reports the other unknown fields
    for (const [prop, fix] of misspeltProps(this.spec, SCHEMA[struct], this._ownProps())) {
      data.findings.push(findingOf(unknownProp, prop, `there is no prop "${prop}" here.`, fix));
      delete spec[prop];
    }
    return spec;
  }

  /** Removes the name that cdk8s makes up if the author requests a generated name. */
  private withoutMadeUpName(object: object): object {
    const { raw, name = raw?.name, generateName = raw?.generateName } = this.givenMetadata;
    return !generateName || name ? object : withValueAt(object, ['metadata', 'name'], undefined);
  }

  private propFindings(): Finding[] {
    const findings = [...this.metadataFindings, ...addedInVain(this.metadata, this.fixedMetadata)];
    const { raw } = this.givenMetadata;
    if (raw !== undefined) {
      const twice = Object.keys(raw).filter((field) => field !== 'raw' && field in this.givenMetadata);
      findings.push(...twice.map((field) => setTwice(`metadata.${field}`)));
    }
    if (this.isSelected && this.isPod() && Object.keys(this.podLabels()).length === 0) {
      const what = 'a Service or NetworkPolicy selects this pod, but it has no labels.';
      const fix = "Add a label, such as { app: 'web' }.";
      findings.push(findingOf(selectedWithoutLabels, 'metadata.labels', what, fix));
    }
    return findings;
  }

  private patched(object: object, data: PlainData): object {
    if (this.jsonPatches.length === 0) {
      return object;
    }
    for (const patch of this.jsonPatches) {
      // an internal method of cdk8s: a patch copies its value as JSON, in which a Map is an empty object
      const { path, value } = (patch as unknown as { _toJson(): PlainObject })._toJson();
      data.of(value ?? null, 'object', `JSON patch of "${path}"`);
    }
    try {
      return JsonPatch.apply(object, ...this.jsonPatches);
    } catch (error) {
      const what = `a JSON patch cannot be applied: ${(error as Error).message}.`;
      data.findings.push(
        findingOf(jsonPatch, 'manifest', what, 'Correct the path of the patch: its parent must exist.'),
      );
      return object;
    }
  }
}

/** The unknown props that are similar to own props, or pasted from a manifest, and how to fix them. */
function misspeltProps(spec: object, fields: object, own: object): [prop: string, fix: string][] {
  const found: [string, string][] = [];
  for (const prop in spec) {
    if (!(prop in fields) && prop !== 'raw' && spec[prop as keyof object] !== undefined) {
      const similar = nearest(prop, Object.keys(own));
      const fix = PASTED[prop] ?? (similar === undefined ? undefined : `Did you mean "${similar}"?`);
      if (fix !== undefined) {
        found.push([prop, fix]);
      }
    }
  }
  return found;
}

/** The number of resolvers that every `App` has. */
const BUILT_IN_RESOLVERS = 3;

/** Whether the app has resolvers of its own. If not, only values that are not plain need to be resolved. */
function hasOwnResolvers(object: AppObject): boolean {
  return (object.node.root as App).resolvers.length > BUILT_IN_RESOLVERS;
}

/** Adds the app's container before the other containers of the pod. */
function withApp(object: object, { template }: Kind, app: Container): object {
  const path = [...template, 'spec'];
  const spec = valueAt<PodSpec>(object, path);
  const others = Array.isArray(spec?.containers) ? spec.containers : [];
  return withValueAt(object, path, { ...spec, containers: [app, ...others] });
}

/** cdk8s resolves its number-or-string classes to an object with the field `value`. */
function tokenValue(resolved: unknown, token: unknown): unknown {
  const { value } = token as { readonly value?: unknown };
  return resolved !== token && (typeof value === 'number' || typeof value === 'string') ? value : resolved;
}

/** An object without the fields of some maps. */
function without(object: object, maps: readonly ReadonlyMap<string, unknown>[]): object {
  return Object.fromEntries(Object.entries(object).filter(([field]) => !maps.some((fields) => fields.has(field))));
}
