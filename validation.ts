import * as fs from 'fs';
import { objectsInText } from './manifest/yaml/objects-in-text';
import { decode, isConstructMetadata } from './manifest/yaml/read';
import { examine, Located, Problem } from './rules/check/examine';
import { examineFolders, ReadFile } from './rules/check/examine-folders';
import { Linter, LintOptions } from './rules/check/lint';
import { unreadable } from './rules/check/rules';
import { definitionsInText } from './rules/check/schema-sources';
import { override, readSettings, settingsOf } from './rules/check/settings';
import { safe } from './util/safe-text';

/** Options of `PodValidation`: the settings of `cdk8s-pods lint`. They override those of the file `.cdk8s-pods.yaml`. */
export interface PodValidationProps extends Omit<LintOptions, 'waive'> {
  /**
   * Rules to ignore in all objects, each with a reason.
   *
   * @default - none
   */
  readonly waive?: { readonly rule: string; readonly reason: string }[];
}

/** The part that `PodValidation` uses of the argument that cdk8s passes to a validation. */
export interface PodValidationContext {
  /** The files that the app wrote. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
  };
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }[];
}

/**
 * The rules as a validation plugin of cdk8s, for `validations:` in the cdk8s.yaml of any cdk8s app. Synth fails if there are errors.
 * Warnings are only listed, because cdk8s has no severities.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class PodValidation {
  private readonly linter: Linter;

  /** @throws if a property is invalid */
  public constructor(properties: PodValidationProps = {}) {
    this.linter = new Linter(override(readSettings(), settingsOf(properties, 'PodValidation')));
  }

  /** Checks all manifests, and submits the report. */
  public async validate({ manifests, report }: PodValidationContext): Promise<void> {
    const files = manifests.filter((name) => !isConstructMetadata(name));
    this.linter.learnSchemas(definitionsOf(files));
    this.linter.askRegistries(objectsOf(files));
    const read: ReadFile[] = [];
    const unread: Problem[] = [];
    for (const file of files) {
      try {
        const text = decode(fs.readFileSync(file), 'it');
        read.push({ text, folder: '', examined: examine(text, file, this.linter) });
      } catch (error) {
        unread.push({ file, message: (error as Error).message });
      }
    }
    // all files of an app are applied together
    const examined = examineFolders(read, this.linter);
    const problems = unread.concat(examined.flatMap((file) => file.problems));
    const findings = examined.flatMap(({ objects }) => objects.flatMap((object) => object.findings));
    problems.forEach((problem) => report.addViolation(unreadableViolation(problem)));
    findings.forEach((finding) => report.addViolation(violation(finding)));
    const failed = problems.length > 0 || findings.some(({ severity }) => severity === 'error');
    report.submit(failed ? 'failure' : 'success');
  }
}

function violation({ rule, severity, object, path, file, line, column, what, why, fix }: Located): Violation {
  return {
    ruleName: severity === 'error' ? rule : `${rule} (${severity})`,
    recommendation: safe([what, why].filter((part) => part !== '').join(' ')),
    fix: safe(fix),
    violatingResources: [
      {
        // cdk8s finds the construct by this name
        resourceName: safe(object.name ?? ''),
        locations: [safe(`${path} (line ${line}, column ${column})`)],
        manifestPath: safe(file),
      },
    ],
  };
}

/** The objects of files. A file that cannot be read is reported later. */
function* objectsOf(
  files: readonly string[],
  objectsIn: (text: string) => Iterable<object> = objectsInText,
): Generator<object> {
  for (const file of files) {
    try {
      yield* objectsIn(decode(fs.readFileSync(file), 'it'));
    } catch {
      continue;
    }
  }
}

/** The CustomResourceDefinitions of files. */
function definitionsOf(files: readonly string[]): Iterable<object> {
  return objectsOf(files, (text) => definitionsInText(text));
}

function unreadableViolation({ file, line = 1, message }: Problem): Violation {
  return {
    ruleName: unreadable.id,
    recommendation: safe(message),
    fix: 'Correct the file at this line.',
    violatingResources: [{ resourceName: '', locations: [`line ${line}`], manifestPath: safe(file) }],
  };
}
