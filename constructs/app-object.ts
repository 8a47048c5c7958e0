import { ApiObject, ApiObjectMetadataDefinition, App, JsonPatch, resolve } from 'cdk8s';
import type { INetworkPolicyPeer, IPodSelector, NetworkPolicyPeerConfig, PodSelectorConfig } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { orderObject } from '../kubernetes/field-order';
import { Kind, kindOf } from '../kubernetes/kinds';
import { SCHEMA } from '../kubernetes/schema';
import { Container, LabelSelector, ObjectMeta, PodSpec, PodTemplateSpec } from '../kubernetes/types';
import { jsonPatch, selectedWithoutLabels } from '../rules/composition';
import { Finding, findingOf } from '../rules/finding';
import type { PodSecurityLevel } from '../rules/pod-security-standard';
import { PlainObject, setField, valueAt, withValueAt } from '../util/plain-object';
import { Attachments } from './compose/attachments';
import { fieldNames, PlainData, setTwice } from './compose/plain-data';
import { withRequiredFields } from './compose/required-fields';
import { podSelector } from './from-plus';
import { findPort } from './patterns/local-address';
import { IPattern } from './patterns/pattern';
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

/**
 * The base class of pods and workloads: an app, and patterns that help it. The manifest contains what the props contain, in the order in
 * which people write it, and nothing else. Synth checks the manifest and reports all errors together.
 * @see https://kubernetes.io/docs/concepts/workloads/
 */
export abstract class AppObject extends ApiObject implements IPodSelector, INetworkPolicyPeer {
  private readonly attachments = new Attachments(this);
  private readonly type: Kind;
  private readonly spec: object;
  private readonly app: Container;
  private readonly givenMetadata: ObjectMeta;
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
    const { metadata = {}, app, patterns = [], podSecurity, ...spec } = props;
    const { raw, ...known } = metadata;
    super(scope, id, { apiVersion, kind, metadata: raw === undefined ? known : { ...known, ...raw } });
    this.type = kindOf(this)!;
    this.spec = spec;
    this.app = app;
    this.givenMetadata = metadata;
    if (!Array.isArray(patterns)) {
      throw new Error(`[${this.node.path}] patterns is not a list. Write it in brackets.`);
    }
    this.attachments.add(app?.name, patterns);
    if (podSecurity !== undefined) {
      PodSecurity.set(this, podSecurity);
    }
    checkOnValidation(this, () => this.rendering());
  }

  /** Applies JSON patches to the manifest, after everything else. */
  public override addJsonPatch(...ops: JsonPatch[]): void {
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
    const { initContainers = [], containers = [] } = this.template().spec ?? {};
    const ports = [...containers, ...initContainers].flatMap((container) => container.ports ?? []);
    return findPort(`[${this.node.path}] the pod`, ports, name).containerPort;
  }

  /**
   * How a Service or NetworkPolicy of cdk8s-plus selects the pods: by the selector of a workload, or by all labels that a pod has when this
   * is called.
   */
  public toPodSelectorConfig(): PodSelectorConfig {
    this.isSelected = true;
    return podSelector(this.podLabels(), this.metadata.namespace);
  }

  /** The pods as a peer of a NetworkPolicy of cdk8s-plus. */
  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The pods as the pods that a NetworkPolicy of cdk8s-plus selects. */
  public toPodSelector(): IPodSelector | undefined {
    return this;
  }

  private podLabels(): Record<string, string> {
    if (this.isPod()) {
      return this.metadata.toJson().labels ?? {};
    }
    const selector = valueAt<LabelSelector>(this.rendering().manifest, ['spec', 'selector']);
    return selector?.matchLabels ?? this.template().metadata?.labels ?? {};
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
    const app = data.of(this.app ?? {}, 'Container', 'app');
    const metadata = data.of(writtenMetadata(this.metadata), 'ObjectMeta', 'metadata');
    const spec = data.of(this.spec, SCHEMA[this.type.struct].spec[0], 'spec');
    const object = withApp({ apiVersion: this.apiVersion, kind: this.kind, metadata, spec }, this.type, app);
    const composed = this.attachments.applyTo(object, this.type.template, data);
    const manifest = orderObject(this.patched(withRequiredFields(composed, this.type), data.findings));
    const rawFields = [...fieldNames(this.givenMetadata.raw), ...data.rawFields];
    return { manifest, findings: [...this.propFindings(), ...data.findings], rawFields };
  }

  private propFindings(): Finding[] {
    const { raw = {} } = this.givenMetadata;
    const findings = Object.keys(raw)
      .filter((field) => field !== 'raw' && field in this.givenMetadata)
      .map((field) => setTwice(`metadata.${field}`));
    if (this.isSelected && this.isPod() && Object.keys(this.podLabels()).length === 0) {
      const what = 'a Service or NetworkPolicy selects this pod, but it has no labels.';
      const fix = "Add a label, such as { app: 'web' }.";
      findings.push(findingOf(selectedWithoutLabels, 'metadata.labels', what, fix));
    }
    return findings;
  }

  private patched(object: object, findings: Finding[]): object {
    if (this.jsonPatches.length === 0) {
      return object;
    }
    try {
      return JsonPatch.apply(object, ...this.jsonPatches);
    } catch (error) {
      const what = `a JSON patch cannot be applied: ${(error as Error).message}.`;
      findings.push(findingOf(jsonPatch, 'manifest', what, 'Correct the path of the patch: its parent must exist.'));
      return object;
    }
  }
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

/** The metadata in the order of its author, without empty lists and maps. `toJson` of cdk8s sorts the keys, and is slower. */
function writtenMetadata(metadata: ApiObjectMetadataDefinition): object {
  const own = metadata as unknown as PlainObject;
  // a private field of cdk8s: the fields that the author gave
  const given = own._additionalAttributes as PlainObject | undefined;
  if (given === undefined) {
    return metadata.toJson();
  }
  const written = {};
  for (const fields of [given, own]) {
    for (const key in fields) {
      const value = key in own ? own[key] : given[key];
      const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
      if (!isEmpty && key !== 'apiObject' && key !== '_additionalAttributes') {
        setField(written, key, value);
      }
    }
  }
  return written;
}
