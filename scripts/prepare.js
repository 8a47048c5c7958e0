// Builds the library when another project installs the package from git: npm then runs the script `prepare`. npm also runs it after
// `npm ci` in a clone, where nothing needs the build. npm sets INIT_CWD to the folder of its command.
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const root = path.dirname(__dirname);

if (process.env.INIT_CWD !== root) {
  // for a global installation, as pre-commit makes, npm does not install the packages that the build needs
  if (!fs.existsSync(path.join(root, 'node_modules', 'typescript'))) {
    const options = ['--no-global', '--location=project', '--include=dev', '--ignore-scripts', '--install-links=false'];
    execFileSync('npm', ['ci', ...options], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  }
  require('./build');
}
