import { JobSpec, ObjectMeta } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsLabel, notDomainPath, notLabelValue } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { choice, maxLength } from '../validation/fields';
import { completionsOf, isJob } from '../validation/job-spec';
import { checkLabels } from '../validation/labels';
import { nameOf } from '../validation/object-name';

const MODES = ['Indexed', 'NonIndexed'];
const RESTART_POLICIES = ['OnFailure', 'Never'];
const REPLACEMENTS = ['Failed', 'TerminatingOrFailed'];
const REPLACEMENTS_WITH_FAILURE_POLICY = ['Failed'];

/** The limit for pods and failed indexes of an indexed Job, and the lower limit if it has more completions than that. */
const INDEXES = 100000;
const INDEXES_OF_LARGE_JOB = 10000;

const MANAGER_LENGTH = 63;

/** The fields that only an indexed Job can have. */
const INDEX_FIELDS = ['successPolicy', 'backoffLimitPerIndex', 'maxFailedIndexes'] as const;

export const job = rule({
  id: 'api/job',
  severity: 'error',
  summary: 'A Job must have a valid name and restart policy; its completions, failures and indexes must agree.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/',
  checks: {
    Job({ metadata = {}, spec = {} }, at, context) {
      checkPodName(nameOf(metadata), spec, at, context);
      checkNameLabel(metadata, spec, at, context);
      if (sharesLabels(metadata, spec)) {
        checkLabels(spec.template?.metadata?.labels, at.field('metadata'), 'labels', 'label', context);
      }
    },

    JobSpec(spec, at, context) {
      const { completionMode = 'NonIndexed', podFailurePolicy } = spec;
      checkRestartPolicy(spec, at, context);
      choice(spec, at, context, 'completionMode', MODES);
      if (completionMode === 'Indexed') {
        checkIndexed(spec, at, context);
      } else {
        // with an invalid mode, the server checks only one of the fields
        const fields = completionMode === 'NonIndexed' ? INDEX_FIELDS : (['successPolicy'] as const);
        for (const field of fields.filter((name) => spec[name] !== undefined)) {
          const fix = `Set \`completionMode: Indexed\`, or remove \`${field}\`.`;
          context.invalid(at.field(field), 'the Job is not indexed.', 'Only an indexed Job can have it.', fix);
        }
      }
      if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
        const why = '`maxFailedIndexes` requires it.';
        const fix = 'Set `backoffLimitPerIndex`, or remove `maxFailedIndexes`.';
        context.required(at.field('backoffLimitPerIndex'), '`backoffLimitPerIndex` is missing.', why, fix);
      }
      checkManager(spec, at, context);
      const replacements = podFailurePolicy === undefined ? REPLACEMENTS : REPLACEMENTS_WITH_FAILURE_POLICY;
      choice(spec, at, context, 'podReplacementPolicy', replacements);
    },
  },
});

/** Whether the server copies the labels of the template to the Job, because the Job has none. */
function sharesLabels({ labels = {} }: ObjectMeta, { template }: JobSpec): boolean {
  return template?.metadata?.labels !== undefined && Object.keys(labels).length === 0;
}

/** The server adds the name of the Job to the labels of its pods, unless the Job has a manual selector. */
function checkNameLabel(metadata: ObjectMeta, spec: JobSpec, at: FieldPath, context: ValidationContext): void {
  const name = nameOf(metadata);
  const why = spec.manualSelector === true ? undefined : notLabelValue(name);
  if (why !== undefined) {
    const what = `the name "${name}" cannot be the value of a label.`;
    const reason = `The name of the Job becomes a label of its pods. ${why}`;
    const fix = 'Shorten or correct the name of the Job.';
    context.invalid(at.field('spec').field('template').field('labels'), what, reason, fix);
    // since 1.31, the server does not copy the labels of the template to a Job with a generated name
    if (sharesLabels(metadata, spec) && (metadata.name || context.minor < 31)) {
      context.invalid(at.field('metadata').field('labels'), what, reason, fix);
    }
  }
}

