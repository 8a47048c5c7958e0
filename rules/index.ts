import { api } from './api';
import { containerImage } from './container-image';
import { containerName } from './container-name';
import { Finding, Rule } from './finding';
import { generateName } from './generate-name';
import { labels } from './labels';
import { objectName } from './object-name';
import { portClash } from './port-clash';
import { volumeMount } from './volume-mount';
import { volumeName } from './volume-name';

const RULES: Rule[] = [
  api,
  objectName,
  generateName,
  labels,
  containerName,
  containerImage,
  portClash,
  volumeMount,
  volumeName,
];

/** All that the rules find in a pod, for a cluster of the given version. */
export function checkPod(pod: any, version: string): Finding[] {
  return RULES.flatMap((rule) => rule(pod, version));
}
