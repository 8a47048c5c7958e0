import { valueAtPath } from '../../manifest/yaml/json-path';
import { Finding } from '../finding';
import { imageReference } from '../runtime';

/**
 * Placeholders of common tools: `${TAG}` (envsubst), `{{ tag }}` (templates), `<IMAGE>` (documentation), `$(TAG)` (kustomize, Tekton),
 * `@@TAG@@`, `%TAG%`, `__TAG__`, `{TAG}` and `$TAG`.
 */
const PLACEHOLDER =
  /\$\{[^}\n]{1,100}\}|\{\{[^}\n]{1,200}\}\}|<[A-Za-z][\w .:/-]{0,100}>|\$\([\w.-]{1,100}\)|@{1,2}[A-Z][A-Z0-9_]{0,60}@{1,2}|%[A-Z][A-Z0-9_]{0,60}%|__[A-Z][A-Z0-9_]{0,60}__|\{[A-Z][A-Z0-9_]{0,60}\}|\$[A-Z][A-Z0-9_]{0,60}/;

/** Fields in which `$(NAME)` and `${NAME}` have a meaning: values of variables, and programs for a shell. */
const WITH_VARIABLES = /\.(command|args)(\[\d+\])?$|\.env\[\d+\]\.value$|\.subPathExpr$/;

/**
 * Separates the findings about placeholders, and those that follow from them: the values are not the ones that will be applied. Findings
 * about images stay: the API server accepts such an image, so the file can be applied as it is, and the pod does not start.
 */
export function splitPlaceholders<F extends Finding>(object: unknown, findings: readonly F[]): SplitFindings<F> {
  const placeholders = findings.map((finding) => placeholderOf(object, finding));
  const i = placeholders.findIndex((text) => text !== undefined);
  if (i < 0) {
    return { others: findings };
  }
  const paths = findings.filter((_, k) => placeholders[k] !== undefined).map(({ path }) => path);
  const others = findings.filter(
    ({ path, rule }, k) =>
      rule === imageReference.id ||
      (placeholders[k] === undefined && !paths.some((below) => below.startsWith(`${path}.`))),
  );
  return { others, first: findings[i], text: placeholders[i] };
}

/** Findings, of which some are about placeholders. */
interface SplitFindings<F> {
  readonly others: readonly F[];
  /** The first finding about a placeholder, and the placeholder. */
  readonly first?: F;
  readonly text?: string;
}

function placeholderOf(object: unknown, { path, what }: Finding): string | undefined {
  if (WITH_VARIABLES.test(path)) {
    return undefined;
  }
  const value = valueAtPath(object, path);
  const matches = [what, path, typeof value === 'string' ? value : ''].map((text) => PLACEHOLDER.exec(text)?.[0]);
  return matches.find((match) => match !== undefined);
}
