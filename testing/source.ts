import { IConstruct } from 'constructs';
import { AppState, ConstructFinding } from '../constructs/synth/app-state';
import { constructsIn } from '../constructs/synth/object-graph';
import { Progress } from '../constructs/synth/progress';
import { renderApp, RenderedApp } from '../constructs/synth/render-app';
import type { KubernetesObject } from '../kubernetes/kinds';
import { itemsOf, objectsIn } from '../manifest/yaml/k8s-list';
import { objectsInText } from '../manifest/yaml/objects-in-text';
import { examine } from '../rules/check/examine';
import { checkLintOptions, Linter, LintOptions, objectOf } from '../rules/check/lint';
import { override, readSettings } from '../rules/check/settings';
import type { Finding } from '../rules/finding';
import { safeLines } from '../util/safe-text';
import { ManifestFinding, VALIDATION } from './manifest-finding';

/** Rendered manifests, and the findings about them. */
export interface ManifestSource {
  /** The manifests in the order in which they are written. */
  readonly manifests: readonly unknown[];
  /** The objects; the items of a `List` one by one. */
  readonly objects: readonly KubernetesObject[];
  readonly findings: readonly ManifestFinding[];
}

/** Renders and checks the whole app of a construct, as `PodApp` does. It returns what is in the construct. */
export function sourceOfConstruct(construct: IConstruct): ManifestSource {
  const { root } = construct.node;
  const state = AppState.of(root);
  let rendered: RenderedApp | undefined;
  let failure: unknown;
  const collected = state.collecting(() => {
    try {
      rendered = state.renderingOnce(() => renderApp(root, new Progress('quiet', state.statusLine)));
    } catch (error) {
      failure = error;
    }
  });
  if (rendered === undefined) {
    throw failure;
  }
  const inside = new Set(constructsIn(construct));
  const manifests = rendered.charts
    .flatMap(({ objects }) => objects)
    .filter((object) => inside.has(object.construct))
    .map(({ manifest }) => manifest);
  const findings = rendered.errors
    .map(({ construct: owner, text }): ConstructFinding => ({ construct: owner, finding: validationFinding(text) }))
    .concat(collected)
    .filter((one) => inside.has(one.construct))
    .map(ofConstruct);
  return { manifests, objects: manifests.flatMap(objectsIn), findings };
}

/** An error of the validation of another construct. */
function validationFinding(text: string): Finding {
  return { rule: VALIDATION, severity: 'error', path: '', what: text, why: '', fix: '' };
}

function ofConstruct({ construct, finding, manifest }: ConstructFinding): ManifestFinding {
  const isObject = manifest !== undefined && itemsOf(manifest)[0]?.broken === undefined;
  return { ...finding, construct: construct.node.path, ...(isObject ? { object: objectOf(manifest) } : {}) };
}

/**
 * Reads and checks YAML, as `cdk8s-pods lint` does.
 * @throws if the text is not YAML, or contains other things than Kubernetes objects
 */
export function sourceOfYaml(text: string, options: LintOptions): ManifestSource {
  checkLintOptions('Manifests.of', options);
  const linter = new Linter(override(readSettings(), options));
  const read = [...objectsInText(text)];
  linter.learnSchemas(read);
  linter.askRegistries(read);
  const ofOutput = linter.outputFindings(read);
  const { objects: examined, problems } = examine(
    text,
    'YAML',
    linter,
    read.map((object) => ofOutput.get(object) ?? []),
  );
  if (problems.length > 0) {
    const fix = /\n./.test(text.trim()) ? '' : ' Pass the content of a file, not its name.';
    const texts = problems.map(({ line = 1, message }) => `line ${line}: ${message}`);
    throw new Error(safeLines(`Manifests.of: the YAML cannot be read.${fix}\n  ${texts.join('\n  ')}`));
  }
  const objects = examined.map(({ value }) => value as KubernetesObject);
  return { manifests: objects, objects, findings: examined.flatMap((one) => one.findings).map(ofLine) };
}

/** A finding without its place in the text. */
function ofLine({ rule, severity, type, path, what, why, fix, object }: ManifestFinding): ManifestFinding {
  return { rule, severity, ...(type === undefined ? {} : { type }), path, what, why, fix, object };
}
