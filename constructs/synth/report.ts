import { IConstruct } from 'constructs';
import { Finding, message } from '../../rules/finding';
import { inOrder } from '../../rules/check/lint';
import { looksTogether } from '../../rules/check/cross-object';
import { annotated, withoutWaived } from '../../rules/check/waivers';
import { PodSecurity } from '../settings/pod-security';
import { Waiver } from '../settings/waiver';
import { clearPassing } from './status-line';

/** Set on the root of an app that is to write nothing to standard error. */
export const QUIET = Symbol.for('cdk8s-pod-patterns.quiet');

/** What each app was warned of. */
const told = new WeakMap<IConstruct, Set<string>>();

/**
 * What a construct's validation says of what was found: its errors. Warnings go to standard error, once each. What is waived, in
 * the code or by an annotation, is left out.
 *
 * @param together whether they were found by looking at all objects together; those of one object by itself are told apart from them
 */
export function reported(construct: IConstruct, findings: Finding[], manifest: any, together = false): string[] {
  const errors: string[] = [];
  const waivers = annotated(manifest);
  if (findings.length === 0 && waivers.length === 0) {
    return errors;
  }
  const wasAsked = (rule: string): boolean =>
    looksTogether(rule) === together &&
    !rule.startsWith('advice/') &&
    (!rule.startsWith('pod-security/') || PodSecurity.of(construct) !== undefined);
  for (const finding of inOrder(manifest, withoutWaived(findings, waivers, wasAsked))) {
    if (Waiver.covers(construct, finding.rule)) {
      continue;
    }
    if (finding.severity === 'error') {
      errors.push(message(finding));
    } else if (finding.severity !== 'advice') {
      warn(construct, `warning: [${construct.node.path}] ${message(finding)}`);
    }
  }
  return errors;
}

/** Writes a line to standard error, once for an app, unless the app is to be quiet. */
export function warn(construct: IConstruct, line: string): void {
  const { root } = construct.node;
  const lines = told.get(root) ?? new Set();
  told.set(root, lines);
  if (!lines.has(line) && (root as any)[QUIET] !== true) {
    lines.add(line);
    clearPassing();
    process.stderr.write(`${line}\n`);
  }
}
