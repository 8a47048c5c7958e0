import { choice } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { checkLabels } from './labels';
import { notDnsLabel, notDnsSubdomain, notLabelValue } from '../model/names';
import { nameOf } from './object-name';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/job';

const MODES = ['Indexed', 'NonIndexed'];
const MANY = 100000;
const FEW = 10000;

/**
 * How often a Job has to succeed, how often it may fail, and how its pods are restarted.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export const job: ApiRule = {
  Job({ metadata = {}, spec = {} }, at, pod) {
    checkNames(metadata, spec, at, pod);
    const { labels } = spec.template?.metadata ?? {};
    checkNameLabel(metadata, spec, at, pod);
    // the server gives a Job without labels those of its template
    if (labels !== undefined && Object.keys(metadata.labels ?? {}).length === 0) {
      checkLabels(labels, at.field('metadata'), 'labels', 'label', pod, RULE);
    }
  },

  JobSpec(spec, at, pod) {
    checkRestart(spec, at, pod);
    choice(RULE, spec, at, pod, 'completionMode', MODES);
    if (spec.completionMode === 'Indexed') {
      checkIndexed(spec, at, pod);
    } else if (spec.completionMode === undefined || spec.completionMode === 'NonIndexed') {
      checkNotIndexed(spec, at, pod);
    }
    if (spec.successPolicy !== undefined && spec.completionMode !== 'Indexed') {
      const why = 'It is about the indexes of an indexed Job.';
      pod.invalid(RULE, at.field('successPolicy'), 'the Job has no indexes.', why, 'Add completionMode: Indexed.');
    }
    checkFailures(spec, at, pod);
    if (spec.managedBy !== undefined) {
      checkManager(spec.managedBy, at.field('managedBy'), pod);
    }
    const replacements = spec.podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
    choice(RULE, spec, at, pod, 'podReplacementPolicy', replacements);
  },
};

/** How many times a Job has to succeed: where nothing is said, the server takes 1, but not in the template of a CronJob. */
export function completionsOf({ completions, parallelism }: any, isJob: boolean): any {
  return completions ?? (isJob && parallelism === undefined ? 1 : undefined);
}

/** Whether it is a Job itself that stands here, and not the template of a CronJob. */
export function isJob(at: Place): boolean {
  return at.above?.step !== 'jobTemplate';
}

/** The name of a Job is a label of its pods, unless its selector is its author's. */
function checkNameLabel(metadata: any, { manualSelector, template }: any, at: Place, pod: Inspection): void {
  const name = nameOf(metadata);
  const why = manualSelector === true ? undefined : notLabelValue(name);
  if (why !== undefined) {
    const what = `"${name}", the name of the Job, cannot be a label of its pods.`;
    pod.invalid(RULE, at.field('spec').field('template').field('labels'), what, why, 'Choose another name.');
    // a Job without labels shares those of its template; since 1.31 not where its name is made up, which is done to a copy
    const isShared = template?.metadata?.labels !== undefined && Object.keys(metadata.labels ?? {}).length === 0;
    if (isShared && (metadata.name || pod.minor < 31)) {
      pod.invalid(RULE, at.field('metadata').field('labels'), what, why, 'Choose another name.');
    }
  }
}

/** The pods of an indexed Job have its name and their number for their host name. */
function checkNames(metadata: any, spec: any, at: Place, pod: Inspection): void {
  const name = nameOf(metadata);
  const completions = completionsOf(spec, true);
  if (spec.completionMode === 'Indexed' && completions > 0) {
    const last = `${name}-${completions - 1}`;
    const why = notDnsLabel(last);
    if (why !== undefined) {
      const what = `"${last}" cannot be the name of a pod of it.`;
      pod.invalid(RULE, at.field('metadata').field('name'), what, why, 'Choose another name.');
    }
  }
}

