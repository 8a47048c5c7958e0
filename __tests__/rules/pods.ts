import { check } from '../../rules/check/check';
import { checkOutput } from '../../rules/check/check-output';
import { Finding } from '../../rules/finding';

/** The findings about run time in objects that are applied together. */
export function runtimeFindings(...objects: any[]): Finding[] {
  const together = checkOutput(objects);
  return objects
    .flatMap((object) => [...check(object, { version: '1.37' }), ...(together.get(object) ?? [])])
    .filter(({ rule }) => rule.startsWith('runtime/'));
}

/** The same, each as its severity, rule and path. */
export function found(...objects: any[]): string[] {
  return runtimeFindings(...objects).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}

/** A pod with one container, or with the containers of a spec. */
export function podOf(container: any, spec: any = {}): any {
  const containers = [{ name: 'app', image: 'shop:1.0', ...container }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers, ...spec } };
}

/** The severity and the place of each finding of a rule in a pod with this container. */
export function places(rule: string, container: any, spec: any = {}): string[] {
  const findings = runtimeFindings(podOf(container, spec));
  return findings.filter((one) => one.rule === `runtime/${rule}`).map(({ severity, path }) => `${severity} ${path}`);
}
