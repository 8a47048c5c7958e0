import { Inspection } from '../validation/validation-context';
import { checkLabelSelector, isEmptySelector, selects } from '../validation/label-selector';
import { Place } from '../model/field-path';
import { ApiRule, Check } from './rule';

const RULE = 'api/selector';

const REPEAT = 'Repeat the labels of the template.';

/**
 * The selector of a workload, which has to match the labels of the pods that it makes. A Job selects its pods by itself, and takes a
 * selector only where `manualSelector` says so.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
 */
export const selector: ApiRule = {
  DeploymentSpec: check(true),
  ReplicaSetSpec: check(true),
  StatefulSetSpec: check(true),
  DaemonSetSpec: check(false),

  Job({ metadata = {}, spec = {} }, at, pod) {
    checkJob(spec, metadata.name ?? '', at.field('spec'), pod);
  },

  JobTemplateSpec({ spec = {} }, at, pod) {
    const place = at.field('spec');
    const why = 'The cluster gives each Job a selector of its own.';
    if (spec.selector !== undefined) {
      pod.invalid(RULE, place.field('selector'), 'there is a selector.', why, 'Leave it out.');
    }
    if (spec.manualSelector === true) {
      pod.notSupported(RULE, place.field('manualSelector'), true, ['false']);
    }
  },
};

/** @param isNeeded whether the server says that there is none; of a DaemonSet, it says that nothing matches */
function check(isNeeded: boolean): Check {
  return (spec, at, pod) => {
    const place = () => at.field('selector');
    checkLabelSelector(RULE, spec.selector, place, pod);
    if (spec.selector === undefined && isNeeded) {
      pod.required(RULE, place(), 'there is no selector.', 'It says which pods are meant.', REPEAT);
    }
    if (spec.selector !== undefined && isEmptySelector(spec.selector)) {
      pod.invalid(RULE, place(), 'the selector is empty.', 'It would select every pod.', REPEAT);
    } else if (selects(spec.selector, labelsOf(spec)) === undefined) {
      if (isNeeded) {
        pod.invalid(RULE, place(), 'the selector cannot be read.', 'It says which pods are meant.', 'Correct it.');
      }
    } else if (selects(spec.selector, labelsOf(spec)) === false) {
      mismatch(spec, at, pod);
    }
  };
}

function labelsOf({ template }: any): Record<string, string> {
  return template?.metadata?.labels ?? {};
}

function mismatch(spec: any, at: Place, pod: Inspection): void {
  const place = at.field('template').field('metadata').field('labels');
  const labels = said(spec);
  const what = `the selector (${wishes(spec.selector)}) does not match the template's labels (${labels}).`;
  const fix = 'Let the selector repeat labels that the template has.';
  pod.invalid(RULE, place, what, 'The pods would not be known as its own.', fix);
}

function said(spec: any): string {
  const list = Object.entries(labelsOf(spec)).map(([key, value]) => `${key}=${value}`);
  return list.length === 0 ? 'none' : list.join(', ');
}

/** All that a selector asks for, as `kubectl get -l` takes it. */
function wishes({ matchLabels = {}, matchExpressions = [] }: any = {}): string {
  const pairs = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator = '', values = [] }: any) => {
    switch (operator) {
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
      default:
        return `${key} ${operator.toLowerCase()} (${values.join(',')})`;
    }
  });
  return [...pairs, ...expressions].join(', ');
}

/** Stands for what the server makes up: the Job's uid. */
const UID = '\u0000';

const UID_LABELS = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
const NAME_LABELS = ['job-name', 'batch.kubernetes.io/job-name'];

function checkJob(spec: any, name: string, at: Place, pod: Inspection): void {
  const isManual = spec.manualSelector === true;
  const own = labelsOf(spec);
  const made = { ...all(UID_LABELS, UID), ...all(NAME_LABELS, name) };
  if (!isManual) {
    checkMade(own, made, at, pod);
  }
  checkLabelSelector(RULE, spec.selector, () => at.field('selector'), pod);
  if (spec.selector === undefined && isManual) {
    const why = 'manualSelector says that there is one.';
    pod.required(RULE, at.field('selector'), 'there is no selector.', why, 'Leave out manualSelector.');
  }
  const full = isManual || spec.selector === undefined ? spec.selector : withUid(spec.selector);
  if (!isManual && full !== undefined && selects(full, made) === false) {
    const what = `the Job selects pods (${wishes(spec.selector)}).`;
    const why = 'The cluster gives each Job a selector of its own.';
    pod.invalid(RULE, at.field('selector'), what, why, 'Leave it out, or say manualSelector: true.');
  }
  if ((isManual || full !== undefined) && selects(full, isManual ? own : { ...made, ...own }) === false) {
    mismatch(spec, at, pod);
  }
}

function all(keys: string[], value: string): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

function withUid(own: any): any {
  return { ...own, matchLabels: { ...own.matchLabels, [UID_LABELS[1]]: UID } };
}

/** Labels that the server gives to the pods of a Job, and whose values nobody else may choose. */
function checkMade(own: any, made: Record<string, string>, at: Place, pod: Inspection): void {
  for (const key in made) {
    if (own[key] !== undefined && own[key] !== made[key]) {
      const place = at.field('template').field('metadata').field('labels').key(key);
      const why = 'The cluster gives this label to the pods of a Job.';
      pod.invalid(RULE, place, `"${key}" is not yours to give.`, why, 'Leave it out, or say manualSelector: true.');
    }
  }
}
