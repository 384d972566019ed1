# SPDX-License-Identifier: Apache-2.0
# what .ci/run calls: check, test, every statement on a real PostgreSQL, release build, fault --smoke, e2e --smoke

verb_ci() {
  local began=$SECONDS
  # Each step is a process of its own: its `set -e` holds, and its environment ends with it.
  ci_step 'check' ./dev check
  ci_step 'test' ./dev test
  ci_step 'postgres' ci_postgres
  ci_step 'release build' ./dev build
  ci_step 'fault smoke' ./dev fault --smoke
  ci_step 'e2e smoke' ./dev e2e --smoke
  echo "ci: all steps passed in $((SECONDS - began)) s"
}

ci_step() {
  local name=$1 began=$SECONDS
  shift
  echo "::: $name"
  "$@"
  echo "::: $name passed in $((SECONDS - began)) s"
}

ci_postgres() {
  need_packages build test postgres
  need_node
  build_preset asan prepare_check
  strict_sanitizers
  tests/postgres/run build/asan/tests/prepare_check
}
