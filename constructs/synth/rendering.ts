/** What was rendered since a synthesis began; nothing is kept outside of one. */
let kept: Map<object, unknown> | undefined;

/** Does a synthesis, during which each object is rendered once: what its check rendered is what is written. */
export function duringSynthesis<T>(run: () => T): T {
  const outer = kept;
  kept = new Map();
  try {
    return run();
  } finally {
    kept = outer;
  }
}

/** Renders an object, or takes what was rendered since the synthesis began. */
export function renderedOnce<T>(object: object, render: () => T): T {
  if (kept === undefined) {
    return render();
  }
  const before = kept.get(object);
  if (before !== undefined) {
    return before as T;
  }
  const rendered = render();
  kept.set(object, rendered);
  return rendered;
}

/** Has an object rendered anew when it is asked for next, since it was changed. */
export function changed(object: object): void {
  kept?.delete(object);
}
