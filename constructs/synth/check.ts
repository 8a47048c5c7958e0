import { IConstruct } from 'constructs';
import { kindOf } from '../../kubernetes/kinds';
import { itemsOf, objectsIn, whyBroken } from '../../manifest/yaml/k8s-list';
import { check, checkTemplate } from '../../rules/check/check';
import { checkOutput, isOutputRule } from '../../rules/check/check-output';
import { inOrder } from '../../rules/check/in-order';
import { annotationWaivers, applyWaivers } from '../../rules/check/waivers';
import { Finding, message } from '../../rules/finding';
import { KubernetesVersion } from '../settings/kubernetes-version';
import { PodSecurity } from '../settings/pod-security';
import { Waiver } from '../settings/waiver';
import { adjustSeverity } from './adjust-severity';
import { AppState } from './app-state';
import { Manifest, RenderedObject, Rendering } from './rendering';

/** Checks what a construct renders whenever its app is validated: by `PodApp`, the `App` of cdk8s, and `Testing.synth`. */
export function checkOnValidation(construct: IConstruct, render: () => Rendering): void {
  construct.node.addValidation({
    validate: () => {
      const rendering = render();
      return checkManifest(construct, rendering.manifest, rendering);
    },
  });
}

/** Checks rendered objects of other constructs, such as those of cdk8s-plus. It returns the errors. */
export function checkObjects(objects: readonly RenderedObject[]): string[] {
  return objects.flatMap(({ construct, manifest }) =>
    itemsOf(manifest).flatMap((item) =>
      withPath(construct, item.broken === undefined ? checkManifest(construct, item.object) : [whyBroken(item)]),
    ),
  );
}

/** Checks one manifest: it returns the errors, and prints the warnings. */
function checkManifest(construct: IConstruct, manifest: Manifest, rendering?: Rendering): string[] {
  const options = { version: KubernetesVersion.of(construct), podSecurity: PodSecurity._policyOf(construct) };
  const isKnown = kindOf(manifest) !== undefined;
  const found =
    rendering?.template === undefined || isKnown
      ? check(manifest, options)
      : checkTemplate(manifest, rendering.template, options);
  if (rendering !== undefined) {
    return report(construct, manifest, [...rendering.findings, ...adjustSeverity(found, rendering)], false);
  }
  // no other rule runs on a kind that is not known: its waivers are for the rules about several objects
  return isKnown || found.length > 0 ? report(construct, manifest, found, false) : [];
}

/** Checks the objects of an app that refer to each other. It returns the errors. */
export function checkReferences(rendered: readonly RenderedObject[]): string[] {
  const objects = rendered.flatMap(({ construct, manifest }) =>
    objectsIn(manifest).map((object: Manifest) => ({ construct, object })),
  );
  const findings = checkOutput(objects.map(({ object }) => object));
  return objects.flatMap(({ construct, object }) =>
    withPath(construct, report(construct, object, findings.get(object) ?? [], true)),
  );
}

/** Errors with the path of their construct, as cdk8s prints them. */
export function withPath({ node }: IConstruct, errors: readonly string[]): string[] {
  return errors.map((error) => `[${node.path}] ${error}`);
}

/** Returns the errors, and prints the warnings, that no waiver in the code or in the manifest covers. */
function report(construct: IConstruct, manifest: Manifest, findings: Finding[], ofOutput: boolean): string[] {
  const errors: string[] = [];
  const waivers = annotationWaivers(manifest);
  if (findings.length === 0 && waivers.length === 0) {
    return errors;
  }
  const runs = (rule: string): boolean =>
    isOutputRule(rule) === ofOutput &&
    !rule.startsWith('advice/') &&
    (!rule.startsWith('pod-security/') || PodSecurity.of(construct) !== undefined);
  for (const finding of inOrder(manifest, applyWaivers(findings, waivers, runs))) {
    if (Waiver.covers(construct, finding.rule)) {
      continue;
    }
    if (finding.severity === 'error') {
      errors.push(message(finding));
    } else if (finding.severity === 'warning') {
      AppState.of(construct).warn(`[${construct.node.path}] ${message(finding)}`);
    }
  }
  return errors;
}
