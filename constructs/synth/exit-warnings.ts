import { IConstruct } from 'constructs';
import * as process from 'process';
import { AppState } from './app-state';
import { folded } from './message';
import { constructsIn } from './object-graph';

// the types that jsii compiles with have no WeakRef
declare class WeakRef<T extends object> {
  public constructor(target: T);
  public deref(): T | undefined;
}

let apps: WeakRef<IConstruct>[] | undefined;

/** Warns at the end of the process if an app was not written, or if the code changed it or failed after it was written. */
export function warnOnExit(app: IConstruct): void {
  if (apps === undefined) {
    const watched: WeakRef<IConstruct>[] = [];
    process.on('exit', (status) => printWarnings(watched, status));
    apps = watched;
  }
  apps.push(new WeakRef(app));
}

function printWarnings(watched: readonly WeakRef<IConstruct>[], status: number): void {
  const messages = watched.flatMap((reference) => {
    const construct = reference.deref();
    const text = construct && warningOf(construct, status);
    return construct === undefined || text === undefined ? [] : [{ construct, text }];
  });
  folded(messages).forEach((text) => process.stderr.write(`warning: ${text}\n`));
}

function warningOf(app: IConstruct, status: number): string | undefined {
  const { quiet, isValidated, written } = AppState.of(app);
  if (quiet) {
    return undefined;
  }
  if (written === undefined) {
    const isForgotten = status === 0 && !isValidated && app.node.children.length > 0;
    return isForgotten
      ? 'no file is written, because the code does not call synth(). Call synth() at the end.'
      : undefined;
  }
  if (status !== 0) {
    return `the code failed after synth() wrote ${written.folder}. Call synth() at the end: await asynchronous code before it.`;
  }
  const added = constructsIn(app).length - written.constructs;
  return added > 0
    ? `the code added ${added} construct${added === 1 ? '' : 's'} after synth() wrote ${written.folder}, which does not contain them. ` +
        'Call synth() at the end: await asynchronous code before it.'
    : undefined;
}
