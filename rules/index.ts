import { api } from './api';
import { Finding, Rule } from './finding';
import { generateName } from './generate-name';
import { labels } from './labels';
import { portClash } from './port-clash';
import { volumeMount } from './volume-mount';
import { volumeName } from './volume-name';

const RULES: Rule[] = [api, generateName, labels, portClash, volumeMount, volumeName];

/** All that the rules find in a pod, for a cluster of the given version. */
export function checkPod(pod: any, version: string): Finding[] {
  return RULES.flatMap((rule) => rule(pod, version));
}
