import { kindOf, templatePathOf } from '../../kubernetes/kinds';
import { PlainObject, valueAt } from '../../util/plain-object';
import { unknownKind } from './unknown-kind';
import { asWritten } from '../decode/as-written';
import { decode, Decoded } from '../decode/decode';
import { Finding, findingOf, RuleDescription } from '../finding';
import { PodModel } from '../model/pod-model';
import { serverView } from '../model/server-view';
import { podSecurity, PodSecurityPolicy } from '../pod-security-standard';
import { Report, Rule } from '../rule';
import { inOrder } from './in-order';
import { POD_RULES, schemaOf } from './registry';

/** What to check an object against. */
export interface CheckOptions {
  /** The Kubernetes version of the cluster. */
  readonly version: string;
  /** The Pod Security level that pods must meet; none if missing. */
  readonly podSecurity?: PodSecurityPolicy;
  /** Whether to report advice as well. */
  readonly withAdvice?: boolean;
}

/**
 * Checks one object by all rules that need no other object, and returns the findings. Synth, `lint`, the validation plugin and the tests
 * all call this function.
 * @param object a pod or a workload; of other kinds, it checks only whether the kind exists
 */
export function check(object: object, options: CheckOptions): Finding[] {
  const kind = kindOf(object);
  return kind === undefined ? unknownKind(object) : checkStruct(object, kind.struct, kind.template, options);
}

/** Checks the pod template that an object of another kind, such as a custom resource, has at a path. */
export function checkTemplate(object: object, path: readonly string[], options: CheckOptions): Finding[] {
  const { metadata, spec } = valueAt<PlainObject>(object, path) ?? {};
  return spec === undefined ? [] : below(path, checkStruct({ metadata, spec }, 'PodTemplateSpec', [], options));
}

function checkStruct(object: unknown, struct: string, template: readonly string[], options: CheckOptions): Finding[] {
  const { version, podSecurity: policy, withAdvice = false } = options;
  const schema = schemaOf(version, withAdvice);
  const sink = { findings: [] as Finding[], podRules: new Set<RuleDescription>() };
  const decoded = decode(object, struct, schema, sink);
  const complete = serverView(decoded.value, struct);
  // a plan holds the structs of its object: if the object is another one now, it needs a new plan
  const { plan } = complete === object ? decoded : decode(complete, struct, schema, sink, decoded.gatedStructs);
  for (let i = 0; i < plan.length; i++) {
    const { triggers, value, at, context } = plan[i];
    for (let j = 0; j < triggers.length; j++) {
      context.rule = triggers[j].rule;
      triggers[j].check(value, at, context);
    }
  }
  const findings = decoded.findings.concat(readable(sink.findings, decoded));
  if (sink.podRules.size === 0 && policy === undefined) {
    return inOrder(object, findings);
  }
  // with the fields that the version lacks or drops, so that no rule reports them as missing
  const written = decoded.isPartial ? serverView<object>(asWritten(object, struct) as object, struct) : complete;
  const pod = new PodModel(valueAt(written, template) ?? {}, version);
  const ofPod: Finding[] = [];
  for (const rule of POD_RULES) {
    if (sink.podRules.has(rule)) {
      rule.check?.(pod, reportTo(ofPod, rule));
    }
  }
  const bySecurity = policy === undefined ? [] : podSecurity(pod, policy.level, policy.version);
  return inOrder(object, findings.concat(below(template, ofPod.concat(bySecurity))));
}

/** How a rule reports into a list of findings. */
export function reportTo(findings: Finding[], rule: Rule): Report {
  return (path, what, fix, other) => void findings.push(findingOf(rule, path, what, fix, other));
}

/** Findings with the path of the template before their own. */
function below(path: readonly string[], findings: Finding[]): Finding[] {
  return path.length === 0 ? findings : findings.map((one) => ({ ...one, path: [...path, one.path].join('.') }));
}

/** Omits the findings that only follow from a value that could not be decoded. */
function readable(findings: Finding[], { unreadable }: Decoded): Finding[] {
  if (unreadable.length === 0) {
    return findings;
  }
  const places = new Set(unreadable);
  return findings.filter(({ path }) => {
    let end = path.length;
    while (end > 0 && !places.has(path.slice(0, end))) {
      end = path.lastIndexOf('[', end - 1);
    }
    return end <= 0 && !places.has('');
  });
}

/** What the API server refuses, warns of and drops in an object, without the rules of this project. */
export function apiFindings(object: unknown, version: string, struct = 'Pod'): Finding[] {
  return checkStruct(object, struct, templatePathOf(struct), { version }).filter(({ rule }) =>
    /^(api|dropped-field)/.test(rule),
  );
}
