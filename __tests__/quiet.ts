/** Warnings of what a test makes are not for whoever runs the tests: a test that is about them looks at them itself. */
const write = process.stderr.write.bind(process.stderr);

process.stderr.write = ((text: any, ...rest: any[]) =>
  String(text).startsWith('warning: ') || write(text, ...rest)) as typeof process.stderr.write;
