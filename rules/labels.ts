import { Finding } from './finding';
import { notLabelValue, notQualifiedName } from './names';
import { entries } from './pod';

const RULE = 'api/labels';

/**
 * The keys and values of labels and of the node selector, and the keys of annotations.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function labels(pod: any): Finding[] {
  return [
    ...keys('metadata.labels', 'label', pod?.metadata?.labels),
    ...values('metadata.labels', 'label', pod?.metadata?.labels),
    ...keys('metadata.annotations', 'annotation', pod?.metadata?.annotations, true),
    ...keys('spec.nodeSelector', 'node label', pod?.spec?.nodeSelector),
    ...values('spec.nodeSelector', 'node label', pod?.spec?.nodeSelector),
  ];
}

function keys(path: string, kind: string, map: any, anyCase = false): Finding[] {
  if (map === undefined) {
    return [];
  }
  return entries(map).flatMap(([key]) => {
    const why = notQualifiedName(anyCase ? key.toLowerCase() : key);
    return why === undefined
      ? []
      : [
          {
            rule: RULE,
            severity: 'error',
            path,
            what: `"${key}" cannot be the key of a ${kind}.`,
            why,
            fix: 'Rename it.',
          },
        ];
  });
}

function values(path: string, kind: string, map: any): Finding[] {
  if (map === undefined) {
    return [];
  }
  return entries(map).flatMap(([key, value]) => {
    if (typeof value !== 'string') {
      const what = `the value of ${kind} "${key}" is ${JSON.stringify(value)}, and not a string.`;
      return [{ rule: RULE, severity: 'error', path, what, why: '', fix: `Put it in quotes: "${value}".` }];
    }
    const why = notLabelValue(value);
    return why === undefined
      ? []
      : [
          {
            rule: RULE,
            severity: 'error',
            path,
            what: `"${value}" cannot be the value of ${kind} "${key}".`,
            why,
            fix: 'Give it another value.',
          },
        ];
  });
}
