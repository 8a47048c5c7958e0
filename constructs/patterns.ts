import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Attachments } from './compose/attachments';
import { PlainData } from './compose/plain-data';
import { errorAt } from './error-at';
import { IPattern } from './patterns/pattern';
import { listed, PodTemplates } from './pod-templates';
import { AppState } from './synth/app-state';
import { checkOnValidation } from './synth/check';
import { Rendering } from './synth/rendering';

/**
 * Attaches patterns to pods of other constructs, such as those of cdk8s-plus.
 *
 * The patterns are merged into the manifest when it renders, after JSON patches. They overwrite nothing: a clash is an error. Synth checks
 * the resulting manifest.
 * @example
 * const deployment = new plus.Deployment(chart, 'web', { containers: [{ image: 'nginx:1.27' }] });
 * Patterns.attach(deployment, new SidecarPattern({ sidecars: [{ name: 'logs', image: 'fluent/fluent-bit:3.2' }] }));
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates
 */
export class Patterns {
  /**
   * Attaches patterns.
   * @param target a construct with one pod template, such as a Deployment of cdk8s-plus or an `ApiObject`; or selected pod templates
   * @param patterns the patterns that help the app's container of each template
   * @throws if the target has no pod template, or more than one
   */
  public static attach(target: IConstruct | PodTemplates, ...patterns: IPattern[]): void {
    const templates = target instanceof PodTemplates ? target : onlyTemplate(target);
    for (const object of templates.objects) {
      attachmentsOf(object, templates).add(templates.app, patterns);
      AppState.of(object).forgetRendering(object);
    }
  }

  private constructor() {}
}

function onlyTemplate(target: IConstruct): PodTemplates {
  const templates = PodTemplates.in(target);
  if (templates.objects.length > 1) {
    throw errorAt(
      target,
      `has ${templates.objects.length} pod templates: ${listed(templates.objects)}. ` +
        "Select some of them: PodTemplates.in(target, { kind: 'Deployment', name: 'web' }).",
    );
  }
  return templates;
}

/** The patterns of an object. From the first call on, the object renders with them and is checked. */
function attachmentsOf(object: ApiObject, templates: PodTemplates): Attachments {
  const known = Attachments.of(object);
  if (known !== undefined) {
    return known;
  }
  const attachments = new Attachments(object);
  const template = templates._pathIn(object);
  const renderWithout = object.toJson.bind(object);
  const render = (): Rendering => {
    const data = new PlainData();
    const manifest = attachments.applyTo(renderWithout(), template, data);
    return { manifest, findings: data.findings, rawFields: data.rawFields, reported: data.refused, template };
  };
  const rendering = (): Rendering => AppState.of(object).rendered(object, render);
  Object.defineProperty(object, 'toJson', { value: () => rendering().manifest, configurable: true });
  checkOnValidation(object, rendering);
  AppState.of(object).recordPlace(object, Patterns.attach);
  return attachments;
}
