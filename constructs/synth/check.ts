import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { kindOf } from '../../kubernetes/kinds';
import { itemsOf, objectsIn, whyBroken } from '../../manifest/yaml/k8s-list';
import { check, checkTemplate, isChecked } from '../../rules/check/check';
import { checkOutput, isOutputRule } from '../../rules/check/check-output';
import { inOrder } from '../../rules/check/in-order';
import { findRule } from '../../rules/check/registry';
import { annotationWaivers, applyWaivers } from '../../rules/check/waivers';
import { unreadable } from '../../rules/check/rules';
import { duplicateObject, plainData } from '../../rules/composition';
import { Finding, findingOf } from '../../rules/finding';
import { CheckedWith } from '../../rules/pod-security-standard';
import { addTo } from '../../util/multimap';
import { classOf, described, fieldsOf, isPlainObject, plainForm } from '../../util/plain-object';
import { lostFields } from '../compose/metadata';
import { KubernetesVersion } from '../settings/kubernetes-version';
import { PodSecurity } from '../settings/pod-security';
import { Waiver } from '../settings/waiver';
import { adjustSeverity, asApplied } from './adjust-severity';
import { AppState } from './app-state';
import { duplicateObjects } from './duplicates';
import { Message, withPlace } from './message';
import { Manifest, RenderedObject, Rendering } from './rendering';

/** Checks what a construct renders whenever its app is validated: by `PodApp`, the `App` of cdk8s, and `Testing.synth`. */
export function checkOnValidation(construct: IConstruct, render: () => Rendering): void {
  construct.node.addValidation({
    validate: () => {
      const rendering = render();
      const errors = checkManifest(construct, rendering.manifest, rendering);
      // PodApp adds the places when it has folded the errors
      return AppState.of(construct).isSynthesizing ? errors : errors.map((error) => withPlace(construct, error));
    },
  });
}

/** Checks rendered objects of other constructs, such as those of cdk8s-plus. It returns the errors. */
export function checkObjects(objects: readonly RenderedObject[]): Message[] {
  return objects.flatMap(({ construct, manifest }) =>
    itemsOf(manifest).flatMap((item) => {
      const errors =
        item.broken === undefined
          ? checkManifest(construct, item.object)
          : AppState.of(construct).report(construct, findingOf(unreadable, '', `${whyBroken(item)}.`, ''), manifest);
      return errors.map((text) => ({ construct, text }));
    }),
  );
}

/** Checks one manifest: it returns the errors, and prints the warnings. */
function checkManifest(construct: IConstruct, manifest: Manifest, rendering?: Rendering): string[] {
  const options = {
    ...checkedWith(construct),
    unreadable: rendering?.reported,
    images: AppState.of(construct).images,
  };
  const isKnown = kindOf(manifest) !== undefined;
  const lost = ofChart(construct);
  const found = asApplied(
    rendering?.template === undefined || isKnown
      ? check(manifest, options)
      : checkTemplate(manifest, rendering.template, options),
  );
  if (rendering !== undefined) {
    return report(construct, manifest, [...lost, ...rendering.findings, ...adjustSeverity(found, rendering)], false);
  }
  lost.push(...ofOthers(construct));
  // no other rule runs on a custom resource: its waivers are for the rules about several objects
  return isChecked(manifest) || found.length + lost.length > 0
    ? report(construct, manifest, [...lost, ...found], false)
    : [];
}

/** The version and the Pod Security level that apply to a construct. */
function checkedWith(construct: IConstruct): CheckedWith {
  return { version: KubernetesVersion.of(construct), podSecurity: PodSecurity._policyOf(construct) };
}

/** The findings about the labels of the chart, which cdk8s copies to all its objects. */
function ofChart(construct: IConstruct): Finding[] {
  // a private field: the getter returns a copy
  const { _labels: labels = {} } = Chart.of(construct) as unknown as { readonly _labels?: unknown };
  return isPlainObject(labels) && classOf(labels) === undefined
    ? []
    : [
        findingOf(
          plainData,
          'metadata.labels',
          `the labels of the chart are ${described(labels)}, not an object.`,
          plainForm(described(labels), 'an object'),
        ),
      ];
}

/** The findings about the metadata of an object of another library. */
function ofOthers(construct: IConstruct): Finding[] {
  // a private field of cdk8s
  const { props } = construct as unknown as { readonly props?: unknown };
  const metadata = ApiObject.isApiObject(construct) ? fieldsOf(props).metadata : undefined;
  return [...lostFields(metadata ?? {}).values()];
}

/** Checks the objects of an app that refer to each other. It returns the errors. */
export function checkReferences(rendered: readonly RenderedObject[]): Message[] {
  const objects: Manifest[] = [];
  const owners: IConstruct[] = [];
  for (const { construct, manifest } of rendered) {
    for (const object of objectsIn(manifest)) {
      objects.push(object);
      owners.push(construct);
    }
  }
  const images = owners.length > 0 ? AppState.of(owners[0]).images : undefined;
  // only Namespaces with a Pod Security level need it
  let ownerOf: ReadonlyMap<object, IConstruct> | undefined;
  const checkedAs = (object: object): CheckedWith => {
    ownerOf ??= new Map(objects.map((one, i) => [one, owners[i]]));
    return checkedWith(ownerOf.get(object)!);
  };
  const findings = checkOutput(objects, { images, checkedWith: checkedAs });
  duplicateObjects(objects, owners).forEach((finding, object) => addTo(findings, object, finding));
  const errors: Message[] = [];
  objects.forEach((object, i) => {
    for (const text of report(owners[i], object, findings.get(object) ?? [], true)) {
      errors.push({ construct: owners[i], text });
    }
  });
  return errors;
}

/** Reports the findings that no waiver in the code or in the manifest covers. It returns the errors. */
function report(construct: IConstruct, manifest: Manifest, findings: Finding[], ofOutput: boolean): string[] {
  const errors: string[] = [];
  const waivers = annotationWaivers(manifest);
  if (findings.length === 0 && waivers.length === 0) {
    return errors;
  }
  const { images } = AppState.of(construct);
  const runs = (rule: string): boolean =>
    (images !== undefined || findRule(rule)?.requiresImages !== true) &&
    (isOutputRule(rule) || rule === duplicateObject.id) === ofOutput &&
    (findRule(rule) === undefined ||
      (!rule.startsWith('advice/') && (!rule.startsWith('pod-security/') || PodSecurity.of(construct) !== undefined)));
  for (const finding of inOrder(manifest, applyWaivers(findings, waivers, runs))) {
    if (!Waiver.covers(construct, finding.rule)) {
      errors.push(...AppState.of(construct).report(construct, finding, manifest));
    }
  }
  return errors;
}
