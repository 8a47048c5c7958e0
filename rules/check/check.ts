import { findBuiltIn, isBuiltIn, isThere, otherStructs } from '../../kubernetes/built-in';
import { kindOf, templatePathOf } from '../../kubernetes/kinds';
import { fieldsOf, PlainObject, valueAt } from '../../util/plain-object';
import { formatPath, PathStep } from '../../manifest/yaml/json-path';
import { asWritten } from '../decode/as-written';
import { decode, Decoded } from '../decode/decode';
import { unknownField } from '../decode/rules';
import { Schema } from '../decode/schema';
import { failure } from '../failure';
import { Finding, findingOf } from '../finding';
import { FieldPath, isStepEnd } from '../model/field-path';
import { PodModel } from '../model/pod-model';
import { podTemplatesIn } from '../model/pod-templates';
import { RegistryImages } from '../model/registry-images';
import { serverView } from '../model/server-view';
import { podSecurity, PodSecurityPolicy } from '../pod-security-standard';
import { Report, Rule } from '../rule';
import type { CustomKinds } from '../schema/custom-kinds';
import { inOrder } from './in-order';
import { withoutRepeatedPorts } from './port-findings';
import { schemaOf } from './registry';
import { exceptOfCreation, isReturned, withoutStatus } from './returned';
import { unknownKind } from './unknown-kind';

/** What to check an object against. */
export interface CheckOptions {
  /** The Kubernetes version of the cluster. */
  readonly version: string;
  /** The Pod Security level that pods must meet; none if missing. */
  readonly podSecurity?: PodSecurityPolicy;
  /** Whether to report advice as well. */
  readonly withAdvice?: boolean;
  /** The paths of values that the caller has already reported. What only follows from such a value is no finding. */
  readonly unreadable?: readonly string[];
  /** What registries answered about the images, if they were asked. */
  readonly images?: RegistryImages;
  /** The kinds of custom resources whose schemas are known. */
  readonly customKinds?: CustomKinds;
}

/**
 * Checks one object by all rules that need no other object, and returns the findings. Synth, `lint`, the validation plugin and the tests
 * all call this function.
 * @param object a pod, a workload, another kind of Kubernetes, or a custom resource; if the schema of a custom resource is unknown, its pod
 * templates are checked
 */
export function check(object: object, options: CheckOptions): Finding[] {
  const hasServerFields = isReturned(object);
  const own = hasServerFields ? withoutStatus(object) : object;
  const kind = kindOf(own);
  const findings =
    kind === undefined
      ? checkOther(own, options)
      : withoutRepeatedPorts(own, checkStruct(own, kind.struct, kind.template, options));
  return hasServerFields ? exceptOfCreation(own, findings) : findings;
}

/** Whether `check` checks the fields of an object, or whether its kind exists. */
export function isChecked(
  object: { readonly apiVersion?: unknown; readonly kind?: unknown },
  customKinds?: CustomKinds,
): boolean {
  return kindOf(object) !== undefined || isBuiltIn(object.apiVersion) || customKinds?.find(object) !== undefined;
}

/** Checks an object that is no pod and no workload. */
function checkOther(object: object, options: CheckOptions): Finding[] {
  const { apiVersion, kind } = fieldsOf(object);
  if (!isBuiltIn(apiVersion) || typeof kind !== 'string') {
    return checkCustom(object, options);
  }
  const { version } = options;
  const findings = unknownKind(apiVersion, kind, version);
  const known = findBuiltIn(apiVersion, kind);
  // a cluster can serve a kind that is off by default
  if (known === undefined || !isThere(known, version)) {
    return findings;
  }
  const schema = schemaOfOptions(options).ofOthers(otherStructs());
  const { findings: ofFields } = runChecks(object, known.struct, schema, options, (value) => value);
  return inOrder(object, findings.concat(ofFields));
}

/** Checks an object of another group than those of Kubernetes: its fields, if its schema is known, and its pod templates. */
function checkCustom(object: object, options: CheckOptions): Finding[] {
  const ofTemplates = podTemplatesIn(object).flatMap((path) => exceptOfSchema(checkTemplate(object, path, options)));
  const custom = options.customKinds?.find(object);
  if (custom === undefined) {
    return ofTemplates;
  }
  // loaded on demand: an app of pods alone starts without it
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { checkCustomResource, embeddedIn } = require('./custom-resource') as typeof import('./custom-resource');
  const { metadata } = fieldsOf(object);
  const own = { metadata: custom.isClusterWide ? { ...fieldsOf(metadata), namespace: undefined } : metadata };
  const schema = schemaOfOptions(options).ofOthers(CUSTOM_STRUCTS);
  const { findings } = runChecks(own, CUSTOM_STRUCT, schema, options, (value) => value);
  const ofFields = checkCustomResource(object, custom, options.version);
  const embedded = embeddedIn(
    object,
    options.customKinds?.versionOf(object)?.schema,
    new FieldPath(undefined, '', object),
  );
  const ofEmbedded = embedded.flatMap(({ steps, value }) => {
    const { metadata: given } = fieldsOf(value);
    const sink = { findings: [], podRules: [], unreadable: [] };
    const decoded = given === undefined ? undefined : decode({ metadata: given }, CUSTOM_STRUCT, schema, sink);
    return below(steps, decoded?.findings ?? []);
  });
  const places = new Set(ofFields.map(({ path }) => path));
  return inOrder(object, [
    ...findings,
    ...ofFields,
    ...ofEmbedded,
    ...ofTemplates.filter(({ path }) => !places.has(path)),
  ]);
}

const CUSTOM_STRUCT = 'CustomResource';

/** What all custom resources have in common. */
const CUSTOM_STRUCTS: Parameters<Schema['ofOthers']>[0] = {
  [CUSTOM_STRUCT]: { apiVersion: ['string'], kind: ['string'], metadata: ['ObjectMeta'] },
};

