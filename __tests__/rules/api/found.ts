import { apiFindings as api } from '../../../rules/check/check';

/** A small pod with more in its spec, and in its container. */
export function pod(spec: any = {}, container: any = {}, metadata: any = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...metadata },
    spec: { containers: [{ name: 'c', image: 'nginx:1.27', ...container }], ...spec },
  };
}

/** What the rules find: the place and the type of each error, the place and the rule of each warning. */
export function found(object: any, version = '1.37', struct = 'Pod'): string[] {
  return api(object, version, struct).map(
    ({ path, type, severity, rule }) => `${path} ${severity === 'error' ? type?.replace('FieldValue', '') : rule}`,
  );
}