function checkRestart({ template, podFailurePolicy }: any, at: Place, pod: Inspection): void {
  const policy = template?.spec?.restartPolicy || 'Always';
  const place = () => at.field('template').field('spec').field('restartPolicy');
  if (policy === 'Always') {
    const why = 'The pods of a Job end once they are done, and are not started again.';
    pod.required(RULE, place(), 'the pods are always restarted.', why, 'Write restartPolicy: Never, or OnFailure.');
  } else if (policy !== 'OnFailure' && policy !== 'Never') {
    pod.notSupported(RULE, place(), policy, ['OnFailure', 'Never']);
  } else if (podFailurePolicy !== undefined && policy !== 'Never') {
    const why = 'A podFailurePolicy decides about pods that failed, and these are started again before that.';
    pod.invalid(RULE, place(), `"${policy}" leaves nothing to decide.`, why, 'Write restartPolicy: Never.');
  }
}

function checkIndexed(spec: any, at: Place, pod: Inspection): void {
  const { parallelism = 1, maxFailedIndexes: failures } = spec;
  const completions = completionsOf(spec, isJob(at));
  const most = (field: string, limit: number, why: string) => {
    if (spec[field] > limit) {
      pod.invalid(RULE, at.field(field), `${spec[field]} are too many.`, why, `Write ${limit} or less.`);
    }
  };
  if (completions === undefined) {
    const why = 'An indexed Job is done when each index is.';
    pod.required(RULE, at.field('completions'), 'there are no completions.', why, 'Say how many there are.');
  }
  most('parallelism', MANY, 'An indexed Job keeps track of so many.');
  if (failures > completions) {
    const why = 'No more indexes can fail than there are.';
    pod.invalid(RULE, at.field('maxFailedIndexes'), `${failures} are too many.`, why, 'Lower it.');
  }
  most('maxFailedIndexes', MANY, 'An indexed Job keeps track of so many.');
  if (completions > MANY && spec.backoffLimitPerIndex !== undefined) {
    const why = `With more than ${MANY} completions and a backoffLimitPerIndex, there is a limit.`;
    if (failures === undefined) {
      pod.required(RULE, at.field('maxFailedIndexes'), 'it is not said.', why, `Say ${FEW} or less.`);
    }
    if (parallelism > FEW) {
      most('parallelism', FEW, why);
    }
    most('maxFailedIndexes', FEW, why);
  }
}

function checkNotIndexed(spec: any, at: Place, pod: Inspection): void {
  for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
    if (spec[field] !== undefined) {
      const why = 'It is about the indexes of an indexed Job.';
      pod.invalid(
        RULE,
        at.field(field),
        'the Job has no indexes.',
        why,
        'Add completionMode: Indexed, or leave it out.',
      );
    }
  }
}

function checkFailures({ maxFailedIndexes, backoffLimitPerIndex }: any, at: Place, pod: Inspection): void {
  if (maxFailedIndexes !== undefined && backoffLimitPerIndex === undefined) {
    const why = 'An index fails once it has used up its own tries.';
    pod.required(
      RULE,
      at.field('backoffLimitPerIndex'),
      'there is none.',
      why,
      'Add it, or leave out maxFailedIndexes.',
    );
  }
}

/** A controller is named by a domain, a slash, and a path. */
function checkManager(name: string, at: Place, pod: Inspection): void {
  const slash = name.indexOf('/');
  const isPath =
    slash !== -1 &&
    notDnsSubdomain(name.slice(0, slash)) === undefined &&
    /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(name.slice(slash + 1));
  if (name === '') {
    pod.required(RULE, at, 'it is empty.', 'It names the controller of the Job.', 'Leave it out.');
  } else if (!isPath) {
    const why = 'It is a domain, a slash and a path.';
    pod.invalid(RULE, at, `"${name}" is not the name of a controller.`, why, 'Such as example.com/controller.');
  }
  if (Buffer.byteLength(name) > 63) {
    pod.error(RULE, 'FieldValueTooLong', at, 'the name is too long.', 'It has 63 characters at most.', 'Shorten it.');
  }
}
