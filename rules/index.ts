import { at, kindOf } from '../manifest/kinds';
import { ADVICE_RULES } from './advice';
import { nakedPod } from './advice/naked-pod';
import { containerImage } from './container-image';
import { containerName } from './container-name';
import { containerPort } from './container-port';
import { fieldVersion } from './field-version';
import { Finding, ObjectRule, Rule } from './finding';
import { generateName } from './generate-name';
import { labels } from './labels';
import { objectName } from './object-name';
import { quantity } from './quantity';
import { RUNTIME_RULES } from './runtime';
import { volumeMount } from './volume-mount';
import { volumeName } from './volume-name';

/** What is wrong with any object that is a pod, or makes some. */
const OBJECT_RULES: ObjectRule[] = [objectName, generateName, quantity, fieldVersion];

/** What is wrong with a pod, or with the template of one. */
const POD_RULES: Rule[] = [
  labels,
  containerName,
  containerImage,
  containerPort,
  volumeMount,
  volumeName,
  ...RUNTIME_RULES,
];

/**
 * All that the rules find in an object that is a pod or makes some, for a cluster of the given version. In an object of another kind
 * they find nothing.
 */
export function checkObject(object: any, version: string): Finding[] {
  const kind = kindOf(object);
  if (kind === undefined) {
    return [];
  }
  const own = OBJECT_RULES.flatMap((rule) => rule(object, version, kind.struct));
  if (kind.template.length === 0) {
    return [...own, ...checkTemplate(object, [], version)];
  }
  const claims = object.spec?.volumeClaimTemplates;
  const template = at(object, kind.template);
  return [
    ...own,
    ...labels({ metadata: object.metadata }),
    ...checkTemplate(Array.isArray(claims) ? withClaims(template, claims) : template, kind.template, version),
  ];
}

/** What could be better with an object that is a pod or makes some. It is told to those who ask for it. */
export function adviseObject(object: any, version: string): Finding[] {
  const way = kindOf(object)?.template;
  return way === undefined
    ? []
    : [
        ...nakedPod(object),
        ...below(
          way,
          ADVICE_RULES.flatMap((rule) => rule(at(object, way), version)),
        ),
      ];
}

/** All that the rules find in a pod template, which lies at the end of a way. */
export function checkTemplate(template: any, way: readonly string[], version: string): Finding[] {
  return below(
    way,
    POD_RULES.flatMap((rule) => rule(template, version)),
  );
}

/** What was found at the end of a way, as it is called from where the way begins. */
function below(way: readonly string[], found: Finding[]): Finding[] {
  return way.length === 0 ? found : found.map((one) => ({ ...one, path: [...way, one.path].join('.') }));
}

/** The template with the volumes that a StatefulSet claims for each of its pods, which come in the place of those of the same name. */
function withClaims(template: any, claims: any[]): any {
  const claimed = claims.map((claim) => {
    const name = claim?.metadata?.name;
    return { name, persistentVolumeClaim: { claimName: name } };
  });
  const own = Array.isArray(template?.spec?.volumes) ? template.spec.volumes : [];
  const others = claimed.filter(({ name }) => !own.some((volume: any) => volume?.name === name));
  return { ...template, spec: { ...template?.spec, volumes: [...own, ...others] } };
}
