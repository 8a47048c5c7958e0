/**
 * A number with a fraction or an exponent as the key of a map: kubectl writes the shortest text that is the same number of 32 bits.
 * @see https://github.com/kubernetes-sigs/yaml/blob/v1.6.0/yaml.go
 */
export function floatKey(number: number): string {
  const single = Math.fround(number);
  if (!Number.isFinite(single)) {
    return Number.isNaN(single) ? '.nan' : single > 0 ? '.inf' : '-.inf';
  }
  let text = '';
  for (let digits = 0; digits === 0 || Math.fround(Number(text)) !== single; digits++) {
    text = single.toExponential(digits);
  }
  const [mantissa, exponent] = text.split('e');
  if (Number(exponent) < -4 || Number(exponent) > 5) {
    return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  return Object.is(single, -0) ? '-0' : String(Number(text));
}
