/**
 * How the answers of two checkouts differ: each difference with the rule that it is about, the change, and an example.
 *
 * A change is `missing`, `added`, `moved` (the order), `severity`, `type`, `path`, or `YAML`. The messages of a synth do not name a rule:
 * their rule is `synth` and the field path.
 */
exports.differences = (before, after) =>
  Object.keys(before).flatMap((way) => {
    const ofFindings = changes(before[way].findings, after[way].findings);
    const [one, other] = [before[way].yaml, after[way].yaml];
    const found = one === other ? ofFindings : [...ofFindings, { rule: 'all', change: 'YAML', ...lines(one, other) }];
    return found.map((difference) => ({ ...difference, example: `${way}: ${difference.example}` }));
  });

const RULE = 0;
const CHANGES = { severity: 1, type: 2, path: 3 };

function changes(before, after) {
  const missing = without(before, after);
  const added = without(after, before);
  const found = [];
  for (const one of missing) {
    const change = Object.keys(CHANGES).find((name) => added.some((other) => isSameBut(one, other, CHANGES[name])));
    if (change === undefined) {
      found.push(difference(one, 'missing', text(one)));
      continue;
    }
    const i = added.findIndex((other) => isSameBut(one, other, CHANGES[change]));
    found.push(difference(one, change, `${text(one)} -> ${text(added[i])}`));
    added.splice(i, 1);
  }
  found.push(...added.map((one) => difference(one, 'added', text(one))));
  const [left, right] = [without(before, missing), without(after, without(after, before))];
  const i = left.findIndex((one, at) => text(one) !== text(right[at]));
  return i < 0 ? found : [...found, difference(left[i], 'moved', `${text(right[i])} comes before ${text(left[i])}`)];
}

const text = (finding) => finding.filter((part) => part !== '').join(' ');

const isSameBut = (one, other, field) => one.every((part, i) => (part === other[i]) !== (i === field));

function difference(finding, change, example) {
  const place = finding[CHANGES.path].replace(/\[[^\]]*\]/g, '[]');
  return { rule: finding[RULE] === 'synth' ? `synth ${place}` : finding[RULE], change, example };
}

/** The findings of one list that another lacks, with regard to how often each occurs. */
function without(list, others) {
  const left = new Map();
  others.map(text).forEach((one) => left.set(one, (left.get(one) ?? 0) + 1));
  return list.filter((one) => {
    const count = left.get(text(one)) ?? 0;
    left.set(text(one), count - 1);
    return count <= 0;
  });
}

/** The first lines in which two texts differ. */
function lines(one, other) {
  const [left, right] = [one.split('\n'), other.split('\n')];
  const i = left.findIndex((line, at) => line !== right[at]);
  const at = i < 0 ? left.length : i;
  return { example: `line ${at + 1}: ${left[at]} -> ${right[at]}` };
}
