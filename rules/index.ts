import { api } from './api';
import { Finding, Rule } from './finding';
import { generateName } from './generate-name';
import { portClash } from './port-clash';

const RULES: Rule[] = [api, generateName, portClash];

/** All that the rules find in a pod, for a cluster of the given version. */
export function checkPod(pod: any, version: string): Finding[] {
  return RULES.flatMap((rule) => rule(pod, version));
}
