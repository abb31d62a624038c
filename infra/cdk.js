#!/usr/bin/env node
// What `npx cdk` runs on a fresh clone: installs the CDK CLI that the lock file pins, once, and runs it. Without this,
// npx would fetch the registry's latest version.
'use strict';

const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const cli = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');

if (!existsSync(cli)) {
  console.error('Installing the AWS CDK CLI that package-lock.json pins…');
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (install.status !== 0) {
    console.error('`npm ci` failed: see above, and run it by hand');
    process.exit(install.status ?? 1);
  }
}
require(cli);
