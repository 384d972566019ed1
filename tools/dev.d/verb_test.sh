# SPDX-License-Identifier: Apache-2.0
# every unit, contract and process test under ASan and UBSan; arguments go to ctest (-R name)

verb_test() {
  need_packages build test
  need_node
  build_preset asan
  strict_sanitizers
  run_ctest asan "$@"
}

# Verbose underneath, so that the process tests' own figures (kills=4 workers=1 acked=… lost=0) are shown although
# they passed; the output of a test that fails is shown whole.
run_ctest() {
  local preset=$1
  shift
  ctest --test-dir "build/$preset" --no-tests=error -j2 -V "$@" | awk -f tools/dev.d/ctest_output.awk
}
