import { IConstruct } from 'constructs';
import * as process from 'process';
import { Finding, message } from '../../rules/finding';
import { RegistryImages } from '../../rules/model/registry-images';
import { ConstructProperty } from '../settings/construct-property';
import { CreatedAt } from './created-at';
import { folded, keyOf, Message } from './message';
import { Manifest, Rendering } from './rendering';
import { StatusLine } from './status-line';

const STATE = new ConstructProperty<AppState>('AppState');

/** Limits the cost: a place costs about 4 µs, 5 % of the synth of a small pod. Apps with more objects create them in loops. */
const MAX_PLACES = 3000;

/** A finding about a construct, or about an object that it renders. */
export interface ConstructFinding {
  readonly construct: IConstruct;
  readonly finding: Finding;
  readonly manifest?: Manifest;
}

/** What synth remembers about an app. */
export class AppState {
  /** The state of the app that a construct is in. */
  public static of(construct: IConstruct): AppState {
    const { root } = construct.node;
    const known = STATE.of(root);
    if (known !== undefined) {
      return known;
    }
    const state = new AppState();
    STATE.set(root, state);
    return state;
  }

  /** Whether to print nothing. */
  public quiet = false;
  public readonly statusLine = new StatusLine();
  /** Whether the app was validated: by `PodApp`, or by a function of cdk8s such as `Testing.synth`. */
  public isValidated = false;
  /** What registries answered about the images, if `PodApp` asked them. */
  public images: RegistryImages | undefined;
  /** What the last synth of `PodApp` wrote. */
  public written: { readonly folder: string; readonly constructs: number } | undefined;
  /** The constructs of each warning. */
  private readonly warnings = new Map<string, Set<IConstruct>>();
  private unprinted: Message[] = [];
  private recorded = 0;
  private collected: ConstructFinding[] | undefined;
  private renderings: Map<IConstruct, Rendering> | undefined;

  /** Whether `PodApp` synthesizes the app: it prints all warnings, and throws all errors, at the end. */
  public get isSynthesizing(): boolean {
    return this.renderings !== undefined;
  }

  /** Records where the user's code creates an object. */
  public recordPlace(object: IConstruct, callee: Parameters<typeof CreatedAt.record>[1]): void {
    if (this.recorded++ < MAX_PLACES) {
      CreatedAt.record(object, callee);
    }
  }

  /**
   * Reports a finding: it returns the message of an error, and prints a warning.
   * @param manifest the object of the finding, if it is about an object
   */
  public report(construct: IConstruct, finding: Finding, manifest?: Manifest): string[] {
    if (this.collected !== undefined) {
      this.collected.push({ construct, finding, manifest });
    } else if (finding.severity === 'error') {
      return [message(finding)];
    } else if (finding.severity === 'warning') {
      this.warn(construct, message(finding));
    }
    return [];
  }

  /** Runs a check, and returns the findings that it reports, in place of throwing and printing them. */
  public collecting(check: () => void): ConstructFinding[] {
    const outer = this.collected;
    const collected: ConstructFinding[] = [];
    this.collected = collected;
    try {
      check();
    } finally {
      this.collected = outer;
    }
    return collected;
  }

  /**
   * Prints a warning on standard error, once for each app. Equal warnings are folded: `PodApp` prints them at the end of its synth. In
   * other apps, which have no such end, the first one is printed at once, and the others after the synth.
   */
  private warn(construct: IConstruct, text: string): void {
    const message = { construct, text };
    const key = keyOf(message);
    const known = this.warnings.get(key);
    if (this.quiet || known?.has(construct)) {
      return;
    }
    this.warnings.set(key, (known ?? new Set()).add(construct));
    if (!this.isSynthesizing && known === undefined) {
      this.print([message]);
    } else if (this.unprinted.push(message) === 1 && !this.isSynthesizing) {
      process.nextTick(() => this.printWarnings());
    }
  }

  private printWarnings(): void {
    this.print(this.unprinted);
    this.unprinted = [];
  }

  private print(warnings: readonly Message[]): void {
    for (const warning of folded(warnings)) {
      this.statusLine.clear();
      process.stderr.write(`warning: ${warning}\n`);
    }
  }

  /** Runs a synth in which each object renders once, so that what is checked is what is written. */
  public renderingOnce<T>(synth: () => T): T {
    const outer = this.renderings;
    this.renderings = new Map();
    try {
      return synth();
    } finally {
      this.renderings = outer;
      this.printWarnings();
    }
  }

  /** Renders an object, or returns what it rendered before in the same synth. */
  public rendered(object: IConstruct, render: () => Rendering): Rendering {
    const known = this.renderings?.get(object);
    if (known !== undefined) {
      return known;
    }
    const rendering = render();
    this.renderings?.set(object, rendering);
    return rendering;
  }

  /** Makes an object render again, because it has changed. */
  public forgetRendering(object: IConstruct): void {
    this.renderings?.delete(object);
  }
}
