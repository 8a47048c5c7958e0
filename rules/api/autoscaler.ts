import {
  CrossVersionObjectReference,
  HPAScalingPolicy,
  HPAScalingRules,
  HorizontalPodAutoscalerSpec,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
} from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsLabel, notPathSegment } from '../model/names';
import { isNegative, nano } from '../model/quantity';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice, need, needForm, range } from '../validation/fields';
import { notResource } from '../validation/resource-list';

/** The sources of metrics, in the order in which the server looks for them: it checks the first. */
const METRIC_SOURCES = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;
type MetricSource = (typeof METRIC_SOURCES)[number];

const METRIC_TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const TARGETS = ['Utilization', 'Value', 'AverageValue'];
const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const SCALING_POLICIES = ['Percent', 'Pods'];

/** Limits in seconds. */
const PERIOD = 1800;
const WINDOW = 3600;

export const autoscaler = rule({
  id: 'api/autoscaler',
  severity: 'error',
  summary: 'A HorizontalPodAutoscaler must name its target, and have valid limits, metrics and policies.',
  see: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  checks: {
    HorizontalPodAutoscaler({ spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      const { minReplicas, metrics = [], behavior = {} } = spec;
      checkReplicas(spec, at, context);
      checkTarget(spec.scaleTargetRef ?? {}, at.field('scaleTargetRef'), context);
      metrics.forEach((metric, i) => checkMetric(metric, at.field('metrics').item(i), context));
      if (minReplicas === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
        zeroReplicas(at, context);
      }
      checkScaling(behavior.scaleUp, at.field('behavior').field('scaleUp'), context);
      checkScaling(behavior.scaleDown, at.field('behavior').field('scaleDown'), context);
    },

    AutoscalingV1HorizontalPodAutoscaler({ spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      const { targetCPUUtilizationPercentage: percentage } = spec;
      checkReplicas(spec, at, context);
      checkTarget(spec.scaleTargetRef ?? {}, at.field('scaleTargetRef'), context);
      if (percentage !== undefined) {
        // the server reports the field of version 2
        const place = at.field('metrics').item(0).field('resource').field('target');
        range({ averageUtilization: percentage }, place, context, 'averageUtilization', 1, Infinity);
      }
      if (spec.minReplicas === 0) {
        zeroReplicas(at, context);
      }
    },
  },
});

function checkReplicas(spec: HorizontalPodAutoscalerSpec, at: FieldPath, context: ValidationContext): void {
  const { minReplicas = 1, maxReplicas = 0 } = spec;
  // with 0, the server asks for a metric that does not come from pods
  const least = context.minor >= 37 ? 0 : 1;
  range(spec, at, context, 'minReplicas', least, Infinity);
  if (maxReplicas === 0 && context.minor >= 36) {
    const fix = 'Set it to the highest number of pods.';
    context.required(at.field('maxReplicas'), '`maxReplicas` is missing.', 'The API server requires it.', fix);
  } else {
    range({ maxReplicas }, at, context, 'maxReplicas', 1, Infinity);
  }
  if (maxReplicas < minReplicas) {
    const fix = 'Set `maxReplicas` to the higher number.';
    const what = `${maxReplicas} is less than \`minReplicas\` (${minReplicas}).`;
    context.invalid(at.field('maxReplicas'), what, 'The number of pods is between the two.', fix);
  }
}

function zeroReplicas(at: FieldPath, context: ValidationContext): void {
  const why = 'Without pods, only a metric of the types Object and External can ask for the first pod.';
  const fix = 'Add such a metric, or set `minReplicas` to 1.';
  context.forbidden(at.field('metrics'), '`minReplicas` is 0.', why, fix);
}

/** @param canBeCore whether the object can be in the core group */
function checkTarget(
  target: CrossVersionObjectReference,
  at: FieldPath,
  context: ValidationContext,
  canBeCore = false,
): void {
  const { apiVersion = '' } = target;
  needForm(target, at, context, 'kind', notPathSegment);
  needForm(target, at, context, 'name', notPathSegment);
  const why = context.minor >= 34 && apiVersion.split('/').length > 2 ? 'It must be GROUP/VERSION.' : undefined;
  // the server ignores it before 1.34
  const missing =
    canBeCore || context.minor < 34 || /^[^/]+\//.test(apiVersion)
      ? undefined
      : 'It must have a group, as in "apps/v1".';
  checkForm(apiVersion, at.field('apiVersion'), context, () => why ?? missing, 'API version of a target');
}

function checkMetric(metric: MetricSpec, at: FieldPath, context: ValidationContext): void {
  const { type = '' } = metric;
  if (type === '') {
    need(metric, at, context, 'type');
  }
  if (!METRIC_TYPES.includes(type)) {
    context.notSupported(at.field('type'), type, METRIC_TYPES);
  }
  const sources = METRIC_SOURCES.filter((source) => metric[source] !== undefined);
  if (sources.length > 0) {
    checkMetricSource(sources[0], metric, at.field(sources[0]), context);
  }
  const own = METRIC_TYPES.includes(type) ? ((type[0].toLowerCase() + type.slice(1)) as MetricSource) : undefined;
  if (own !== undefined && metric[own] === undefined) {
    context.required(at.field(own), `\`${own}\` is missing.`, `The metric has the type ${type}.`, `Set \`${own}\`.`);
  }
  for (const source of sources.length > 1 ? sources.filter((one) => one !== own) : []) {
    const why = `The metric has the type ${type}.`;
    context.forbidden(at.field(source), `\`${source}\` is set, too.`, why, `Remove \`${source}\`.`);
  }
}

function checkMetricSource(source: MetricSource, metric: MetricSpec, at: FieldPath, context: ValidationContext): void {
  const { object = {}, external = {}, pods = {}, resource = {}, containerResource = {} } = metric;
  const target = { object, external, pods, resource, containerResource }[source].target ?? {};
  const place = at.field('target');
  switch (source) {
    case 'object':
      checkTarget(object.describedObject ?? {}, at.field('describedObject'), context, true);
      checkIdentifier(object.metric ?? {}, at.field('metric'), context);
      checkMetricTarget(target, place, context);
      needOne(target, ['averageValue', 'value'], place, context);
      return;
    case 'external':
      checkIdentifier(external.metric ?? {}, at.field('metric'), context);
      checkMetricTarget(target, place, context);
      needOne(target, ['averageValue', 'value'], place, context);
      notBoth(target, 'value', 'averageValue', place, context);
      return;
    case 'pods':
      checkIdentifier(pods.metric ?? {}, at.field('metric'), context);
      checkMetricTarget(target, place, context);
      needOne(target, ['averageValue'], place, context);
      return;
    case 'containerResource':
      needForm(containerResource, at, context, 'name', (name) => notResource(name, 'container'), 'resource');
      needForm(containerResource, at, context, 'container', notDnsLabel, 'container name');
      break;
    default:
      need(resource, at, context, 'name');
  }
  checkMetricTarget(target, place, context);
  needOne(target, ['averageUtilization', 'averageValue'], place, context);
  notBoth(target, 'averageValue', 'averageUtilization', place, context);
}

function checkIdentifier(metric: MetricIdentifier, at: FieldPath, context: ValidationContext): void {
  needForm(metric, at, context, 'name', notPathSegment, 'name of a metric');
}

function checkMetricTarget(target: MetricTarget, at: FieldPath, context: ValidationContext): void {
  const { type = '' } = target;
  if (type === '') {
    need(target, at, context, 'type');
  }
  if (!TARGETS.includes(type)) {
    const why = 'It must be Utilization, Value or AverageValue.';
    context.invalid(at.field('type'), `"${type}" is not a type of a target.`, why, 'Use one of these values.');
  }
  for (const field of ['value', 'averageValue'] as const) {
    const value = target[field];
    if (value !== undefined && nano(value) <= 0n) {
      const why = 'The autoscaler divides by it.';
      context.invalid(at.field(field), `${value} is not more than 0.`, why, 'Use a positive number.');
    }
  }
  range(target, at, context, 'averageUtilization', 1, Infinity);
}

type TargetField = 'averageUtilization' | 'averageValue' | 'value';

/** Reports the first of the fields if none is set. */
function needOne(target: MetricTarget, fields: TargetField[], at: FieldPath, context: ValidationContext): void {
  if (fields.every((field) => target[field] === undefined)) {
    const what = `${fields.map((field) => `\`${field}\``).join(' or ')} is missing.`;
    context.required(at.field(fields[0]), what, 'The autoscaler compares the metric with it.', `Set \`${fields[0]}\`.`);
  }
}