/** The host name of a pod of an indexed Job consists of the name of the Job and an index. */
function checkPodName(name: string, spec: JobSpec, at: FieldPath, context: ValidationContext): void {
  const completions = completionsOf(spec, true) ?? 0;
  const last = `${name}-${completions - 1}`;
  const why = spec.completionMode === 'Indexed' && completions > 0 ? notDnsLabel(last) : undefined;
  if (why !== undefined) {
    const what = `"${last}" cannot be the host name of a pod.`;
    context.invalid(at.field('metadata').field('name'), what, why, 'Shorten or correct the name of the Job.');
  }
}

function checkRestartPolicy({ template, podFailurePolicy }: JobSpec, at: FieldPath, context: ValidationContext): void {
  const policy = template?.spec?.restartPolicy || 'Always';
  const place = at.field('template').field('spec').field('restartPolicy');
  if (policy === 'Always') {
    const why = 'The pods of a Job must end.';
    context.required(place, 'the pods always restart.', why, 'Set `restartPolicy` to "Never" or "OnFailure".');
  } else if (!RESTART_POLICIES.includes(policy)) {
    context.notSupported(place, policy, RESTART_POLICIES);
  } else if (podFailurePolicy !== undefined && policy !== 'Never') {
    const what = `"${policy}" and \`podFailurePolicy\` cannot be used together.`;
    const why = 'A `podFailurePolicy` handles failed pods, but this policy restarts containers instead.';
    context.invalid(place, what, why, 'Set `restartPolicy` to "Never".');
  }
}

function checkIndexed(spec: JobSpec, at: FieldPath, context: ValidationContext): void {
  const { maxFailedIndexes, backoffLimitPerIndex } = spec;
  const completions = completionsOf(spec, isJob(at));
  const atMost = (field: 'parallelism' | 'maxFailedIndexes', limit: number, why: string) => {
    const value = spec[field];
    if (value !== undefined && value > limit) {
      context.invalid(at.field(field), `${value} is more than ${limit}.`, why, `Use ${limit} or less.`);
    }
  };
  const why = `The limit for an indexed Job is ${INDEXES}.`;
  if (completions === undefined) {
    const fix = 'Set `completions` to the number of indexes.';
    context.required(at.field('completions'), '`completions` is missing.', 'An indexed Job requires it.', fix);
  } else {
    atMost('maxFailedIndexes', completions, 'It cannot be more than `completions`.');
  }
  atMost('parallelism', INDEXES, why);
  atMost('maxFailedIndexes', INDEXES, why);
  if (completions !== undefined && completions > INDEXES && backoffLimitPerIndex !== undefined) {
    const reason = `\`backoffLimitPerIndex\` with over ${INDEXES} completions limits it to ${INDEXES_OF_LARGE_JOB}.`;
    if (maxFailedIndexes === undefined) {
      const fix = `Set \`maxFailedIndexes\` to ${INDEXES_OF_LARGE_JOB} or less.`;
      context.required(at.field('maxFailedIndexes'), '`maxFailedIndexes` is missing.', reason, fix);
    }
    atMost('parallelism', INDEXES_OF_LARGE_JOB, reason);
    atMost('maxFailedIndexes', INDEXES_OF_LARGE_JOB, reason);
  }
}

/** The name of a controller is a domain, a slash and a path. */
function checkManager(spec: JobSpec, at: FieldPath, context: ValidationContext): void {
  const { managedBy: name } = spec;
  const place = at.field('managedBy');
  if (name === '') {
    context.required(place, '`managedBy` is empty.', 'It names the controller of the Job.', 'Remove `managedBy`.');
  } else if (name !== undefined && notDomainPath(name) !== undefined) {
    const why = notDomainPath(name)!;
    context.invalid(place, `"${name}" is not a valid controller.`, why, 'Write "example.com/controller", for example.');
  }
  maxLength(spec, at, context, 'managedBy', MANAGER_LENGTH);
}
