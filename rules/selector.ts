import { at } from '../manifest/kinds';
import { Finding } from './finding';
import { entries, isObject } from './pod';

const RULE = 'api/selector';
const SELECTOR = 'spec.selector';
const LABELS = 'spec.template.metadata.labels';

/** The kinds that tell their pods by a selector. */
const SELECTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/**
 * The selector of a workload, which has to match the labels of the pods that it makes. A Job selects its pods by itself, and takes a
 * selector only where `manualSelector` says so.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
 */
export function selector({ spec }: any, _version: string, type: string): Finding[] {
  if (type === 'Job' && spec?.manualSelector !== true) {
    return isObject(spec?.selector) ? ofJob(spec) : [];
  }
  if (type !== 'Job' && !SELECTING.includes(type)) {
    return [];
  }
  if (!isObject(spec?.selector)) {
    const what = 'there is no selector.';
    const why = 'It says which pods are meant.';
    return [error('FieldValueRequired', SELECTOR, { what, why, fix: 'Repeat the labels of the template.' })];
  }
  if (wishes(spec.selector).length === 0 && type !== 'Job') {
    const what = 'the selector is empty.';
    const why = 'It would select every pod.';
    return [error('FieldValueInvalid', SELECTOR, { what, why, fix: 'Repeat the labels of the template.' })];
  }
  return matching(spec);
}

/** To what a Job says, the cluster adds a label that only this Job has, and takes nothing that goes further than that. */
function ofJob(spec: any): Finding[] {
  return matches(spec.selector, {})
    ? matching(spec)
    : [
        error('FieldValueInvalid', SELECTOR, {
          what: `the Job selects pods (${wishes(spec.selector).join(', ')}).`,
          why: 'The cluster gives each Job a selector of its own.',
          fix: 'Leave it out, or say manualSelector: true.',
        }),
      ];
}

function matching(spec: any): Finding[] {
  const labels = at(spec, ['template', 'metadata', 'labels']);
  return matches(spec.selector, labels)
    ? []
    : [
        error('FieldValueInvalid', LABELS, {
          what: `the selector (${wishes(spec.selector).join(', ')}) does not match the template's labels (${said(labels)}).`,
          why: 'The pods would not be known as its own.',
          fix: 'Let the selector repeat labels that the template has.',
        }),
      ];
}

function matches({ matchLabels, matchExpressions }: any, labels: any): boolean {
  const has = (key: string): boolean => isObject(labels) && Object.prototype.hasOwnProperty.call(labels, key);
  const list: any[] = Array.isArray(matchExpressions) ? matchExpressions : [];
  return (
    entries(matchLabels).every(([key, value]) => has(key) && labels[key] === value) &&
    list.every((one) => {
      const values = Array.isArray(one?.values) ? one.values : [];
      switch (one?.operator) {
        case 'In':
          return has(one.key) && values.includes(labels[one.key]);
        case 'NotIn':
          return !has(one.key) || !values.includes(labels[one.key]);
        case 'Exists':
          return has(one.key);
        case 'DoesNotExist':
          return !has(one.key);
        default:
          return true; // what is no operator is the business of another rule
      }
    })
  );
}

/** All that a selector asks for, as `kubectl get -l` takes it. */
function wishes({ matchLabels, matchExpressions }: any): string[] {
  const list: any[] = Array.isArray(matchExpressions) ? matchExpressions : [];
  return [
    ...entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...list.map((one) => {
      const values = Array.isArray(one?.values) ? one.values.join(',') : '';
      switch (one?.operator) {
        case 'Exists':
          return `${one.key}`;
        case 'DoesNotExist':
          return `!${one.key}`;
        default:
          return `${one?.key} ${String(one?.operator).toLowerCase()} (${values})`;
      }
    }),
  ];
}

function said(labels: any): string {
  const list = entries(labels).map(([key, value]) => `${key}=${value}`);
  return list.length === 0 ? 'none' : list.join(', ');
}

function error(type: string, path: string, { what, why, fix }: Pick<Finding, 'what' | 'why' | 'fix'>): Finding {
  return { rule: RULE, severity: 'error', type, path, what, why, fix };
}