function notBoth(
  target: MetricTarget,
  reported: TargetField,
  other: TargetField,
  at: FieldPath,
  context: ValidationContext,
): void {
  if (target[reported] !== undefined && target[other] !== undefined) {
    const what = `\`${reported}\` and \`${other}\` are both set.`;
    context.forbidden(at.field(reported), what, 'A metric has one target.', 'Remove one of the two.');
  }
}

function checkScaling(rules: HPAScalingRules | undefined, at: FieldPath, context: ValidationContext): void {
  if (rules === undefined) {
    return;
  }
  const { policies, tolerance } = rules;
  range(rules, at, context, 'stabilizationWindowSeconds', 0, WINDOW);
  choice(rules, at, context, 'selectPolicy', SELECT_POLICIES);
  // the server completes a missing list
  if (policies?.length === 0) {
    const fix = 'Add a policy, or remove `policies`.';
    context.required(at.field('policies'), '`policies` is empty.', 'The autoscaler requires a policy.', fix);
  }
  (policies ?? []).forEach((policy, i) => checkScalingPolicy(policy, at.field('policies').item(i), context));
  if (tolerance !== undefined && isNegative(tolerance)) {
    context.invalid(at.field('tolerance'), `${tolerance} is negative.`, 'It must be at least 0.', 'Use 0 or more.');
  }
}

function checkScalingPolicy(policy: HPAScalingPolicy, at: FieldPath, context: ValidationContext): void {
  const { type = '', value = 0, periodSeconds = 0 } = policy;
  if (!SCALING_POLICIES.includes(type)) {
    context.notSupported(at.field('type'), type, SCALING_POLICIES);
  }
  range({ value }, at, context, 'value', 1, Infinity);
  range({ periodSeconds }, at, context, 'periodSeconds', 1, PERIOD);
}
