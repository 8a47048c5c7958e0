/** How many answers are kept, and of how long texts: they are names and amounts, of which the same few stand all over an app. */
const MOST = 1000;
const LONGEST = 100;

/** A question about a name or an amount that remembers its answers: each takes a while to find. */
export function remembered<Q extends string | number, A>(answer: (question: Q) => A): (question: Q) => A {
  const known = new Map<Q, A | typeof NONE>();
  return (question) => {
    const before = known.get(question);
    if (before !== undefined) {
      return before === NONE ? (undefined as A) : before;
    }
    const found = answer(question);
    if (typeof question === 'number' || question.length <= LONGEST) {
      if (known.size === MOST) {
        known.clear();
      }
      known.set(question, found ?? NONE);
    }
    return found;
  };
}

/** An answer that is none. */
const NONE = Symbol('none');
