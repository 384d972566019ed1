# SPDX-License-Identifier: Apache-2.0
# [--smoke]: the release binary and real Chromium: people sign in and talk; other arguments go to playwright

verb_e2e() {
  # The short list that CI runs: the tests with the tag @smoke.
  if [[ ${1:-} == --smoke ]]; then
    shift
    set -- --grep @smoke "$@"
  fi
  need_packages build e2e
  verb_build
  need_web_packages
  # A subshell, so that the server and its data go away with it however the tests end.
  (
    data=$(mktemp -d)
    server=
    # shellcheck disable=SC2064
    trap 'stop_server; rm -rf "$data"' EXIT
    export HEARTLINK_E2E_PASSWORD=correct-horse-42
    create_people "$data"
    start_server "$data"
    cd web
    npm run --silent e2e -- "$@"
  )
}

create_people() {
  local binary=build/release/heartlink name
  for name in alice bob; do
    printf '%s\n' "$HEARTLINK_E2E_PASSWORD" | "$binary" user create "$name" --password-stdin --data "$1"
  done
  "$binary" room create test-room-123 --user1 alice --data "$1"
}

# Sets HEARTLINK_URL once /readyz answers; fails with the log when it does not within 10 s.
start_server() {
  local port
  port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
    console.log(s.address().port); s.close() })')
  build/release/heartlink serve --listen "127.0.0.1:$port" --data "$1" >"$1/server.log" 2>&1 &
  server=$!
  export HEARTLINK_URL=http://127.0.0.1:$port
  if ! node tools/dev.d/wait_ready.mjs "$HEARTLINK_URL/readyz"; then
    cat "$1/server.log" >&2
    return 1
  fi
}

stop_server() {
  [[ -n $server ]] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" || true
}
