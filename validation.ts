import * as fs from 'fs';
import { examine, Located, Problem } from './rules/check/examine';
import { settingsOf } from './rules/check/settings';
import { decode, isConstructMetadata } from './manifest/yaml/read';
import { LintOptions, RuleSet } from './rules/check/lint';

/** Settings of `PodValidation`: what `cdk8s-pods lint` takes in its file of settings. */
export interface PodValidationProps {
  /** @default '1.27' */
  readonly target?: string;

  /** @default - none */
  readonly podSecurity?: string;

  /** @default 'warning' */
  readonly severity?: 'error' | 'warning' | 'advice';

  /** @default - none */
  readonly waive?: { readonly rule: string; readonly reason: string }[];
}

/** What cdk8s hands to a validation: as much of it as is used here. */
export interface PodValidationContext {
  /** The files that were written. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: {
      readonly ruleName: string;
      readonly recommendation: string;
      readonly fix: string;
      readonly violatingResources: readonly {
        readonly resourceName: string;
        readonly locations: readonly string[];
        readonly manifestPath: string;
      }[];
    }): void;
    submit(status: 'success' | 'failure', metadata?: { readonly [key: string]: string }): void;
  };
}

/**
 * The rules as a validation plugin of cdk8s, for any cdk8s app, in `cdk8s.yaml`. An error fails the synth; a warning is only listed,
 * since cdk8s knows no severities.
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class PodValidation {
  private readonly rules: RuleSet;

  /** @throws when the properties are not settings */
  public constructor(properties: PodValidationProps = {}) {
    this.rules = new RuleSet(settingsOf(properties, 'PodValidation') as LintOptions);
  }

  /** Puts all manifests to the rules, and submits the report. */
  public async validate({ manifests, report }: PodValidationContext): Promise<void> {
    let failed = false;
    for (const file of manifests.filter((name) => !isConstructMetadata(name))) {
      for (const found of this.look(file)) {
        const isProblem = 'message' in found;
        failed ||= isProblem || found.severity === 'error';
        report.addViolation(isProblem ? unreadable(found) : violation(found));
      }
    }
    report.submit(failed ? 'failure' : 'success');
  }

  private look(file: string): (Located | Problem)[] {
    try {
      const { objects, problems } = examine(decode(fs.readFileSync(file), 'it'), file, this.rules);
      return [...problems, ...objects.flatMap(({ findings }) => findings)];
    } catch (error) {
      return [{ file, message: (error as Error).message }];
    }
  }
}

type Violation = Parameters<PodValidationContext['report']['addViolation']>[0];

function violation({ rule, severity, object, path, file, line, column, what, why, fix }: Located): Violation {
  return {
    ruleName: severity === 'error' ? rule : `${rule} (${severity})`,
    recommendation: [what, why].filter((part) => part !== '').join(' '),
    fix,
    violatingResources: [
      // cdk8s finds the construct by this name
      { resourceName: object.name ?? '', locations: [`${path} (line ${line}, column ${column})`], manifestPath: file },
    ],
  };
}

function unreadable({ file, line = 1, message }: Problem): Violation {
  return {
    ruleName: 'unreadable',
    recommendation: message,
    fix: 'Mend the file.',
    violatingResources: [{ resourceName: '', locations: [`line ${line}`], manifestPath: file }],
  };
}
