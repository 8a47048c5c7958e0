import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { at, kindOf } from '../kubernetes/kinds';
import { ordered } from '../kubernetes/field-order';
import { PlainData } from './compose/plain-data';
import { checkObject, checkPodSecurity, checkTemplate } from '../rules/check/check';
import { Finding } from '../rules/finding';
import { notPlain } from './compose/not-plain';
import { strict } from './synth/adjust-severity';
import { KubernetesVersion } from './settings/kubernetes-version';
import { PodSecurity } from './settings/pod-security';
import { listed, PodTemplates } from './pod-templates';
import { changed, renderedOnce } from './synth/rendering';
import { reported } from './synth/report';
import { Attachments } from './compose/attachments';
import { ToPlain } from './compose/contributions';
import { IPattern } from './patterns/pattern';

/**
 * Attaches patterns to pods that are there already, whatever made them.
 *
 * They are merged into the manifest when it is rendered, after all that its own construct does, JSON patches included. Nothing that is
 * there is overwritten: what clashes with it is refused, and so is what cannot be right in the manifest that comes out.
 *
 * @example
 * const deployment = new plus.Deployment(chart, 'web', { containers: [{ image: 'nginx:1.27' }] });
 * Patterns.attach(deployment, new SidecarPattern({ sidecars: [{ name: 'logs', image: 'fluent/fluent-bit:3.2' }] }));
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates
 */
export class Patterns {
  /**
   * Attaches patterns.
   *
   * @param target what has one pod template, such as a Deployment of cdk8s-plus-27 or an `ApiObject`; or the templates that are meant,
   * where there are several
   * @param patterns what helps the app's container of each template
   * @throws when the target has no pod template, or several
   */
  public static attach(target: IConstruct | PodTemplates, ...patterns: IPattern[]): void {
    const templates = target instanceof PodTemplates ? target : onlyTemplate(target);
    for (const object of templates.objects) {
      attachmentsOf(object, templates).add(templates.app, patterns);
      changed(object);
    }
  }

  private constructor() {}
}

function onlyTemplate(target: IConstruct): PodTemplates {
  const templates = PodTemplates.in(target);
  if (templates.objects.length > 1) {
    throw new Error(
      `[${target.node.path}] has ${templates.objects.length} pod templates: ${listed(templates.objects)}. ` +
        "Say which are meant: PodTemplates.in(target, { kind: 'Deployment', name: 'web' }).",
    );
  }
  return templates;
}

/** What is attached to an object, which renders with it from the first time on. */
function attachmentsOf(object: ApiObject, templates: PodTemplates): Attachments {
  const known = Attachments.of(object);
  if (known !== undefined) {
    return known;
  }
  const attachments = new Attachments(object);
  const way = templates._way(object);
  const without = object.toJson.bind(object);
  const render = () => renderedOnce(object, () => rendered(object, without(), way, attachments));
  Object.defineProperty(object, 'toJson', { value: () => render().manifest, configurable: true });
  object.node.addValidation({
    validate: () => {
      const { findings, manifest } = render();
      return reported(object, findings, manifest);
    },
  });
  return attachments;
}

function rendered(
  object: ApiObject,
  without: any,
  way: readonly string[],
  attachments: Attachments,
): { manifest: any; findings: Finding[] } {
  const version = KubernetesVersion.of(object);
  const policy = PodSecurity._policyOf(object);
  const data = new PlainData();
  const plain: ToPlain = (value, type, path) => ordered(data.of(value, type, path), type);
  const result = attachments.into(without, way, version, policy, plain);
  const template = at(result.object, way);
  const found = [
    ...strict(
      kindOf(result.object) === undefined ? checkTemplate(template, way, version) : checkObject(result.object, version),
      result.findings,
      data.raw,
    ),
    ...checkPodSecurity(template, way, policy),
  ];
  return { manifest: result.object, findings: [...data.unfit.map(notPlain), ...result.findings, ...found] };
}
