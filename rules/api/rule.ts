import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';

/** Looks at one struct of a pod: what it holds, and where it stands. */
export type Check = (value: any, at: Place, pod: Inspection) => void;

/**
 * A rule of the API server: by the name of a struct of the schema (`ContainerPort`), what is to be seen of every such struct of a pod; or
 * of those alone that have a field (`Container.ports`), or one of several (`PodSpec.hostname|subdomain`): most fields are not there.
 */
export type ApiRule = Readonly<Record<string, Check>>;
