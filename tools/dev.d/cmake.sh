# SPDX-License-Identifier: Apache-2.0
#
# build_preset PRESET [TARGET…]: configure once, build. ninja runs CMake again by itself when its files change.

build_preset() {
  local preset=$1 target targets=()
  shift
  for target in "$@"; do targets+=(--target "$target"); done
  if [[ ! -f build/$preset/build.ninja ]]; then
    cmake --preset "$preset" -Wno-dev
  fi
  cmake --build "build/$preset" --parallel "$(nproc)" "${targets[@]}"
}

# A sanitizer's finding is a failure, whoever reads the exit code.
strict_sanitizers() {
  local common="exitcode=99:external_symbolizer_path=$(command -v llvm-symbolizer-19)"
  export ASAN_OPTIONS=$common:detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1
  export LSAN_OPTIONS=$common
  export UBSAN_OPTIONS=$common:halt_on_error=1:print_stacktrace=1
  export TSAN_OPTIONS=$common:halt_on_error=1:second_deadlock_stack=1
}
