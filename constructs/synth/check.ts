import { IConstruct } from 'constructs';
import { at, kindOf } from '../../kubernetes/kinds';
import { itemsOf, objectsIn, whyBroken } from '../../manifest/yaml/k8s-list';
import { checkObject, checkPodSecurity } from '../../rules/check/check';
import { checkTogether } from '../../rules/check/cross-object';
import { KubernetesVersion } from '../settings/kubernetes-version';
import { PodSecurity } from '../settings/pod-security';
import { Attachments } from '../compose/attachments';
import { Rendered } from './duplicates';
import { reported } from './report';

/** What is wrong with objects that do not check themselves: those of cdk8s and of cdk8s-plus-27, and what an app includes. */
export function problemsOf(rendered: readonly Rendered[]): string[] {
  const problems: string[] = [];
  for (const { construct, manifest } of rendered) {
    for (const item of itemsOf(manifest)) {
      if (item.broken !== undefined) {
        problems.push(`[${construct.node.path}] ${whyBroken(item)}`);
        continue;
      }
      const { object } = item;
      const way = kindOf(object)?.template;
      const found = [
        ...checkObject(object, KubernetesVersion.of(construct)),
        ...(way === undefined ? [] : checkPodSecurity(at(object, way), way, PodSecurity._policyOf(construct))),
      ];
      if (found.length === 0 && way === undefined) {
        continue;
      }
      problems.push(...reported(construct, found, object).map((problem) => `[${construct.node.path}] ${problem}`));
    }
  }
  return problems;
}

/** What is wrong with objects that are applied together, where one refers to another. */
export function problemsTogether(rendered: readonly Rendered[]): string[] {
  const objects: any[] = [];
  const constructs: IConstruct[] = [];
  for (const { construct, manifest } of rendered) {
    for (const object of objectsIn(manifest)) {
      objects.push(object);
      constructs.push(construct);
    }
  }
  const problems: string[] = [];
  const together = checkTogether(objects);
  objects.forEach((object, i) => {
    for (const problem of reported(constructs[i], together.get(object) ?? [], object, true)) {
      problems.push(`[${constructs[i].node.path}] ${problem}`);
    }
  });
  return problems;
}

/** Whether a construct finds what is wrong with its manifest when it is validated. */
export function checksItself(construct: object): boolean {
  return Attachments.of(construct) !== undefined;
}