/** A custom resource can have more fields than a pod, and its controller can set fields that a pod requires. */
function exceptOfSchema(findings: Finding[]): Finding[] {
  return findings.filter(({ rule, type }) => rule !== unknownField.id && type !== 'FieldValueRequired');
}

/** Checks the pod template that an object of another kind, such as a custom resource, has at a path. */
export function checkTemplate(object: object, path: readonly PathStep[], options: CheckOptions): Finding[] {
  const { metadata, spec } = valueAt<PlainObject>(object, path.map(String)) ?? {};
  const template = { metadata, spec };
  const findings = spec === undefined ? [] : checkStruct(template, 'PodTemplateSpec', [], options);
  return below(path, withoutRepeatedPorts(template, findings));
}

/** An object after decoding, and the findings of decoding and of the checks of structs. */
interface Checked {
  readonly decoded: Decoded;
  /** The object as the API server validates it. */
  readonly complete: object;
  readonly findings: Finding[];
  /** The indexes of the pod rules whose fields the pod has. */
  readonly podRules: readonly number[];
}

/**
 * Decodes an object, and runs the checks of its structs.
 * @param view the decoded object as the API server validates it
 */
function runChecks(
  object: unknown,
  struct: string,
  schema: Schema,
  { unreadable = [] }: CheckOptions,
  view: typeof serverView = serverView,
): Checked {
  const sink = { findings: [] as Finding[], podRules: [] as number[], unreadable: unreadable.slice() };
  const decoded = decode(object, struct, schema, sink);
  const complete = view(decoded.value, struct, decoded.gatedStructs);
  // a plan holds the structs of its object: if the object is another one now, it needs a new plan
  const { plan } = complete === object ? decoded : decode(complete, struct, schema, sink, decoded.gatedStructs);
  for (let i = 0; i < plan.length; i++) {
    const { triggers, at, context } = plan[i];
    for (let j = 0; j < triggers.length; j++) {
      const { rule } = triggers[j];
      context.rule = rule;
      try {
        triggers[j].check(at.value, at, context);
      } catch (error) {
        sink.findings.push(failure(rule, error));
      }
    }
  }
  const { podRules } = sink;
  const findings =
    sink.findings.length === 0 ? decoded.findings : decoded.findings.concat(readable(sink.findings, decoded));
  return { decoded, complete, findings, podRules };
}

function schemaOfOptions({ version, withAdvice = false, images }: CheckOptions): Schema {
  return schemaOf(version, withAdvice, images !== undefined);
}

function checkStruct(object: unknown, struct: string, template: readonly string[], options: CheckOptions): Finding[] {
  const { version, podSecurity: policy, images } = options;
  const schema = schemaOfOptions(options);
  const { decoded, complete, findings, podRules } = runChecks(object, struct, schema, options);
  if (podRules.length === 0 && policy === undefined) {
    return inOrder(object, findings);
  }
  // with the fields that the version lacks or drops, so that no rule reports them as missing
  const written = decoded.isPartial ? serverView<object>(asWritten(object, struct) as object, struct) : complete;
  const pod = new PodModel(valueAt(written, template) ?? {}, version, undefined, images);
  const ofPod: Finding[] = [];
  for (const index of podRules) {
    checkPod(schema.rules[index], pod, ofPod);
  }
  if (policy !== undefined) {
    podSecurity(pod, policy.level, policy.version).forEach((finding) => ofPod.push(finding));
  }
  return inOrder(object, ofPod.length === 0 ? findings : findings.concat(below(template, ofPod)));
}

/** A function of its own: a closure in the loop over all rules takes 2 kB for each pod. */
function checkPod(rule: Rule, pod: PodModel, findings: Finding[]): void {
  try {
    rule.check?.(pod, reportTo(findings, rule));
  } catch (error) {
    findings.push(failure(rule, error));
  }
}

/** How a rule reports into a list of findings. */
export function reportTo(findings: Finding[], rule: Rule): Report {
  return (path, what, fix, other) => void findings.push(findingOf(rule, path, what, fix, other));
}

/** Findings with the path of the template before their own. */
function below(path: readonly PathStep[], findings: Finding[]): Finding[] {
  if (path.length === 0) {
    return findings;
  }
  const start = formatPath(path);
  return findings.map((one) => ({ ...one, path: [start, ...(one.path === '' ? [] : [one.path])].join('.') }));
}

/** The API server's types of errors that can follow from a missing field of the same struct. */
const OF_MISSING: ReadonlySet<string | undefined> = new Set(['FieldValueRequired', 'FieldValueForbidden']);

/** Omits the findings that only follow from a value that could not be decoded, or from a field of another version. */
function readable(findings: Finding[], { unreadable, incomplete }: Decoded): Finding[] {
  if (unreadable.length === 0) {
    return findings;
  }
  const places = new Set(unreadable);
  // a path can have more steps than there are lengths: a key of 200,000 dots is one step
  const lengths = [...new Set(unreadable.map(({ length }) => length))];
  const structs = new Set(incomplete);
  return findings.filter(({ path, type }) => {
    if (structs.has(path) || (OF_MISSING.has(type) && structs.has(path.slice(0, path.lastIndexOf('.'))))) {
      return false;
    }
    return !lengths.some((length) => isStepEnd(path, length) && places.has(path.slice(0, length)));
  });
}

/** What the API server refuses, warns of and drops in an object, without the rules of this project. */
export function apiFindings(object: unknown, version: string, struct = 'Pod'): Finding[] {
  return checkStruct(object, struct, templatePathOf(struct), { version }).filter(({ rule }) =>
    /^(api|dropped-field)/.test(rule),
  );
}
