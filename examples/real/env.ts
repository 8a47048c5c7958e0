import { EnvVar } from '../../index';

const variables = (of: Record<string, string>, source: (value: string) => Omit<EnvVar, 'name'>): EnvVar[] =>
  Object.entries(of).map(([name, value]) => ({ name, ...source(value) }));

/** Environment variables with values. */
export const values = (of: Record<string, string>) => variables(of, (value) => ({ value }));

/** Environment variables from fields of the pod. */
export const fields = (of: Record<string, string>) =>
  variables(of, (fieldPath) => ({ valueFrom: { fieldRef: { fieldPath } } }));

/** Environment variables from keys of a Secret. */
export const secrets = (name: string, of: Record<string, string>, optional?: boolean) =>
  variables(of, (key) => ({ valueFrom: { secretKeyRef: { name, key, optional } } }));
