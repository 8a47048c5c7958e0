import { at } from '../manifest/kinds';
import { Finding } from './finding';
import { entries, isObject } from './pod';

const RULE = 'api/selector';
const LABELS = 'spec.template.metadata.labels';

/** The kinds that tell their pods by a selector. */
const SELECTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/**
 * The selector of a workload, which has to match the labels of the pods that it makes. A Job selects its pods by itself, and takes a
 * selector only where `manualSelector` says so.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
 */
export function selector(object: any, _version: string, type: string): Finding[] {
  if (type === 'Job') {
    return ofJob(object.spec);
  }
  return SELECTING.includes(type) ? ofWorkload(object.spec) : [];
}

function ofJob(spec: any): Finding[] {
  if (spec?.manualSelector === true) {
    return ofWorkload(spec);
  }
  return !isObject(spec?.selector)
    ? []
    : [
        error('FieldValueInvalid', 'spec.selector', {
          what: 'the Job has a selector.',
          why: 'The cluster gives each Job one of its own.',
          fix: 'Leave it out, or say manualSelector: true.',
        }),
      ];
}

function ofWorkload(spec: any): Finding[] {
  const given = spec?.selector;
  if (!isObject(given)) {
    const what = 'there is no selector.';
    const why = 'It says which pods are meant.';
    return [error('FieldValueRequired', 'spec.selector', { what, why, fix: 'Repeat the labels of the template.' })];
  }
  const wanted = [...entries(given.matchLabels).map(([key, value]) => `${key}=${value}`), ...expressions(given)];
  if (wanted.length === 0) {
    const what = 'the selector is empty.';
    const why = 'It would select every pod.';
    return [error('FieldValueInvalid', 'spec.selector', { what, why, fix: 'Repeat the labels of the template.' })];
  }
  const labels = at(spec, ['template', 'metadata', 'labels']);
  return matches(given, labels)
    ? []
    : [
        error('FieldValueInvalid', LABELS, {
          what: `the selector (${wanted.join(', ')}) does not match the template's labels (${said(labels)}).`,
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

/** Expressions as `kubectl get -l` takes them. */
function expressions({ matchExpressions }: any): string[] {
  const list: any[] = Array.isArray(matchExpressions) ? matchExpressions : [];
  return list.map((one) => {
    const values = Array.isArray(one?.values) ? ` (${one.values.join(',')})` : '';
    return `${one?.key} ${String(one?.operator).toLowerCase()}${values}`;
  });
}

function said(labels: any): string {
  const list = entries(labels).map(([key, value]) => `${key}=${value}`);
  return list.length === 0 ? 'none' : list.join(', ');
}

function error(type: string, path: string, { what, why, fix }: Pick<Finding, 'what' | 'why' | 'fix'>): Finding {
  return { rule: RULE, severity: 'error', type, path, what, why, fix };
}
