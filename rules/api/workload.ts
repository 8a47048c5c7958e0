import {
  DeploymentSpec,
  PodTemplateSpec,
  ReplicaSetSpec,
  ReplicationControllerSpec,
  StatefulSetSpec,
} from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { notNegative } from '../validation/fields';
import { checkLabels } from '../validation/labels';

export const workload = rule({
  id: 'api/workload',
  severity: 'error',
  summary: 'The numbers of a workload must not be negative; its pods must always restart, except in a Job.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/',
  checks: {
    DeploymentSpec(spec, at, context) {
      notNegative(spec, at, context, 'replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds');
      checkTemplate(spec.template, at.field('template'), context);
      checkDeadline(spec, at, context);
    },

    ReplicaSetSpec: checkReplicas,

    ReplicationController({ metadata = {}, spec = {} }, at, context) {
      const { labels } = spec.template?.metadata ?? {};
      // the server copies the labels of the template
      if (Object.keys(metadata.labels ?? {}).length === 0) {
        checkLabels(labels, at.field('metadata'), 'labels', 'label', context);
      }
      if (spec.template === undefined) {
        const fix = 'Add the template of the pods.';
        context.required(at.field('spec').field('template'), '`template` is missing.', 'It describes the pods.', fix);
      }
    },

    ReplicationControllerSpec: checkReplicas,

    StatefulSetSpec: checkReplicas,

    StatefulSetOrdinals(ordinals, at, context) {
      notNegative(ordinals, at, context, 'start');
    },

    DaemonSetSpec(spec, at, context) {
      notNegative(spec, at, context, 'minReadySeconds', 'revisionHistoryLimit');
      checkTemplate(spec.template, at.field('template'), context);
    },

    JobSpec(spec, at, context) {
      notNegative(spec, at, context, 'parallelism', 'completions', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished');
      notNegative(spec, at, context, 'backoffLimit', 'backoffLimitPerIndex', 'maxFailedIndexes');
    },

    CronJobSpec(spec, at, context) {
      notNegative(spec, at, context, 'startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit');
    },
  },
});

function checkReplicas(
  spec: ReplicaSetSpec | ReplicationControllerSpec | StatefulSetSpec,
  at: FieldPath,
  context: ValidationContext,
): void {
  notNegative(spec, at, context, 'replicas', 'minReadySeconds');
  checkTemplate(spec.template, at.field('template'), context);
}

function checkTemplate({ spec = {} }: PodTemplateSpec = {}, templateAt: FieldPath, context: ValidationContext): void {
  const { restartPolicy, activeDeadlineSeconds } = spec;
  const at = templateAt.field('spec');
  if (restartPolicy && restartPolicy !== 'Always') {
    context.notSupported(at.field('restartPolicy'), restartPolicy, ['Always']);
  }
  if (activeDeadlineSeconds !== undefined) {
    const fix = 'Remove `activeDeadlineSeconds`, or use a Job.';
    const why = 'Only the pods of a Job can have a deadline.';
    context.forbidden(at.field('activeDeadlineSeconds'), '`activeDeadlineSeconds` is set.', why, fix);
  }
}

function checkDeadline(spec: DeploymentSpec, at: FieldPath, context: ValidationContext): void {
  const { progressDeadlineSeconds = 600, minReadySeconds = 0 } = spec;
  if (progressDeadlineSeconds <= minReadySeconds) {
    const what = `${progressDeadlineSeconds} is not more than \`minReadySeconds\` (${minReadySeconds}).`;
    const why = 'A pod is available only after `minReadySeconds`.';
    const fix = `Set \`progressDeadlineSeconds\` to more than ${minReadySeconds}.`;
    context.invalid(at.field('progressDeadlineSeconds'), what, why, fix);
  }
}
