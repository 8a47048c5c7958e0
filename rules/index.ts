import { containerImage } from './container-image';
import { containerName } from './container-name';
import { containerPort } from './container-port';
import { fieldVersion } from './field-version';
import { Finding, Rule } from './finding';
import { generateName } from './generate-name';
import { labels } from './labels';
import { objectName } from './object-name';
import { portClash } from './port-clash';
import { quantity } from './quantity';
import { volumeMount } from './volume-mount';
import { volumeName } from './volume-name';

const RULES: Rule[] = [
  objectName,
  generateName,
  labels,
  containerName,
  containerImage,
  containerPort,
  portClash,
  quantity,
  volumeMount,
  volumeName,
  fieldVersion,
];

/** All that the rules find in a pod, for a cluster of the given version. */
export function checkPod(pod: any, version: string): Finding[] {
  return RULES.flatMap((rule) => rule(pod, version));
}
