# SPDX-License-Identifier: Apache-2.0
#
# need_node: a Node that the web build accepts. Debian 12 has 18, Vite needs 20.19; where the system's is older, a
# pinned one from npm's `node` package goes into .tools/ and first into PATH. Nothing outside the tree is changed.

node_pinned=22.23.3

need_node() {
  export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 # the tests use Debian's Chromium
  if node_is_new_enough; then return 0; fi
  if [[ ! -x .tools/node_modules/.bin/node ]]; then
    echo "dev: installing node $node_pinned into .tools/ (the system's $(node --version) is older than 20.19)"
    npm install --prefix .tools --no-audit --no-fund --loglevel=error "node@$node_pinned"
  fi
  PATH="$PWD/.tools/node_modules/.bin:$PATH"
  export PATH
  if ! node_is_new_enough; then
    echo "dev: $(command -v node) is $(node --version); 20.19 or newer is needed" >&2
    return 1
  fi
}

node_is_new_enough() {
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'
}

# The packages of the web client, for verbs that use them without a build of the binary.
need_web_packages() {
  need_node
  cmake -D "WEB=$PWD/web" -D "OUT=$PWD/build/web" -D "NPM=$(command -v npm)" -P cmake/web_build.cmake
}
