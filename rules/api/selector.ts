import { JobSpec, LabelSelector, PodTemplateSpec } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { rule, StructCheck } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkLabelSelector, isEmptySelector, selects } from '../validation/label-selector';

/** Represents the uid of a Job, which the server generates. */
const UID = '\0';
const UID_LABEL = 'batch.kubernetes.io/controller-uid';

const SET_BY_CLUSTER = 'The cluster sets the selector of each Job.';

export const selector = rule({
  id: 'api/selector',
  severity: 'error',
  summary: 'The selector of a workload must match the labels of its pod template.',
  details: 'The cluster sets the selector of a Job. A Job can have its own selector only with `manualSelector`.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  checks: {
    DeploymentSpec: checkSelector(true),
    ReplicaSetSpec: checkSelector(true),
    StatefulSetSpec: checkSelector(true),
    DaemonSetSpec: checkSelector(false),

    ReplicationController({ spec = {} }, objectAt, context) {
      const { selector: labels = {}, template } = spec;
      const at = objectAt.field('spec');
      // the server completes an empty selector
      const own = Object.keys(labels).length > 0 ? labels : labelsOf({ template });
      if (Object.keys(own).length === 0) {
        const why = 'A workload finds its pods by its selector.';
        context.required(at.field('selector'), '`selector` is missing.', why, 'Repeat the labels of the template.');
      } else if (
        template !== undefined &&
        Object.entries(own).some(([key, value]) => labelsOf({ template })[key] !== value)
      ) {
        mismatch({ selector: { matchLabels: own }, template }, at, context);
      }
    },

    Job({ metadata = {}, spec = {} }, at, context) {
      checkJob(spec, metadata.name ?? '', at.field('spec'), context);
    },

    JobTemplateSpec({ spec = {} }, at, context) {
      const path = at.field('spec');
      if (spec.selector !== undefined) {
        context.invalid(path.field('selector'), '`selector` is set.', SET_BY_CLUSTER, 'Remove `selector`.');
      }
      if (spec.manualSelector === true) {
        context.notSupported(path.field('manualSelector'), true, ['false']);
      }
    },
  },
});

interface Selecting {
  readonly selector?: LabelSelector;
  readonly template?: PodTemplateSpec;
}

type Labels = Readonly<Record<string, string>>;

const labelsOf = ({ template }: Selecting): Labels => template?.metadata?.labels ?? {};

/** @param isRequired whether the server reports a missing or invalid selector; for a DaemonSet, it reports only the mismatch */
function checkSelector(isRequired: boolean): StructCheck<Selecting> {
  return (spec, specAt, context) => {
    const at = specAt.field('selector');
    const why = 'A workload finds its pods by its selector.';
    const fix = 'Repeat the labels of the template.';
    checkLabelSelector(spec.selector, () => at, context);
    if (spec.selector === undefined && isRequired) {
      context.required(at, '`selector` is missing.', why, fix);
    }
    if (!context.isReadable(at) || !context.isReadable(labelsPath(specAt))) {
      return;
    }
    const isMatch = selects(spec.selector, labelsOf(spec));
    if (spec.selector !== undefined && isEmptySelector(spec.selector)) {
      context.invalid(at, '`selector` is empty.', 'It matches every pod.', fix);
    } else if (isMatch === undefined && isRequired) {
      context.invalid(at, '`selector` is invalid.', why, fix);
    } else if (isMatch === false) {
      mismatch(spec, specAt, context);
    }
  };
}

/** The path of the labels of the pods. */
function labelsPath(specAt: FieldPath): FieldPath {
  return specAt.field('template').field('metadata').field('labels');
}

function mismatch(spec: Selecting, at: FieldPath, context: ValidationContext): void {
  const labels = pairs(labelsOf(spec)).join(', ') || 'none';
  const what = `the selector (${asText(spec.selector)}) does not match the labels of the template (${labels}).`;
  context.invalid(
    labelsPath(at),
    what,
    'The workload does not find its own pods.',
    'Write the labels of the selector here.',
  );
}

const pairs = (labels: Labels): string[] => Object.entries(labels).map(([key, value]) => `${key}=${value}`);

/** A selector as `kubectl get -l` accepts it. */
function asText({ matchLabels = {}, matchExpressions = [] }: LabelSelector = {}): string {
  const expressions = matchExpressions.map(({ key, operator = '', values = [] }) => {
    switch (operator) {
      case 'Exists':
        return key;
      case 'DoesNotExist':
        return `!${key}`;
      default:
        return `${key} ${operator.toLowerCase()} (${values.join(',')})`;
    }
  });
  return [...pairs(matchLabels), ...expressions].join(', ');
}

function checkJob(spec: JobSpec, name: string, at: FieldPath, context: ValidationContext): void {
  const { selector: own, manualSelector } = spec;
  const isManual = manualSelector === true;
  const labels = labelsOf(spec);
  const generated: Labels = {
    'controller-uid': UID,
    [UID_LABEL]: UID,
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
  };
  for (const key of isManual ? [] : Object.keys(generated)) {
    if (labels[key] !== undefined && labels[key] !== generated[key]) {
      const path = labelsPath(at).key(key);
      const why = 'The cluster sets this label on the pods of a Job.';
      context.invalid(path, `the label "${key}" is set.`, why, `Remove it, or set \`manualSelector\` to true.`);
    }
  }
  checkLabelSelector(own, () => at.field('selector'), context);
  if (own === undefined && isManual) {
    const why = 'With `manualSelector`, the cluster does not set it.';
    context.required(at.field('selector'), '`selector` is missing.', why, 'Remove `manualSelector`.');
  }
  const complete =
    isManual || own === undefined ? own : { ...own, matchLabels: { ...own.matchLabels, [UID_LABEL]: UID } };
  if (!isManual && complete !== undefined && selects(complete, generated) === false) {
    const what = `the Job has its own selector (${asText(own)}).`;
    const fix = 'Remove `selector`, or set `manualSelector` to true.';
    context.invalid(at.field('selector'), what, SET_BY_CLUSTER, fix);
  }
  const completeLabels = isManual ? labels : { ...generated, ...labels };
  const isReadable = context.isReadable(at.field('selector')) && context.isReadable(labelsPath(at));
  if (isReadable && (isManual || complete !== undefined) && selects(complete, completeLabels) === false) {
    mismatch(spec, at, context);
  }
}
