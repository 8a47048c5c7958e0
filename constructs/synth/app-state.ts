import { IConstruct } from 'constructs';
import * as process from 'process';
import { ConstructProperty } from '../settings/construct-property';
import { Rendering } from './rendering';
import { StatusLine } from './status-line';

const STATE = new ConstructProperty<AppState>('AppState');

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
  private readonly warnings = new Set<string>();
  private renderings: Map<IConstruct, Rendering> | undefined;

  /** Prints a warning on standard error, once for each app. */
  public warn(warning: string): void {
    if (!this.quiet && !this.warnings.has(warning)) {
      this.warnings.add(warning);
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
    }
  }

  /** Renders an object, or returns what it rendered before in the same synth. */
  public rendered(object: IConstruct, render: () => Rendering): Rendering {
    const rendering = this.renderings?.get(object) ?? render();
    this.renderings?.set(object, rendering);
    return rendering;
  }

  /** Makes an object render again, because it has changed. */
  public forgetRendering(object: IConstruct): void {
    this.renderings?.delete(object);
  }
}
