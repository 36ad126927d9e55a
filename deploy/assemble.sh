#!/bin/sh
# Makes a folder that runs: ./deploy/assemble.sh TARGET. What the Dockerfile does, and what a server without containers does; needs no root.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
target=${1:?where to put the program}
node_major=$(node -p 'process.versions.node.split(".")[0]')
[ "$node_major" -ge 20 ] || { echo "Node 20 or later is needed to install" >&2; exit 1; }

# 1. The web app, built with the development packages, in the checkout itself.
cd "$source"
node --input-type=module -e "
  const { ensureInstalled, ensureBuilt } = await import('$source/bin/installed.js');
  await ensureInstalled();
  await ensureBuilt();
"

# 2. What runs, and nothing else: no tests, no sources of the web app.
mkdir -p "$target"
tar -cf - \
  --exclude='*.test.ts' --exclude='*.test.tsx' --exclude='*.fixture.ts' --exclude='node_modules' --exclude='.sources' \
  package.json package-lock.json .npmrc LICENSE README.md bin database \
  contract/package.json contract/src formats/package.json formats/src texts/package.json texts/src \
  server/package.json server/src ui/package.json web/package.json web/dist $([ -d client ] && echo client/package.json) \
  | tar -xf - -C "$target"

# 3. The packages it runs with, exactly as the lockfile names them.
cd "$target"
npm install --no-save --omit=dev --workspace server --include-workspace-root --no-audit --no-fund --loglevel=error

# 4. It must be able to say its version.
node bin/quitus.js --version
